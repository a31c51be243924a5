using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Targets.Ranc;

/// <summary>What a grid of RANC cores is loaded with, and the packets of a test bench.</summary>
public sealed record RancImage
{
    /// <summary>Sizes and widths.</summary>
    public required RancParameters Parameters { get; init; }

    /// <summary>The cores by their place, row · columns + column; places without memories have none.</summary>
    public required ImmutableSortedDictionary<int, RancCore> Cores { get; init; }

    /// <summary>Name of the network.</summary>
    public string Name { get; init; } = "image";

    /// <summary>Seconds per tick.</summary>
    public Rational TimeStep { get; init; } = new(1, 1000);

    /// <summary>The network's inputs; none where the image does not tell, and packets are what enters.</summary>
    public ImmutableArray<RancEntry> Entries { get; init; } = [];

    /// <summary>The network's outputs; none where the image does not tell.</summary>
    public ImmutableArray<RancExit> Exits { get; init; } = [];

    /// <summary>Packets that enter, by tick (tb_input, tb_num_inputs).</summary>
    public ImmutableArray<ImmutableArray<RancPacket>> Inputs { get; init; } = [];

    /// <summary>
    /// Outputs that leave, by tick from <see cref="RancParameters.TickLatency"/> + 1 on (tb_correct, tb_num_outputs).
    /// </summary>
    public ImmutableArray<ImmutableArray<int>> Outputs { get; init; } = [];

    /// <summary>Whether <paramref name="path"/> is a folder of memory images.</summary>
    public static bool Claims(string path) =>
        Directory.Exists(path) && Directory.EnumerateFiles(path, "csram_*.mem").Any();
}
