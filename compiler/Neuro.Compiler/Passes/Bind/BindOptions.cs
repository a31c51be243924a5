using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;

namespace Neuro.Compiler.Passes;

/// <summary>What a program's weights are to be held by, and when and where they are read.</summary>
public sealed record BindOptions
{
    /// <summary>The cells.</summary>
    public required DeviceModel Device { get; init; }

    /// <summary>The arrays that they form.</summary>
    public required CrossbarArray Array { get; init; }

    /// <summary>Seconds from programming to the reads.</summary>
    public double Time { get; init; }

    /// <summary>Temperature in kelvin; 0 for the one at which the device was characterised.</summary>
    public double Temperature { get; init; }

    /// <summary>Whether a common factor for each tile makes good the mean drift.</summary>
    public bool DriftCompensation { get; init; }
}
