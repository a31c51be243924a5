namespace Neuro.Ir.Learning;

/// <summary>
/// Applies proposed changes as pulses on a device's cells, in integers: SEMANTICS.md, section 12. A cell's conductance is a code
/// of <see cref="Bits"/> bits in a per-synapse array; the weight is what the cells read.
/// </summary>
public sealed record PulseCommit
{
    /// <summary>Name of the device in <see cref="SpikeProgram.Devices"/> that the tables were compiled from.</summary>
    public required string Device { get; init; }

    /// <summary>Bits of a conductance code, 8 to 20.</summary>
    public required int Bits { get; init; }

    /// <summary>Array [2, n]: mean step of a pulse up over the code, from the low and from the high end.</summary>
    public required string Up { get; init; }

    /// <summary>The same for a pulse down; null where the device only goes up.</summary>
    public string? Down { get; init; }

    /// <summary>Array [2, n]: standard deviation of a pulse up; null for none.</summary>
    public string? UpSigma { get; init; }

    /// <summary>The same for a pulse down.</summary>
    public string? DownSigma { get; init; }

    /// <summary>Codes this near to the upper bound are on it after a pulse up.</summary>
    public int CloseUp { get; init; }

    /// <summary>Codes this near to 0 are on it after a pulse down.</summary>
    public int CloseDown { get; init; }

    /// <summary>The per-synapse array of the cell that a positive change pulses up.</summary>
    public required string Plus { get; init; }

    /// <summary>The per-synapse array of the other cell of a pair; null for a single cell against
    /// <see cref="Reference"/>.</summary>
    public string? Minus { get; init; }

    /// <summary>Code that a single cell is read against.</summary>
    public int Reference { get; init; }

    /// <summary>Which pulses make a negative change.</summary>
    public CommitDirection Direction { get; init; }

    /// <summary>How a change becomes a whole number of pulses.</summary>
    public PulseRounding Rounding { get; init; }

    /// <summary>The per-synapse array that keeps what was not yet pulsed, for <see cref="PulseRounding.Accumulate"/>.</summary>
    public string? Remainder { get; init; }

    /// <summary>Proposed change that one pulse stands for, at least 1.</summary>
    public required int ChangePerPulse { get; init; }

    /// <summary>Most pulses of one commit, 1 to 4096.</summary>
    public int MostPulses { get; init; } = 1;

    /// <summary>weight = ((plus − minus) · gain) / 2^shift, to nearest, clamped to the plasticity's weights.</summary>
    public required int ReadGain { get; init; }

    /// <summary>See <see cref="ReadGain"/>; 0 to 62.</summary>
    public int ReadShift { get; init; }

    /// <summary>For a one-sided pair: a cell whose code is above this is refreshed with its partner.</summary>
    public int RefreshAbove { get; init; } = int.MaxValue;

    /// <summary>Per-synapse factors of the steps of the cell(s), 12 fraction bits: device-to-device spread; 2^12 where
    /// null.</summary>
    public PulseCellSpread? Spread { get; init; }
}
