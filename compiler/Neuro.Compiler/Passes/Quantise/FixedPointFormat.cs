using Neuro.Ir;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>
/// The numbers a network is quantised to. The defaults are 8-bit weights with a step per output channel chosen by least
/// squares, and 24-bit states. Measured on four trained networks, a step per channel brings output spike counts 13 to
/// 35 % closer to float than one per tensor, and costs a chip nothing, since it disappears in the neurons' thresholds.
/// At 8 bits the choosers are equal; at 4 bits least squares keeps spike counts closest. 16-bit states do nearly as
/// well as 24-bit ones, 12-bit states do not.
/// </summary>
public sealed record FixedPointFormat
{
    /// <summary>Bits of a weight code, 1 to 16.</summary>
    public int WeightBits { get; init; } = 8;

    /// <summary>Codes of a weight.</summary>
    public SignRange Signs { get; init; } = SignRange.Symmetric;

    /// <summary>Whether each output channel has a step of its own.</summary>
    public bool PerChannel { get; init; } = true;

    /// <summary>Weight steps.</summary>
    public ScaleKind Scale { get; init; } = ScaleKind.Integer;

    /// <summary>How steps are chosen.</summary>
    public StepChooser Chooser { get; init; } = StepChooser.MeanSquaredError;

    /// <summary>Percentage of weights that <see cref="StepChooser.Percentile"/> does not clip.</summary>
    public double Percentile { get; init; } = 99.9;

    /// <summary>Bits of a neuron's state.</summary>
    public int StateBits { get; init; } = 24;

    /// <summary>Fraction bits of a decay.</summary>
    public int DecayBits { get; init; } = 16;

    /// <summary>Bits of thresholds and reset values.</summary>
    public int ThresholdBits { get; init; } = 24;

    /// <summary>Bits of biases and leaks.</summary>
    public int BiasBits { get; init; } = 24;

    /// <summary>How decays and shifts round.</summary>
    public Rounding Rounding { get; init; } = Rounding.Nearest;

    /// <summary>Magnitude bits of an event's payload.</summary>
    public int PayloadBits { get; init; } = 31;

    /// <summary>Smallest payload of external events.</summary>
    public int InputMinimum { get; init; }

    /// <summary>Largest payload of external events: 1 for spikes, more for spike counts and currents.</summary>
    public int InputMaximum { get; init; } = 1;

    /// <summary>The grid of weight codes.</summary>
    public WeightGrid Grid => new(WeightBits, Signs);
}
