using System.Collections.Immutable;

namespace Neuro.Compiler.Discrete;

/// <summary>A population of a <see cref="DiscreteNetwork"/>.</summary>
public sealed record DiscretePopulation
{
    /// <summary>Unique name: the model's own node name where there is one.</summary>
    public required string Name { get; init; }

    /// <summary>Extents, outermost first; neurons are numbered in row-major order.</summary>
    public required ImmutableArray<int> Shape { get; init; }

    /// <summary>How it turns its input into its output.</summary>
    public required NeuronModel Model { get; init; }

    /// <summary>Model path, such as "net.nir:/node/nodes/lif1".</summary>
    public string? Origin { get; init; }

    /// <summary>Number of neurons.</summary>
    public int Size => Shape.Aggregate(1, (product, extent) => checked(product * extent));
}
