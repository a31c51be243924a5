using Neuro.Emulator.Devices;
using Neuro.Emulator.Devices.Pulses;
using Neuro.Ir.Devices;

namespace Neuro.Emulator.Tests.Devices;

/// <summary>Moments of 100,000 cells against the equations, within five standard errors. Seeds are fixed.</summary>
public sealed class DeviceStatisticsTests
{
    private const int Draws = 100_000;
    private const double Hour = 3600;
    private const double Year = 365 * 24 * Hour;

    [Fact]
    public void Deviates_are_standard_normal_and_uniform()
    {
        double[] normal = new double[Draws], uniform = new double[Draws];
        for (uint i = 0; i < Draws; i++)
        {
            CellRandom random = new(3, 7, 1, i);
            uniform[i] = random.NextUniform();
            normal[i] = random.NextNormal();
        }
        Normal(normal, 0, 1, "normal");
        Mean(uniform, 0.5, Math.Sqrt(1 / 12.0), "uniform");
        for (double z = -3; z <= 3; z++)
            Share(normal.Count(x => x < z), Phi(z), $"P(normal < {z})");
        double product = Enumerable.Range(0, Draws).Sum(i => normal[i] * (uniform[i] - 0.5)) / Draws;
        Assert.True(Math.Abs(product) < 5 * Math.Sqrt(1 / 12.0 / Draws), $"draws of one cell are correlated: {product}");
    }

    [Theory]
    [InlineData("pcm")]
    [InlineData("cmo-hfox")]
    [InlineData("reram-wan")]
    public void Programming_ends_at_the_target_with_the_error_of_its_polynomial(string name)
    {
        StaticDevice device = new(DeviceCatalog.Load(name));
        foreach (double share in new[] { 0.02, 0.3, 0.6, 0.9 })
        {
            double target = device.Device.GMin + share * (device.Device.GMax - device.Device.GMin);
            double sigma = device.ProgrammingSigma(target);
            double[] written = [.. Cells(device, target).Select(c => c.Conductance)];
            // A conductance below zero is clipped to it: below a target of 5σ that has to be counted with.
            double clipped = Phi(-target / sigma);
            Share(written.Count(g => g == 0), clipped, $"{name} at {target}: clipped");
            (double mean, double deviation) = Rectified(target, sigma);
            Mean(written, mean, deviation, $"{name} at {target}");
            if (clipped < 1e-9) Normal(written, target, sigma, $"{name} at {target}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Hour)]
    [InlineData(Year)]
    public void Phase_change_drift_has_the_moments_of_its_exponents(double seconds)
    {
        StaticDevice device = new(DeviceCatalog.Load("pcm"));
        PowerLawDrift law = (PowerLawDrift)device.Device.Drift!;
        foreach (double target in new[] { 0.5e-6, 4e-6, 20e-6 })
        {
            double mu = DriftLaws.MeanExponent(law, target / 25e-6), sigma = DriftLaws.ExponentDeviation(law, target / 25e-6);
            double logarithm = Math.Log((seconds + law.T0) / law.T0);
            double[] factors =
            [
                .. Cells(device, target).Select(c => device.ConductanceAt(c with { Conductance = 1 }, seconds, 0)),
            ];
            // E[e^(−|ν|·L)] and E[e^(−2|ν|·L)] of a folded normal ν.
            double first = FoldedExponential(mu, sigma, logarithm), second = FoldedExponential(mu, sigma, 2 * logarithm);
            double deviation = Math.Sqrt(Math.Max(second - first * first, 0));
            Mean(factors, first, deviation, $"drift of {target} at {seconds} s");
            Deviation(factors, first, deviation, $"drift of {target} at {seconds} s");
            double most = Math.Pow((seconds + law.T0) / law.T0, -mu);
            Share(factors.Count(f => f < most), 1 - (Phi((mu - mu) / sigma) - Phi((-mu - mu) / sigma)), $"ν > μ at {target}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Hour)]
    [InlineData(Year)]
    public void Logarithmic_drift_shifts_and_spreads_with_the_logarithm_of_time_and_clips(double seconds)
    {
        StaticDevice device = new(DeviceCatalog.Load("cmo-hfox") with { Programming = new() });
        double logarithm = Math.Log(seconds);
        double shift = -0.08900206e-6 * logarithm, spread = (0.04201137 * logarithm + 0.41183342) * 1e-6;
        double[] middle = [.. Cells(device, 50e-6).Select(c => device.ConductanceAt(c, seconds, 0))];
        Normal(middle, 50e-6 + shift, spread, $"at {seconds} s");
        double[] low = [.. Cells(device, 9.5e-6).Select(c => device.ConductanceAt(c, seconds, 0))];
        Share(low.Count(g => g == 9e-6), Phi((9e-6 - 9.5e-6 - shift) / spread), $"clipped at G_min after {seconds} s");
        double[] high = [.. Cells(device, 88e-6).Select(c => device.ConductanceAt(c, seconds, 0))];
        Share(high.Count(g => g == 88.2e-6), 1 - Phi((88.2e-6 - 88e-6 - shift) / spread), $"clipped at G_max after {seconds} s");
    }

    [Fact]
    public void Relaxation_widens_the_distribution_about_the_target()
    {
        StaticDevice device = new(DeviceCatalog.Load("reram-wan"));
        foreach ((double seconds, double sigma) in new[] { (1, 2.2996395e-6), (86400, 3.8954852e-6), (172800, 3.8525786e-6) })
        {
            double[] now = [.. Cells(device, 12e-6).Select(c => device.ConductanceAt(c, seconds, 0))];
            Share(now.Count(g => g < 12e-6 - sigma), Phi(-1), $"below the target less σ at {seconds} s");
            Share(now.Count(g => g < 12e-6 + 2 * sigma), Phi(2), $"below the target and 2σ at {seconds} s");
        }
    }

    [Theory]
    [InlineData("reram-array-om", 0, 0.1348)]
    [InlineData("reram-array-hfo2", 0, 0.0977)]
    [InlineData("pcm", 0.03, 0.2)]
    public void Stuck_cells_are_as_many_as_the_device_says(string name, double on, double off)
    {
        StaticDevice device = new(DeviceCatalog.Load(name) with { StuckOn = on, StuckOff = off, Programming = new() });
        ProgrammedCell[] cells = [.. Cells(device, device.Device.GMax / 2)];
        Share(cells.Count(c => c.Fault == CellFault.StuckOn), on, "stuck on");
        Share(cells.Count(c => c.Fault == CellFault.StuckOff), off, "stuck off");
        Assert.All(cells.Where(c => c.Fault == CellFault.StuckOff), c => Assert.Equal(device.Device.GMin, c.Conductance));
    }

    [Fact]
    public void Unseen_pulses_deviate_with_the_root_of_their_number()
    {
        DeviceModel model = DeviceCatalog.Load("gst-pcm") with
        {
            Pulse = new NonlinearPulse { PMax = 100, NlLtp = 0, NlLtd = 0, SigmaC2c = 0.01 },
        };
        StaticDevice device = new(model);
        double range = model.GMax - model.GMin;
        double[] written = [.. Cells(device, model.GMin + 0.49 * range).Select(c => c.Conductance)];
        Normal(written, model.GMin + 0.49 * range, 0.01 * 7 * range, "after 49 pulses");
    }

    [Fact]
    public void Devices_of_a_family_spread_as_their_parameters_say()
    {
        ConstantStep model = new()
        {
            DwMin = 0.01,
            DwMinDtod = 0.2,
            UpDown = 0.3,
            UpDownDtod = 0.05,
            WMaxDtod = 0.1,
            WMinDtod = 0.15,
        };
        double[] sum = new double[Draws], difference = new double[Draws];
        double[] maximum = new double[Draws], minimum = new double[Draws];
        for (uint i = 0; i < Draws; i++)
        {
            CellRandom random = new(9, 1, 0, i);
            StepSample sample = StepSample.Draw(model, ref random);
            (sum[i], difference[i], maximum[i], minimum[i]) =
                (sample.Up + sample.Down, sample.Up - sample.Down, sample.Maximum, sample.Minimum);
        }
        Normal(sum, 0.01 * (2 - 0.3), 0.01 * 2 * 0.2, "Δ⁺ + Δ⁻");
        Normal(difference, 0.01 * 0.3, 0.01 * 2 * 0.05, "Δ⁺ − Δ⁻");
        Normal(maximum, 1, 0.1, "b_max");
        Normal(minimum, -1, 0.15, "b_min");
    }

    [Fact]
    public void A_burst_has_the_moments_of_its_pulses_one_by_one()
    {
        foreach (string name in new[] { "gokmen-vlasov", "ecram", "reram-sb", "pcmo" })
        {
            PulseResponse response = PulseResponse.Mean(DeviceCatalog.Load(name).Pulse!);
            double start = response.Minimum + 0.3 * (response.Maximum - response.Minimum);
            const int Cells = 4000;
            double[] burst = new double[Cells], train = new double[Cells];
            for (uint i = 0; i < Cells; i++)
            {
                CellRandom random = new(21, 1, 0, i);
                PulsedCell a = new(response, start), b = new(response, start);
                a.Burst(30, true, ref random);
                b.Train(30, ref random);
                (burst[i], train[i]) = (a.Hidden, b.Hidden);
            }
            double deviation = Spread(train);
            double error = 5 * Math.Sqrt(2.0 / Cells) * deviation + 1e-3 * (response.Maximum - response.Minimum);
            Assert.True(
                Math.Abs(burst.Average() - train.Average()) < error,
                $"{name}: mean {burst.Average()}, one by one {train.Average()}");
            Assert.True(
                Math.Abs(Spread(burst) - deviation) < 5 * deviation / Math.Sqrt(Cells),
                $"{name}: {Spread(burst)}, not {deviation}");
        }
    }

    [Fact]
    public void Write_noise_hides_the_state_that_pulses_move()
    {
        ConstantStep model = new() { DwMin = 0.001, WriteNoiseStd = 40 };
        PulseResponse response = PulseResponse.Mean(model);
        double[] visible = new double[Draws];
        for (uint i = 0; i < Draws; i++)
        {
            CellRandom random = new(4, 1, 0, i);
            PulsedCell cell = new(response, 0);
            cell.Train(100, ref random);
            Assert.Equal(0.1, cell.Hidden, 1e-12);
            visible[i] = cell.Visible;
        }
        Normal(visible, 0.1, 0.04, "visible");
    }

    [Fact]
    public void A_leaking_cell_loses_a_share_of_its_lifetime_each_cycle()
    {
        PulseResponse response = PulseResponse.Mean(new ConstantStep { DwMin = 0.001, Lifetime = 1000 });
        PulsedCell cell = new(response, 0.8);
        CellRandom random = new(1, 1, 1, 1);
        for (int i = 0; i < 1000; i++) cell.Leak(ref random);
        Assert.Equal(0.8 * Math.Pow(1 - 1 / 1000.0, 1000), cell.Visible, 1e-12);
    }

    private static IEnumerable<ProgrammedCell> Cells(StaticDevice device, double target)
    {
        for (uint i = 0; i < Draws; i++)
        {
            CellRandom random = new(17, 1, 2, i);
            yield return device.Program(target, ref random);
        }
    }

    private static void Normal(double[] values, double mean, double deviation, string what)
    {
        Mean(values, mean, deviation, what);
        Deviation(values, mean, deviation, what);
    }

    private static void Mean(double[] values, double mean, double deviation, string what)
    {
        double found = values.Average();
        double error = 5 * deviation / Math.Sqrt(values.Length);
        Assert.True(Math.Abs(found - mean) <= error, $"{what}: mean {found:g6}, not {mean:g6} ± {error:g2}");
    }

    /// <summary>Variance within five standard errors, estimated from the sample's own fourth moment.</summary>
    private static void Deviation(double[] values, double mean, double deviation, string what)
    {
        double variance = values.Sum(v => (v - mean) * (v - mean)) / values.Length;
        double fourth = values.Sum(v => Math.Pow(v - mean, 4)) / values.Length;
        double error = 5 * Math.Sqrt((fourth - variance * variance) / values.Length);
        Assert.True(
            Math.Abs(variance - deviation * deviation) <= error,
            $"{what}: deviation {Math.Sqrt(variance):g6}, not {deviation:g6}");
    }

    private static void Share(int count, double share, string what)
    {
        double error = 5 * Math.Sqrt(share * (1 - share) / Draws) + 1e-12;
        double found = (double)count / Draws;
        Assert.True(Math.Abs(found - share) <= error, $"{what}: {found:g6}, not {share:g6} ± {error:g2}");
    }

    private static double Spread(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
    }

    /// <summary>Mean and deviation of max(N(μ, σ), 0).</summary>
    private static (double Mean, double Deviation) Rectified(double mu, double sigma)
    {
        double a = mu / sigma;
        double density = Math.Exp(-a * a / 2) / Math.Sqrt(2 * Math.PI);
        double mean = mu * Phi(a) + sigma * density;
        double second = (mu * mu + sigma * sigma) * Phi(a) + mu * sigma * density;
        return (mean, Math.Sqrt(second - mean * mean));
    }

    /// <summary>E[e^(−|ν|·L)] of ν ~ N(μ, σ).</summary>
    private static double FoldedExponential(double mu, double sigma, double l)
    {
        double s = sigma * l;
        return Math.Exp(s * s / 2 - mu * l) * Phi(mu / sigma - s) + Math.Exp(s * s / 2 + mu * l) * Phi(-mu / sigma - s);
    }

    /// <summary>Φ, by the complementary error function of Numerical Recipes (erfcc, 1.2e-7 relative), enough for 1e5
    /// draws.</summary>
    private static double Phi(double z)
    {
        double x = Math.Abs(z) / Math.Sqrt(2);
        double t = 1 / (1 + 0.5 * x);
        double poly = -1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418 + t * (-0.18628806 + t * (0.27886807
            + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))))))));
        double tail = t * Math.Exp(-x * x + poly) / 2;
        return z > 0 ? 1 - tail : tail;
    }
}
