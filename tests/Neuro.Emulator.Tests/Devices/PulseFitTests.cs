using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Neuro.Emulator.Devices;
using Neuro.Emulator.Devices.Fitting;
using Neuro.Emulator.Devices.Pulses;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Emulator.Tests.Devices;

/// <summary>From measured pulses to a device: reading tables, and getting back what they were made from.</summary>
public sealed class PulseFitTests
{
    private const double GMin = 1e-6, GMax = 11e-6;

    [Theory]
    [InlineData(2.4, -4.88)]
    [InlineData(0.5, -0.5)]
    [InlineData(1.75, 1.46)]
    [InlineData(-1.0, 3.0)]
    public void A_device_without_noise_is_recovered_to_a_thousandth(double up, double down)
    {
        NonlinearPulse model = new() { PMax = 64, PMaxLtd = 50, NlLtp = up, NlLtd = down };
        PulseFitResult fit = PulseFit.Fit(Trains(model, 1, 1, 0), "data");
        Assert.Equal(up, fit.Nonlinear.NlLtp, 1e-3);
        Assert.Equal(down, fit.Nonlinear.NlLtd, 1e-3);
        Assert.Equal((64, 50), (fit.Nonlinear.PMax, fit.Nonlinear.PMaxLtd));
        Assert.Equal(GMin, fit.NonlinearGMin, 1e-3 * (GMax - GMin));
        Assert.Equal(GMax, fit.NonlinearGMax, 1e-3 * (GMax - GMin));
        Assert.True(fit.NonlinearResidual < 1e-4, $"residual {fit.NonlinearResidual}");
        Assert.True(fit.Nonlinear.SigmaC2c < 1e-4, $"cycle to cycle {fit.Nonlinear.SigmaC2c}");
    }

    [Fact]
    public void A_device_with_noise_and_spread_is_recovered_within_what_its_noise_allows()
    {
        NonlinearPulse model = new() { PMax = 100, NlLtp = 1.5, NlLtd = -1.2, SigmaC2c = 0.004, SigmaD2d = 0.5 };
        PulseFitResult fit = PulseFit.Fit(Trains(model, 40, 3, 0.002 * (GMax - GMin)), "data");
        Assert.Equal(40, fit.Devices);
        Assert.Equal(240, fit.Trains);
        Assert.Equal(1.5, fit.Nonlinear.NlLtp, 0.3);
        Assert.Equal(-1.2, fit.Nonlinear.NlLtd, 0.3);
        // Clipping at the bounds takes some of the deviation away.
        Assert.InRange(fit.Nonlinear.SigmaC2c, 0.0035, 0.0043);
        Assert.InRange(fit.Nonlinear.SigmaD2d, 0.3, 0.7);
        Assert.InRange(fit.ReadNoise, 0.0014 * (GMax - GMin), 0.0026 * (GMax - GMin));
        Assert.True(fit.NonlinearResidual < 0.02, $"residual {fit.NonlinearResidual}");
    }

    [Fact]
    public void Step_tables_follow_a_device_that_two_labels_cannot()
    {
        // A sigmoid: small steps at both ends.
        MeasuredStep model = new()
        {
            Up = [0.005, 0.02, 0.03, 0.02, 0.004],
            Down = [0.003, 0.02, 0.04, 0.02, 0.006],
            StepDtod = 0.1,
            UpSigma = [0.002, 0.002],
            DownSigma = [0.002, 0.002],
        };
        PulseFitResult fit = PulseFit.Fit(Trains(model, 20, 2, 0, pulses: 100), "data");
        Assert.True(fit.MeasuredResidual < fit.NonlinearResidual / 2, $"{fit.MeasuredResidual}, labels {fit.NonlinearResidual}");
        Assert.InRange(fit.Measured.StepDtod, 0.05, 0.15);
        for (double x = 0.2; x < 0.9; x += 0.1)
            Assert.Equal(PiecewiseResponse.Interpolate(model.Up, x), PiecewiseResponse.Interpolate(fit.Measured.Up, x), 0.004);
    }

    [Fact]
    public void What_is_written_as_a_table_reads_back()
    {
        ImmutableArray<PulseTrainData> trains = Trains(new NonlinearPulse { PMax = 10, NlLtp = 1, NlLtd = 1 }, 2, 2, 0);
        StringBuilder csv = new("# measured\nDevice;Pulse Number;Direction;G (uS)\n");
        foreach (PulseTrainData train in trains)
            for (int i = 0; i < train.Pulses.Length; i++)
                csv.AppendLine(CultureInfo.InvariantCulture,
                    $"{train.Device};{train.Pulses[i]};{(train.Up ? "LTP" : "LTD")};{train.Conductances[i] * 1e6:r}");
        PulseTrainData[] read = [.. PulseDataReader.Read(csv.ToString(), "x.csv").OrderBy(t => t.Device)];
        Assert.Equal(trains.Length, read.Length);
        Assert.Equal(4, read.Count(t => t.Up));
        Assert.All(read, t => Assert.Equal(Enumerable.Range(0, 11), t.Pulses));
        Assert.Equal(
            trains.SelectMany(t => t.Conductances).Order(), read.SelectMany(t => t.Conductances).Order(),
            (a, b) => Math.Abs(a - b) < 1e-18);
    }

    [Fact]
    public void Without_a_direction_a_train_goes_where_its_conductance_goes_and_may_count_on()
    {
        ImmutableArray<PulseTrainData> trains = PulseDataReader.Read("n,g_ns\n0,1\n1,2\n2,3\n0,3\n1,2\n2,1\n", "x");
        Assert.Equal([true, false], trains.Select(t => t.Up));
        ImmutableArray<PulseTrainData> counted =
            PulseDataReader.Read("pulse,g,direction\n1,1\t,up\n2,2,up\n3,1.5,down\n4,1.2,down\n".Replace("\t", ""), "x");
        Assert.Equal([1, 2], counted[1].Pulses);
        Assert.Equal(3e-9, trains[0].Conductances[2], 1e-20);
    }

    [Theory]
    [InlineData("", "NEU3524", "empty")]
    [InlineData("pulse,volts\n1,2\n", "NEU3524", "conductance")]
    [InlineData("g,device\n1,2\n", "NEU3524", "pulse")]
    [InlineData("pulse,g\n1\n", "NEU3524", "x.csv:2")]
    [InlineData("pulse,g\n1,x\n", "NEU3524", "'x' is no conductance")]
    [InlineData("pulse,g\n1,-1\n", "NEU3524", "'-1' is no conductance")]
    [InlineData("pulse,g\n1,nan\n", "NEU3524", "'nan' is no conductance")]
    [InlineData("pulse,g\n1.5,1\n", "NEU3524", "'1.5' is no pulse number")]
    [InlineData("pulse,g,direction\n1,1,sideways\n", "NEU3524", "'sideways' is no direction")]
    [InlineData("pulse,g\n1,1e-6\n2,1e-6\n", "NEU3524", "x.csv:2")]
    [InlineData("pulse,g\n1,1e-6\n2,2e-6\n", "NEU3525", "no up train")]
    [InlineData("pulse,g\n1,1e-6\n2,2e-6\n3,3e-6\n4,4e-6\n", "NEU3525", "no down train")]
    public void Tables_that_cannot_be_fitted_say_where_and_why(string text, string code, string part)
    {
        Diagnostic finding = Assert.Single(
            Assert.Throws<DiagnosticException>(() => PulseFit.Fit(PulseDataReader.Read(text, "x.csv"), "x.csv")).Diagnostics);
        Assert.Equal(code, finding.Code);
        Assert.Contains(part, finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_tables_end_in_a_device_or_a_diagnostic()
    {
        StringBuilder csv = new("device,pulse,direction,g_us\n");
        for (int i = 0; i < 8; i++) csv.AppendLine(CultureInfo.InvariantCulture, $"a,{i},up,{1 + i}");
        for (int i = 0; i < 8; i++) csv.AppendLine(CultureInfo.InvariantCulture, $"a,{i},down,{8 - i}");
        Random random = new(3);
        int fitted = 0;
        for (int i = 0; i < 300; i++)
        {
            char[] text = csv.ToString().ToCharArray();
            for (int change = random.Next(1, 4); change > 0; change--)
                text[random.Next(text.Length)] = "0123456789-.,eup\nd \t#"[random.Next(21)];
            try
            {
                PulseFitResult fit = PulseFit.Fit(PulseDataReader.Read(new(text), "x"), "x");
                double numbers = fit.NonlinearGMin + fit.NonlinearGMax + fit.Nonlinear.NlLtp + fit.MeasuredResidual;
                Assert.True(double.IsFinite(numbers), new string(text));
                fitted++;
            }
            catch (DiagnosticException)
            {
            }
        }
        Assert.InRange(fitted, 1, 299);
    }

    /// <summary>Up and down trains of several devices, each read with the given deviation in siemens.</summary>
    private static ImmutableArray<PulseTrainData> Trains(PulseModel model, int devices, int cycles, double noise, int pulses = 0)
    {
        int up = model is NonlinearPulse n ? n.PMax : pulses;
        int down = model is NonlinearPulse { PMaxLtd: > 0 } d ? d.PMaxLtd : up;
        ImmutableArray<PulseTrainData>.Builder trains = ImmutableArray.CreateBuilder<PulseTrainData>();
        for (uint device = 0; device < devices; device++)
        {
            CellRandom random = new(31, 1, 0, device);
            PulseResponse response = PulseResponse.Draw(model, ref random);
            for (int cycle = 0; cycle < cycles; cycle++)
            {
                trains.Add(Train(response, $"d{device}", true, up, noise, ref random));
                trains.Add(Train(response, $"d{device}", false, down, noise, ref random));
            }
        }
        return trains.ToImmutable();
    }

    private static PulseTrainData Train(
        PulseResponse response, string device, bool up, int pulses, double noise, ref CellRandom random)
    {
        PulsedCell cell = new(response, up ? response.Minimum : response.Maximum);
        double[] reads = new double[pulses + 1];
        for (int i = 0; i <= pulses; i++)
        {
            if (i > 0) cell.Pulse(up, ref random);
            reads[i] = GMin + cell.Visible * (GMax - GMin) + noise * random.NextNormal();
        }
        return new(device, up, [.. Enumerable.Range(0, pulses + 1)], [.. reads]);
    }
}
