namespace Neuro.Ir.Crossbars;

/// <summary>What drives the rows.</summary>
public sealed record DacModel
{
    /// <summary>Magnitude bits of what one step can drive, 1 to 8; a parallel DAC of values that may be negative drives both
    /// signs. 1 for plain spikes.</summary>
    public int Bits { get; init; } = 1;

    /// <summary>How values of more bits reach the row.</summary>
    public DacMode Mode { get; init; } = DacMode.BitSerial;

    /// <summary>Voltage of the largest input, in volts; what a nonlinear cell and an energy figure depend on.</summary>
    public double Voltage { get; init; } = 0.2;
}
