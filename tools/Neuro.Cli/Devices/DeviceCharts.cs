using Neuro.Emulator.Devices;
using Neuro.Emulator.Devices.Pulses;
using Neuro.Ir.Devices;

namespace Neuro.Cli.Devices;

/// <summary>The charts of a device: its answer to pulses, its programming error, its retention and its read noise.</summary>
internal static class DeviceCharts
{
    /// <summary>What --curve takes.</summary>
    public static readonly string[] Keys = ["pulses", "programming", "drift", "noise"];

    private const int Examples = 5;
    private const int Cells = 500;
    private const int Points = 49;
    private const int LongestTrain = 20_000;
    private const double Year = 31_536_000;

    // Share of the nominal range that a train has to cover before the rest is left out of the picture.
    private const double Enough = 0.995;

    /// <summary>The charts that the device has.</summary>
    public static IEnumerable<DeviceChart> Of(DeviceModel device)
    {
        if (device.Pulse is { } pulse) yield return Pulses(device, pulse);
        StaticDevice behaviour = new(device);
        if (!device.Programming.Sigma.IsEmpty || device.Programming.Method != ProgrammingMethod.Direct)
            yield return Programming(behaviour);
        if (device.Drift is not null) yield return Drift(behaviour);
        if (device.ReadNoise is not null) yield return Noise(behaviour);
    }

    private static DeviceChart Pulses(DeviceModel device, PulseModel pulse)
    {
        PulseResponse mean = PulseResponse.Mean(pulse);
        bool oneSided = pulse is OneSided;
        int up = Length(mean, true), down = oneSided ? 0 : Length(mean, false);
        List<DeviceCurve> curves = [];
        for (uint example = 0; example < Examples; example++)
        {
            CellRandom random = new(1, 0, 0, example);
            PulseResponse own = PulseResponse.Draw(pulse, ref random);
            curves.Add(Train(device, pulse, own, up, down, $"device {example + 1}", false, ref random));
        }
        CellRandom none = new(1, 0, 0, 0);
        curves.Add(Train(device, pulse, mean, up, down, "mean device, mean pulses", true, ref none));
        return new("pulses", (oneSided ? $"{up} pulses up from reset" : $"{up} pulses up, {down} pulses down")
            + $": the mean device, and {Examples} others", "pulse",
            "conductance (µS)", false, curves);
    }

    /// <summary>Pulses until most of the range is covered, or no pulse changes anything.</summary>
    private static int Length(PulseResponse response, bool up)
    {
        double range = response.Maximum - response.Minimum;
        double state = up ? response.Clip(response.Erased) : response.Maximum;
        int pulses = 0;
        for (; pulses < LongestTrain; pulses++)
        {
            double next = response.Pulse(state, up, 0);
            double covered = (up ? next - response.Minimum : response.Maximum - next) / range;
            if (covered >= Enough || Math.Abs(next - state) < 1e-5 * range)
                return pulses + 1;
            state = next;
        }
        return pulses;
    }

    private static DeviceCurve Train(
        DeviceModel device, PulseModel pulse, PulseResponse response, int up, int down, string name, bool mean,
        ref CellRandom random)
    {
        PulsedCell cell = new(response, response.Erased);
        // A point for every pulse would be more than a chart can show.
        int every = Math.Max((up + down) / 1000, 1);
        List<double> x = [], y = [];
        double state = cell.Hidden;
        for (int i = 0; i <= up + down; i++)
        {
            if (i > 0 && mean) state = response.Pulse(state, i <= up, 0);
            else if (i > 0) cell.Pulse(i <= up, ref random);
            if (i % every != 0 && i != up) continue;
            x.Add(i);
            y.Add(Conductance(device, pulse, mean ? state : cell.Visible) * 1e6);
        }
        return new(name, mean ? 0 : 1, mean, [.. x], [.. y]);
    }

    private static double Conductance(DeviceModel device, PulseModel pulse, double state) => Math.Max(device.GMin
        + (state - pulse.StateMinimum) / (pulse.StateMaximum - pulse.StateMinimum) * (device.GMax - device.GMin), 0);

    private static DeviceChart Programming(StaticDevice behaviour)
    {
        // Measured on cells, so that every scheme is shown by what it does.
        StaticDevice working = new(behaviour.Device with { StuckOn = 0, StuckOff = 0 });
        double[] targets = Targets(behaviour.Device, Points);
        double[] mean = new double[Points], low = new double[Points], high = new double[Points];
        for (int i = 0; i < Points; i++)
        {
            double[] errors = Sorted(cell => Program(working, targets[i], cell).Conductance - behaviour.Quantise(targets[i]));
            (low[i], mean[i], high[i]) = Percentiles(errors);
        }
        double[] x = Micro(targets);
        return new("programming", "what programming leaves, of working cells: median, 16% and 84%",
            "target (µS)", "error (µS)", false,
        [
            new("16% to 84% of cells", 1, false, x, Micro(low)),
            new("16% to 84% of cells", 1, false, x, Micro(high)),
            new("median", 0, true, x, Micro(mean)),
        ]);
    }

    private static DeviceChart Drift(StaticDevice behaviour)
    {
        double[] seconds = Times();
        List<DeviceCurve> curves = [];
        double[] shares = [0.1, 0.5, 0.9];
        for (int s = 0; s < shares.Length; s++)
        {
            DeviceModel device = behaviour.Device;
            double target = device.GMin + shares[s] * (device.GMax - device.GMin);
            double[] low = new double[Points], median = new double[Points], high = new double[Points];
            ProgrammedCell[] cells = [.. Enumerable.Range(0, Cells).Select(c => Program(behaviour, target, (uint)c))];
            for (int i = 0; i < Points; i++)
            {
                double[] values = Sorted(cell => behaviour.ConductanceAt(cells[cell], seconds[i], 0));
                (low[i], median[i], high[i]) = Percentiles(values);
            }
            string name = $"{target * 1e6:g3} µS";
            curves.Add(new($"{name}, 16%", s, false, seconds, Micro(low)));
            curves.Add(new($"{name}, 84%", s, false, seconds, Micro(high)));
            curves.Add(new(name, s, true, seconds, Micro(median)));
        }
        return new("drift", "conductance after programming: median, 16% and 84% of cells",
            "time (s)", "conductance (µS)", true, curves);
    }

    private static DeviceChart Noise(StaticDevice behaviour)
    {
        double[] targets = Targets(behaviour.Device, Points);
        DeviceCurve At(string name, int colour, double seconds) => new(name, colour, true, Micro(targets),
            Micro([.. targets.Select(g => behaviour.ReadDeviation(new(g, g, 0, 0, CellFault.None), g, seconds))]));
        return new("noise", "standard deviation of one read", "conductance (µS)", "σ (µS)", false,
            [At("1 s after programming", 0, 1), At("1 year after programming", 1, Year)]);
    }

    private static ProgrammedCell Program(StaticDevice behaviour, double target, uint cell)
    {
        CellRandom random = new(1, 0, 1, cell);
        return behaviour.Program(target, ref random);
    }

    private static double[] Sorted(Func<uint, double> value)
    {
        double[] values = [.. Enumerable.Range(0, Cells).Select(c => value((uint)c))];
        Array.Sort(values);
        return values;
    }

    private static (double Low, double Median, double High) Percentiles(double[] sorted) =>
        (sorted[(int)(0.16 * Cells)], sorted[Cells / 2], sorted[(int)(0.84 * Cells)]);

    private static double[] Targets(DeviceModel device, int points) =>
        [.. Enumerable.Range(0, points).Select(i => device.GMin + i / (points - 1.0) * (device.GMax - device.GMin))];

    private static double[] Times() => [.. Enumerable.Range(0, Points).Select(i => Math.Pow(Year, i / (Points - 1.0)))];

    private static double[] Micro(double[] siemens) => [.. siemens.Select(g => g * 1e6)];
}
