using System.Collections.Immutable;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Discrete;
using Neuro.Runtime.Encoding;

namespace Neuro.Compiler.Passes;

/// <summary>A spiking network made of a conventional one.</summary>
public sealed record ConvertedNetwork
{
    /// <summary>The network in discrete time.</summary>
    public required DiscreteNetwork Network { get; init; }

    /// <summary>The conventional network that it does the work of, with roundings where the conversion put them.</summary>
    public required AnnGraph Graph { get; init; }

    /// <summary>Bits of a weight that the model's own integers need; null where it has none.</summary>
    public int? WeightBits { get; init; }

    /// <summary>How values of the model's input become events.</summary>
    public required Encoder Encoder { get; init; }

    /// <summary>Smallest and largest payload of the input's events.</summary>
    public required (int Least, int Most) Payloads { get; init; }

    /// <summary>Ticks until the answer is there.</summary>
    public required int Ticks { get; init; }

    /// <summary>Populations and the nodes whose values they stand for, in the order of the data.</summary>
    public required ImmutableArray<ConvertedLayer> Layers { get; init; }
}
