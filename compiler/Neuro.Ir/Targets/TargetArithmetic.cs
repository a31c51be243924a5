using System.Collections.Immutable;

namespace Neuro.Ir.Targets;

/// <summary>The numbers a target computes with. The defaults are what the emulator can do.</summary>
public sealed record TargetArithmetic
{
    /// <summary>The neurons it computes.</summary>
    public NeuronFamily Neurons { get; init; }

    /// <summary>Widest weight code in bits, 1 to 16.</summary>
    public int WeightBits { get; init; } = 16;

    /// <summary>Codes of a weight.</summary>
    public SignRange Signs { get; init; } = SignRange.Symmetric;

    /// <summary>Whether each output channel may have a weight step of its own; otherwise a projection has one.</summary>
    public bool PerChannel { get; init; } = true;

    /// <summary>Weight steps.</summary>
    public ScaleKind Scale { get; init; } = ScaleKind.Integer;

    /// <summary>Widest neuron state in bits, two's complement, 2 to 28.</summary>
    public int StateBits { get; init; } = 28;

    /// <summary>Most fraction bits of a decay factor, 1 to 24.</summary>
    public int DecayBits { get; init; } = 24;

    /// <summary>Widest threshold (and reset value) in bits, two's complement, up to the state's.</summary>
    public int ThresholdBits { get; init; } = 28;

    /// <summary>Widest bias (and leak) in bits, two's complement, up to the state's.</summary>
    public int BiasBits { get; init; } = 28;

    /// <summary>Roundings of the decay that the target knows; empty for all.</summary>
    public ImmutableArray<Rounding> Roundings { get; init; } = [];

    /// <summary>Magnitude bits of an event's payload: 1 for plain spikes, more for spike counts and graded values.</summary>
    public int PayloadBits { get; init; } = 31;

    /// <summary>Whether cores add up the sum of one neuron among them, as the tiles of a crossbar do; otherwise a neuron with too
    /// many sources for a core is split into neurons that pass partial sums on.</summary>
    public bool PartialSums { get; init; }

    /// <summary>Whether payloads may be negative, as graded values are.</summary>
    public bool SignedPayloads { get; init; } = true;
}
