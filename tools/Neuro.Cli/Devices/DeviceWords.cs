using System.Text.Json;
using Neuro.Cli.Output;
using Neuro.Ir.Devices;

namespace Neuro.Cli.Devices;

/// <summary>Words for what devices are made of, as their files write them.</summary>
internal static class DeviceWords
{
    /// <summary>"nonlinear_pulse".</summary>
    public static string Of(PulseModel pulse) =>
        pulse is OneSided one ? $"one_sided {Of(one.Cell)}" : JsonNamingPolicy.SnakeCaseLower.ConvertName(pulse.GetType().Name);

    /// <summary>"write_verify".</summary>
    public static string Of(ProgrammingMethod method) => JsonNamingPolicy.SnakeCaseLower.ConvertName(method.ToString());

    /// <summary>"power_law".</summary>
    public static string Of(DriftModel drift) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(drift.GetType().Name.Replace("Drift", "", StringComparison.Ordinal));

    /// <summary>"25 µS".</summary>
    public static string Siemens(double value) => Quantity.Print(value, "S", 4);
}
