using System.Collections.Immutable;

namespace Neuro.Ir.Devices;

/// <summary>
/// A memristive device: what it can hold, how it is programmed, and how what it holds changes. All numbers are in SI units.
/// A device is a JSON file with these members in snake_case; a program that is bound to it carries it.
/// </summary>
public sealed record DeviceModel
{
    /// <summary>The name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where the numbers come from: papers, manuals, data sets.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>Smallest conductance that a working cell can be set to, in siemens.</summary>
    public required double GMin { get; init; }

    /// <summary>Largest conductance that a working cell can be set to, in siemens.</summary>
    public required double GMax { get; init; }

    /// <summary>Number of conductances, evenly spaced from <see cref="GMin"/> to <see cref="GMax"/>, that programming aims at; 0
    /// for any conductance between.</summary>
    public int Levels { get; init; }

    /// <summary>How one programming pulse changes the conductance; null where a source does not say.</summary>
    public PulseModel? Pulse { get; init; }

    /// <summary>How a target conductance is written and how far from it the cell ends.</summary>
    public ProgrammingModel Programming { get; init; } = new();

    /// <summary>How a written conductance changes with time; null for not at all.</summary>
    public DriftModel? Drift { get; init; }

    /// <summary>How one read differs from the next; null for not at all.</summary>
    public ReadNoiseModel? ReadNoise { get; init; }

    /// <summary>Share of cells that stay at <see cref="GMax"/> whatever is written.</summary>
    public double StuckOn { get; init; }

    /// <summary>Share of cells that stay at <see cref="GMin"/> whatever is written.</summary>
    public double StuckOff { get; init; }

    /// <summary>V₀ of I = G·V₀·sinh(V/V₀), in volts; 0 for an ohmic cell.</summary>
    public double SinhVoltage { get; init; }

    /// <summary>How the conductance depends on temperature; null where a source does not say.</summary>
    public TemperatureModel? Temperature { get; init; }

    /// <summary>Current of a cell at <paramref name="voltage"/> volts, relative to that of an ohmic one:
    /// V₀·sinh(V/V₀)/V.</summary>
    public double Secant(double voltage) =>
        SinhVoltage == 0 ? 1 : SinhVoltage / voltage * Math.Sinh(voltage / SinhVoltage);
}
