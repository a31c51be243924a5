using System.Collections.Immutable;

namespace Neuro.Ir.Crossbars;

/// <summary>
/// That a projection's weights are held by memristive cells. It says what is to be built; <see cref="CrossbarRead"/> is what one
/// fabricated chip does.
/// </summary>
public sealed record CrossbarBinding
{
    /// <summary>Name of a device of the program.</summary>
    public required string Device { get; init; }

    /// <summary>Name of a crossbar array of the program.</summary>
    public required string Array { get; init; }

    /// <summary>Seconds from programming to the reads.</summary>
    public double Time { get; init; }

    /// <summary>Temperature in kelvin; 0 for the one at which the device was characterised.</summary>
    public double Temperature { get; init; }

    /// <summary>Whether a common factor for each tile makes good the mean drift, as a probe of the array would find it.</summary>
    public bool DriftCompensation { get; init; }

    /// <summary>
    /// What the ADCs span, where it was calibrated: the largest magnitude of a channel's current, in weight codes times input
    /// codes, one for each tile, or 0 for a tile whose currents were all 0 (a code of its converters is then one unit); empty for
    /// the full range.
    /// </summary>
    public ImmutableArray<double> AdcRanges { get; init; } = [];
}
