using System.Collections.Immutable;

namespace Neuro.Compiler.Frontends.LavaNet;

/// <summary>A layer as the file has it, in the file's order of axes (channel, row, column).</summary>
internal sealed record LavaLayer
{
    public required int Index { get; init; }

    /// <summary>"input", "conv", "dense", ….</summary>
    public required string Type { get; init; }

    public required string Origin { get; init; }

    /// <summary>Name of the population, where the file gives one.</summary>
    public string? Name { get; init; }

    /// <summary>Names of the projections into it, where the file gives them.</summary>
    public string? Synapse { get; init; }

    public string? RecurrentSynapse { get; init; }

    /// <summary>Ticks that a spike takes to it beside <see cref="Delay"/>, where the file tells.</summary>
    public int? SpikeDelay { get; init; }

    public ImmutableArray<int> Shape { get; init; } = [];

    public LavaTensor? Weight { get; init; }

    /// <summary>Weights from the layer to itself, of a "dense_rec".</summary>
    public LavaTensor? WeightRec { get; init; }

    public int[]? Bias { get; init; }

    public int[]? Delay { get; init; }

    public (int Y, int X) Stride { get; init; } = (1, 1);

    public (int Y, int X) Padding { get; init; }

    public (int Y, int X) Dilation { get; init; } = (1, 1);

    public int Groups { get; init; } = 1;

    public LavaNeuron? Neuron { get; init; }

    /// <summary>Number of neurons.</summary>
    public int Size => Shape.Aggregate(1, (product, extent) => product * extent);

    /// <summary>Whether it becomes a population.</summary>
    public bool HasNeurons => Type is not ("flatten" or "average") && (Type != "input" || Neuron is not null);
}
