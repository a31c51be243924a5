using System.Text.Json;
using Neuro.Emulator.Devices;
using Neuro.Emulator.Devices.Pulses;
using Neuro.Ir.Devices;

namespace Neuro.Emulator.Tests.Devices;

/// <summary>Updates by coincidences of pulse trains.</summary>
public sealed class PulseTrainTests
{
    private const int Draws = 100_000;

    [Fact]
    public void Implied_trains_give_the_counts_and_the_weights_of_aihwkit()
    {
        JsonElement golden = Golden.Read("aihwkit_cpp_golden.json");
        foreach (JsonElement entry in golden.GetProperty("deterministic_implicit_update").EnumerateArray())
        {
            double[] x = entry.Numbers("x"), d = entry.Numbers("d"), before = entry.Numbers("w0"), after = entry.Numbers("w1");
            double step = entry.Number("dw_min");
            PulseTrains trains = new(Options(entry, "update_management", "update_bl_management"), x, d);
            int[] pulses = trains.Deterministic(x, d);
            Assert.Equal(entry.Numbers("net_pulses").Select(p => (int)p), pulses);
            PulseResponse response = PulseResponse.Mean(new ConstantStep { DwMin = step, WMax = 1, WMin = -1 });
            CellRandom silent = CellRandom.Silent;
            for (int i = 0; i < pulses.Length; i++)
            {
                PulsedCell cell = new(response, before[i]);
                cell.Train(pulses[i], ref silent);
                Assert.Equal(after[i], cell.Visible, 1e-6);
            }
        }
    }

    [Fact]
    public void Drawn_counts_have_the_mean_and_the_variance_of_a_binomial_and_those_of_aihwkit()
    {
        JsonElement golden = Golden.Read("aihwkit_cpp_golden.json");
        JsonElement vectors = golden.GetProperty("deterministic_implicit_update")[0];
        double[] x = vectors.Numbers("x"), d = vectors.Numbers("d");
        foreach (JsonElement entry in golden.GetProperty("stochastic_update_stats").EnumerateArray())
        {
            bool managed = entry.GetProperty("ublm").GetBoolean();
            PulseTrains trains = new(
                new()
                {
                    LearningRate = vectors.Number("lr"),
                    Granularity = vectors.Number("dw_min"),
                    LengthManagement = managed,
                },
                x, d);
            (double[] mean, double[] variance, _) = Statistics(trains, x, d);
            double[] theirMean = entry.Numbers("mean_net_pulses"), theirVariance = entry.Numbers("var_net_pulses");
            double trials = entry.Number("trials");
            for (int i = 0; i < mean.Length; i++)
            {
                double p = trains.RowProbability(d[i / x.Length]) * trains.ColumnProbability(x[i % x.Length]);
                double expected = -Math.Sign(x[i % x.Length] * d[i / x.Length]) * trains.Length * p;
                double spread = trains.Length * p * (1 - p);
                Assert.True(
                    Math.Abs(mean[i] - expected) <= 5 * Math.Sqrt(spread / Draws), $"mean of {i}: {mean[i]}, not {expected}");
                Assert.True(Math.Abs(variance[i] - spread) <= 5 * VarianceError(spread, p, trains.Length, Draws),
                    $"variance of {i}: {variance[i]}, not {spread}");
                Assert.True(
                    Math.Abs(mean[i] - theirMean[i]) <= 5 * Math.Sqrt(spread * (1.0 / Draws + 1 / trials))
                        + 1e-5 * Math.Abs(expected),
                    $"mean of {i}: {mean[i]}, theirs {theirMean[i]}");
                Assert.True(
                    Math.Abs(variance[i] - theirVariance[i])
                        <= 5 * (VarianceError(spread, p, trains.Length, Draws) + VarianceError(spread, p, trains.Length, trials)),
                    $"variance of {i}: {variance[i]}, theirs {theirVariance[i]}");
            }
        }
    }

    [Fact]
    public void Devices_of_one_row_are_correlated_by_its_train_and_others_are_not()
    {
        double[] x = [0.9, -0.5, 0.3], d = [0.8, -0.6];
        PulseTrains trains = new(new() { LearningRate = 0.01, Granularity = 0.001, Length = 31 }, x, d);
        (_, double[] variance, double[,] covariance) = Statistics(trains, x, d, covariances: true);
        for (int a = 0; a < 6; a++)
            for (int b = 0; b < a; b++)
            {
                double expected = 0;
                double sign = Math.Sign(x[a % 3] * d[a / 3] * x[b % 3] * d[b / 3]);
                double ax = trains.ColumnProbability(x[a % 3]), bx = trains.ColumnProbability(x[b % 3]);
                double ad = trains.RowProbability(d[a / 3]), bd = trains.RowProbability(d[b / 3]);
                if (a / 3 == b / 3) expected = sign * trains.Length * ax * bx * ad * (1 - ad);
                else if (a % 3 == b % 3) expected = sign * trains.Length * ad * bd * ax * (1 - ax);
                double error = 5 * Math.Sqrt((variance[a] * variance[b] + expected * expected) / Draws);
                Assert.True(
                    Math.Abs(covariance[a, b] - expected) <= error,
                    $"({a}, {b}): {covariance[a, b]}, not {expected} ± {error}");
            }
    }

    [Fact]
    public void Managed_trains_are_no_longer_than_the_largest_update_needs()
    {
        double[] x = [0.5, 0.1], d = [0.2];
        PulseTrainOptions options = new() { LearningRate = 0.01, Granularity = 0.0004, LengthManagement = true };
        Assert.Equal(3, new PulseTrains(options, x, d).Length);
        Assert.Equal(31, new PulseTrains(options with { LearningRate = 1 }, x, d).Length);
        Assert.Equal(0, new PulseTrains(options, [0, 0], d).Length);
    }

    [Fact]
    public void A_pair_is_refreshed_when_both_cells_are_high_and_keeps_its_weight()
    {
        OneSided model = new() { Cell = new ConstantStep { DwMin = 1.0 / 128, WMax = 1, WMin = 0 } };
        CellRandom random = new(1, 1, 1, 1);
        OneSidedPair pair = new(model, ref random);
        pair.Train(100, ref random);
        pair.Train(-20, ref random);
        Assert.Equal(-1, pair.Refresh(1000, ref random));
        pair.Train(-20, ref random);
        double before = pair.Weight;
        Assert.Equal(60, pair.Refresh(1000, ref random));
        Assert.Equal(before, pair.Weight, 1e-9);
        Assert.Equal(1, pair.Refreshes);
        Assert.Equal(0, pair.Minus.Visible);
    }

    private static PulseTrainOptions Options(JsonElement entry, string update, string length) => new()
    {
        LearningRate = entry.Number("lr"),
        Granularity = entry.Number("dw_min"),
        Length = (int)entry.Number("desired_bl"),
        UpdateManagement = entry.GetProperty(update).GetBoolean(),
        LengthManagement = entry.GetProperty(length).GetBoolean(),
    };

    private static (double[] Mean, double[] Variance, double[,] Covariance) Statistics(
        PulseTrains trains, double[] x, double[] d, bool covariances = false)
    {
        int n = x.Length * d.Length;
        double[] sum = new double[n];
        double[,] products = new double[n, n];
        for (uint draw = 0; draw < Draws; draw++)
        {
            CellRandom random = new(11, 1, 0, draw);
            int[] pulses = trains.Stochastic(x, d, ref random);
            for (int a = 0; a < n; a++)
            {
                sum[a] += pulses[a];
                for (int b = covariances ? 0 : a; b <= a; b++) products[a, b] += pulses[a] * pulses[b];
            }
        }
        double[] mean = [.. sum.Select(s => s / Draws)];
        for (int a = 0; a < n; a++)
            for (int b = 0; b <= a; b++) products[a, b] = products[a, b] / Draws - mean[a] * mean[b];
        return (mean, [.. Enumerable.Range(0, n).Select(i => products[i, i])], products);
    }

    /// <summary>Standard error of a binomial's sample variance, from its fourth central moment.</summary>
    private static double VarianceError(double variance, double p, int n, double draws)
    {
        double fourth = variance * (1 + 3 * (n - 2) * p * (1 - p));
        return Math.Sqrt((fourth - variance * variance) / draws);
    }
}
