using System.Collections.Immutable;
using Neuro.Emulator.Devices.Pulses;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Emulator.Devices.Fitting;

/// <summary>
/// Fits devices to measured up and down trains. The nonlinear-pulse model is fitted to all reads at once, its labels again to
/// every device for their spread. What single steps deviate from the mean is split in two: read noise is what the next step
/// undoes (the covariance of neighbours is −σ_read²), the rest is the pulses' own.
/// </summary>
public static class PulseFit
{
    private const int FewestReads = 4;
    private const int MostNodes = 17;

    // A mean step that noise took below zero would end a train for good.
    private const double SmallestStep = 1e-5;

    /// <summary>Fits <paramref name="trains"/>, which diagnostics call <paramref name="path"/>.</summary>
    /// <exception cref="DiagnosticException">NEU3525: they are too few.</exception>
    public static PulseFitResult Fit(IReadOnlyList<PulseTrainData> trains, string path)
    {
        PulseTrainData[] usable = [.. trains.Where(t => t.Pulses.Length >= FewestReads)];
        int pulsesUp = Longest(usable, true, path), pulsesDown = Longest(usable, false, path);
        MeanTrain meanUp = new(usable.Where(t => t.Up), true), meanDown = new(usable.Where(t => !t.Up), false);
        NonlinearFit.Parameters fit = NonlinearFit.Fit(meanUp, meanDown, pulsesUp, pulsesDown);
        Bounds bounds = new(Math.Max(fit.GMin, 0), fit.GMax);
        Bounds seen = Extremes(usable);
        if (!(bounds.Maximum > bounds.Minimum && seen.Maximum > seen.Minimum))
            throw TooFew(path, "the conductance does not rise with up pulses and fall with down pulses");
        double Residual(PulseModel model, Bounds b)
        {
            PulseResponse response = PulseResponse.Mean(model);
            double squares = meanUp.Squares(response, b.Minimum, b.Maximum) + meanDown.Squares(response, b.Minimum, b.Maximum);
            return Math.Sqrt(squares / (meanUp.Reads.Length + meanDown.Reads.Length));
        }
        List<string> notes = [];
        NonlinearPulse nonlinear = new()
        {
            PMax = pulsesUp,
            PMaxLtd = pulsesDown == pulsesUp ? 0 : pulsesDown,
            NlLtp = Math.Round(fit.LabelUp, 4),
            NlLtd = Math.Round(fit.LabelDown, 4),
        };
        DeviceLabels labels = new(usable, pulsesUp, pulsesDown, fit);
        (double c2c, double read) = Noise([.. Steps(usable, true, bounds), .. Steps(usable, false, bounds)], nonlinear, labels);
        nonlinear = nonlinear with { SigmaC2c = Round(c2c), SigmaD2d = Round(labels.Spread(notes)) };
        MeasuredStep measured = Tables([.. Steps(usable, true, seen)], [.. Steps(usable, false, seen)],
            read * (bounds.Maximum - bounds.Minimum) / (seen.Maximum - seen.Minimum));
        return new(
            nonlinear, bounds.Minimum, bounds.Maximum, Residual(nonlinear, bounds),
            measured, seen.Minimum, seen.Maximum, Residual(measured, seen),
            read * (bounds.Maximum - bounds.Minimum), usable.Select(t => t.Device).Distinct().Count(), usable.Length, [.. notes]);
    }

    private static DiagnosticException TooFew(string path, string what) =>
        new(DiagnosticCatalog.PulseDataTooFew.At(path, what));

    /// <summary>Pulses of the longest train; shorter ones are parts of the same curve.</summary>
    private static int Longest(PulseTrainData[] trains, bool up, string path)
    {
        int[] lengths = [.. trains.Where(t => t.Up == up).Select(t => t.Pulses[^1])];
        string direction = up ? "up" : "down";
        return lengths.Length == 0 ? throw TooFew(path, $"no {direction} train has {FewestReads} reads")
            : lengths.Max() is > 0 and int longest ? longest : throw TooFew(path, $"no {direction} train has a pulse");
    }

    /// <summary>Changes from read to read, per pulse, positive in the direction of the train.</summary>
    private static IEnumerable<Step> Steps(PulseTrainData[] trains, bool up, Bounds bounds)
    {
        double range = bounds.Maximum - bounds.Minimum;
        for (int t = 0; t < trains.Length; t++)
        {
            PulseTrainData train = trains[t];
            if (train.Up != up) continue;
            for (int i = 1; i < train.Pulses.Length; i++)
            {
                int pulses = train.Pulses[i] - train.Pulses[i - 1];
                double before = (train.Conductances[i - 1] - bounds.Minimum) / range;
                double after = (train.Conductances[i] - bounds.Minimum) / range;
                // The step of several pulses belongs to the state in their middle.
                double state = pulses == 1 ? before : (before + after) / 2;
                yield return new(t, train.Device, up, state, (up ? after - before : before - after) / pulses, pulses);
            }
        }
    }

    /// <summary>Where trains end on average: the bounds of a device whose curve has any shape.</summary>
    private static Bounds Extremes(PulseTrainData[] trains)
    {
        double minimum = trains.Average(t => t.Up ? t.Conductances[0] : t.Conductances[^1]);
        double maximum = trains.Average(t => t.Up ? t.Conductances[^1] : t.Conductances[0]);
        return new(minimum, maximum);
    }

    /// <summary>σ of a pulse and of a read, from what steps deviate from their own device's mean and how neighbours
    /// covary.</summary>
    private static (double Pulse, double Read) Noise(Step[] steps, NonlinearPulse model, DeviceLabels labels)
    {
        Dictionary<string, PulseResponse> responses = labels.Devices.ToDictionary(
            d => d, d => PulseResponse.Mean(model with { NlLtp = labels.Label(d, true), NlLtd = labels.Label(d, false) }));
        double[] deviations =
        [
            .. steps.Select(s => (s.Change - responses[s.Device].Step(s.State, s.Up)) * Math.Sqrt(s.Pulses)),
        ];
        double covariance = 0;
        int pairs = 0;
        for (int i = 1; i < steps.Length; i++)
        {
            if (steps[i - 1].Train != steps[i].Train || steps[i].Pulses != steps[i - 1].Pulses) continue;
            covariance += deviations[i] * deviations[i - 1];
            pairs++;
        }
        double variance = deviations.Average(d => d * d);
        covariance /= Math.Max(pairs, 1);
        // Within the error of the estimate there is none.
        double read = -covariance > 4 * variance / Math.Sqrt(Math.Max(pairs, 1)) ? Math.Min(-covariance, variance / 2) : 0;
        return (Math.Sqrt(Math.Max(variance - 2 * read, 0)), Math.Sqrt(read));
    }

    private static MeasuredStep Tables(Step[] up, Step[] down, double read)
    {
        (double[] upMean, double[] upSigma) = Table(up, read);
        (double[] downMean, double[] downSigma) = Table(down, read);
        double spread = Math.Sqrt((FactorVariance(up, upMean) + FactorVariance(down, downMean)) / 2);
        return new()
        {
            Up = Rounded(upMean),
            Down = Rounded(downMean),
            UpSigma = Rounded(upSigma),
            DownSigma = Rounded(downSigma),
            StepDtod = Round(spread),
        };
    }

    private static (double[] Mean, double[] Sigma) Table(Step[] steps, double read)
    {
        int nodes = Math.Clamp(steps.Length / 4, 2, MostNodes);
        double[] states = [.. steps.Select(s => s.State)];
        double[] mean = [.. StepFit.Fit(states, [.. steps.Select(s => s.Change)], nodes)];
        for (int i = 0; i < nodes; i++) mean[i] = Math.Clamp(mean[i], SmallestStep, 1);
        ImmutableArray<double> table = [.. mean];
        double[] squares =
        [
            .. steps.Select(s =>
                Math.Pow(s.Change - PiecewiseResponse.Interpolate(table, s.State), 2) * s.Pulses - 2 * read * read),
        ];
        return (mean, [.. StepFit.Fit(states, squares, nodes).Select(v => Math.Sqrt(Math.Clamp(v, 0, 1)))]);
    }

    /// <summary>Variance between devices of the factor that takes the mean step to the device's own, less its error.</summary>
    private static double FactorVariance(Step[] steps, double[] mean)
    {
        ImmutableArray<double> table = [.. mean];
        List<double> factors = [];
        double error = 0;
        foreach (IGrouping<string, Step> device in steps.GroupBy(s => s.Device))
        {
            double product = 0, squares = 0;
            foreach (Step step in device)
            {
                double expected = PiecewiseResponse.Interpolate(table, step.State);
                product += expected * step.Change;
                squares += expected * expected;
            }
            if (squares == 0) continue;
            double factor = product / squares;
            factors.Add(factor);
            double Error(Step s) => s.Change - factor * PiecewiseResponse.Interpolate(table, s.State);
            error += device.Average(s => Error(s) * Error(s)) / squares;
        }
        return factors.Count < 2 ? 0 : Math.Max(Variance([.. factors]) - error / factors.Count, 0);
    }

    /// <summary>Variance of two or more values, as of a sample of all there are.</summary>
    internal static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }

    private static ImmutableArray<double> Rounded(double[] values) => [.. values.Select(Round)];

    /// <summary>Six digits: more than any measurement has.</summary>
    private static double Round(double value) =>
        double.Parse(value.ToString("g6", System.Globalization.CultureInfo.InvariantCulture),
            System.Globalization.CultureInfo.InvariantCulture);

    private readonly record struct Bounds(double Minimum, double Maximum);

    private readonly record struct Step(int Train, string Device, bool Up, double State, double Change, int Pulses);
}
