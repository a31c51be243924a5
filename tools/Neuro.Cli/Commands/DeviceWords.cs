using System.Globalization;
using System.Text.Json;
using Neuro.Ir.Devices;

namespace Neuro.Cli.Commands;

/// <summary>Words for what devices are made of, as their files write them.</summary>
internal static class DeviceWords
{
    private static readonly (double Scale, string Unit)[] Units = [(1e-3, "mS"), (1e-6, "µS"), (1e-9, "nS"), (1e-12, "pS")];

    /// <summary>"nonlinear_pulse".</summary>
    public static string Of(PulseModel pulse) =>
        pulse is OneSided one ? $"one_sided {Of(one.Cell)}" : JsonNamingPolicy.SnakeCaseLower.ConvertName(pulse.GetType().Name);

    /// <summary>"write_verify".</summary>
    public static string Of(ProgrammingMethod method) => JsonNamingPolicy.SnakeCaseLower.ConvertName(method.ToString());

    /// <summary>"power_law".</summary>
    public static string Of(DriftModel drift) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(drift.GetType().Name.Replace("Drift", "", StringComparison.Ordinal));

    /// <summary>"25 µS".</summary>
    public static string Siemens(double value)
    {
        if (value == 0)
            return "0 S";
        (double scale, string unit) = Units.FirstOrDefault(u => value >= u.Scale * (1 - 1e-12), Units[^1]);
        return string.Create(CultureInfo.InvariantCulture, $"{value / scale:g4} {unit}");
    }
}
