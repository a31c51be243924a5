using Neuro.Ir.Learning;

namespace Neuro.Emulator.Devices.Learning;

/// <summary>How a program's plastic projections are put on cells of a device.</summary>
public sealed record DeviceLearningOptions
{
    /// <summary>Cells of a weight; a device that only goes up has pairs whatever this says.</summary>
    public DeviceUpdate Update { get; init; }

    /// <summary>How a proposed change becomes a whole number of pulses.</summary>
    public PulseRounding Rounding { get; init; } = PulseRounding.Stochastic;

    /// <summary>Bits of a cell's state, 8 to 20: of the emulation's, not of its levels.</summary>
    public int Bits { get; init; } = 20;

    /// <summary>Most pulses of one change, 1 to 4096.</summary>
    public int MostPulses { get; init; } = 16;

    /// <summary>Share of the range above which a cell of a one-sided pair is refreshed; null for what the device's model says, or
    /// 0.9.</summary>
    public double? RefreshAbove { get; init; }

    /// <summary>Whether cells differ from each other and are stuck as the device says; without, all are the mean
    /// device.</summary>
    public bool Spread { get; init; } = true;

    /// <summary>Number of the chip, from 0: it draws the cells.</summary>
    public int Chip { get; init; }
}
