using System.Collections.Immutable;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Devices;

/// <summary>What the numbers of a device have to be.</summary>
public static class DeviceRules
{
    /// <summary>The largest number of levels.</summary>
    public const int MaximumLevels = 1 << 20;

    /// <summary>Every rule that <paramref name="device"/> breaks; none where it can be built.</summary>
    /// <param name="device">The device.</param>
    /// <param name="location">Where it is from: a file, or an object of a program.</param>
    public static ImmutableArray<Diagnostic> Check(DeviceModel device, string? location)
    {
        DeviceFindings findings = new(device.Name, location);
        findings.Rule(device.Name.Length > 0, "name", "empty", "a name", "name the device after its file");
        findings.Rule(!device.Name.Any(char.IsControl), "name", "of control characters", "a name on one line", "leave them out");
        findings.Number("g_min", device.GMin, 0, 1e3, "siemens: 25 microsiemens are 25e-6");
        findings.Rule(device.GMax > device.GMin && device.GMax <= 1e3, "g_max", device.GMax, "above g_min, and at most 1000",
            "siemens: 25 microsiemens are 25e-6");
        findings.Rule(device.Levels == 0 || device.Levels is >= 2 and <= MaximumLevels, "levels", device.Levels,
            $"0, or 2 to {MaximumLevels}", "0 is for any conductance between g_min and g_max");
        findings.Number("stuck_on", device.StuckOn, 0, 1, "a share of the cells: 0.01 is one in a hundred");
        findings.Number("stuck_off", device.StuckOff, 0, 1 - Math.Clamp(device.StuckOn, 0, 1),
            "a share of the cells; with stuck_on at most 1");
        findings.Number("sinh_voltage", device.SinhVoltage, 0, 1e3, "volts; 0 for an ohmic cell");
        Programming(device, findings);
        if (device.Pulse is { } pulse) PulseRules.Check(pulse, "pulse", findings);
        if (device.Drift is { } drift) Drift(drift, findings);
        if (device.ReadNoise is { } noise) ReadNoise(noise, findings);
        if (device.Temperature is { } temperature) Temperature(temperature, findings);
        return findings.All;
    }

    /// <summary>Ends with every rule that <paramref name="device"/> breaks.</summary>
    /// <exception cref="DiagnosticException">It cannot be built.</exception>
    public static void ThrowIfInvalid(DeviceModel device, string? location)
    {
        ImmutableArray<Diagnostic> findings = Check(device, location);
        if (!findings.IsEmpty) throw new DiagnosticException(findings);
    }

    private static void Programming(DeviceModel device, DeviceFindings findings)
    {
        ProgrammingModel programming = device.Programming;
        findings.Rule(Enum.IsDefined(programming.Method), "programming.method", programming.Method,
            "direct, open_loop or write_verify", "choose one of these");
        findings.Rule(
            programming.Method != ProgrammingMethod.OpenLoop || device.Pulse is not null, "programming.method", "open_loop",
            "direct or write_verify where the device has no pulse model", "open loop is a number of pulses");
        findings.Nodes("programming.sigma", programming.Sigma, 0, 16, -1e3, 1e3,
            "siemens, by rising powers of g/sigma_reference");
        findings.Number("programming.sigma_reference", programming.SigmaReference, 0, 1e3, "siemens; 0 for g_max");
        findings.Number("programming.tolerance", programming.Tolerance, 0, 1, "a fraction of g_max - g_min: 0.01 is usual");
        findings.Number("programming.pulse_budget", programming.PulseBudget, 1, 1_000_000, "the most pulses of one write");
    }

    private static void Drift(DriftModel drift, DeviceFindings findings)
    {
        switch (drift)
        {
            case PowerLawDrift law:
                findings.Number("drift.t0", law.T0, 1e-12, 1e9, "seconds from programming to the first read");
                findings.Number("drift.mean_log", law.MeanLog, -10, 10, "the exponent's change for each factor e of conductance");
                findings.Number("drift.mean", law.Mean, -10, 10, "a drift exponent: 0.05 is usual for phase-change cells");
                findings.Number("drift.mean_min", law.MeanMin, -10, 10, "a drift exponent");
                findings.Number("drift.mean_max", law.MeanMax, law.MeanMin, 10, "a drift exponent, not below mean_min");
                findings.Number("drift.deviation_log", law.DeviationLog, -10, 10, "a change for each factor e of conductance");
                findings.Number("drift.deviation", law.Deviation, -10, 10, "the exponent's standard deviation at g_max");
                findings.Number("drift.deviation_min", law.DeviationMin, 0, 10, "a standard deviation");
                findings.Number("drift.deviation_max", law.DeviationMax, law.DeviationMin, 10, "not below deviation_min");
                break;
            case LogarithmicDrift law:
                findings.Number("drift.shift", law.Shift, -1e3, 1e3, "siemens for each factor e of time");
                findings.Number("drift.spread_log", law.SpreadLog, 0, 1e3, "siemens for each factor e of time");
                findings.Number("drift.spread", law.Spread, 0, 1e3, "siemens at one second");
                break;
            case RelaxationDrift law:
                findings.Nodes("drift.times", law.Times, 1, 64, 1e-12, 1e12, "seconds");
                findings.Rule(law.Times.Zip(law.Times.Skip(1), (a, b) => a < b).All(rising => rising), "drift.times",
                    "not rising", "rising", "sort the times, and drop repeated ones");
                findings.Rule(law.Sigma.Length == law.Times.Length, "drift.sigma", $"of {law.Sigma.Length} rows",
                    $"one row for each of the {law.Times.Length} times", "one polynomial a time");
                for (int i = 0; i < law.Sigma.Length; i++)
                    findings.Nodes($"drift.sigma[{i}]", law.Sigma[i], 1, 16, -1e3, 1e3, "siemens, by rising powers of g");
                break;
        }
    }

    private static void ReadNoise(ReadNoiseModel noise, DeviceFindings findings)
    {
        findings.Number("read_noise.white", noise.White, 0, 1e3, "siemens");
        findings.Number("read_noise.white_relative", noise.WhiteRelative, 0, 10, "a fraction of the conductance");
        findings.Number("read_noise.q", noise.Q, 0, 10, "0 for no 1/f noise");
        findings.Number("read_noise.exponent", noise.Exponent, 0, 10, "exponent of g/g_max");
        findings.Number("read_noise.q_max", noise.QMax, 0, 10, "the largest q/g_r^exponent");
        findings.Number("read_noise.q_log", noise.QLog, 0, 1e3, "siemens; 0 for none");
        findings.Number("read_noise.read_time", noise.ReadTime, 1e-15, 1e6, "seconds that a read takes");
        findings.Number("read_noise.t0", noise.T0, 0, 1e9, "seconds from programming to the first read");
    }

    private static void Temperature(TemperatureModel temperature, DeviceFindings findings)
    {
        findings.Number("temperature.reference", temperature.Reference, 1, 2000, "kelvin");
        findings.Number("temperature.energy_min", temperature.EnergyMin, -2, 2, "electronvolts");
        findings.Number("temperature.energy_max", temperature.EnergyMax, -2, 2, "electronvolts");
    }
}
