using Neuro.Emulator.Devices.Pulses;

namespace Neuro.Emulator.Devices.Fitting;

/// <summary>
/// Least squares of G(P) = G_min + (G_max − G_min)·x(P), x the curves of two nonlinearity labels, one for up and one for down
/// trains. For given labels G_min and G_max follow from a linear problem of two unknowns; the labels are searched in turn.
/// </summary>
internal static class NonlinearFit
{
    private const double LargestLabel = 9;

    /// <summary>The fitted parameters.</summary>
    public readonly record struct Parameters(double LabelUp, double LabelDown, double GMin, double GMax, double Squares);

    /// <summary>Fits the mean trains, whose curves end after the given numbers of pulses.</summary>
    public static Parameters Fit(MeanTrain trainUp, MeanTrain trainDown, int pulsesUp, int pulsesDown)
    {
        Parameters best = Solve(trainUp, trainDown, 0, 0, pulsesUp, pulsesDown);
        for (int round = 0; round < 20; round++)
        {
            double before = best.Squares;
            double down = best.LabelDown;
            double up = Search(l => Solve(trainUp, trainDown, l, down, pulsesUp, pulsesDown).Squares);
            down = Search(l => Solve(trainUp, trainDown, up, l, pulsesUp, pulsesDown).Squares);
            Parameters next = Solve(trainUp, trainDown, up, down, pulsesUp, pulsesDown);
            if (next.Squares < best.Squares) best = next;
            if (before - best.Squares <= 1e-9 * before) break;
        }
        return best;
    }

    /// <summary>The label of the mean train of one direction, with given bounds.</summary>
    public static double Label(MeanTrain train, int pulses, double minimum, double maximum) => Search(label =>
    {
        NonlinearCurve curve = new(label);
        double sum = 0;
        foreach (MeanRead read in train.Reads)
        {
            double error = read.Conductance - minimum - (maximum - minimum) * train.Position(curve, read.Pulse, pulses);
            sum += read.Weight * error * error;
        }
        return sum;
    });

    private static Parameters Solve(MeanTrain trainUp, MeanTrain trainDown, double up, double down, int pulsesUp, int pulsesDown)
    {
        double n = 0, x = 0, xx = 0, g = 0, gx = 0, gg = 0;
        void Add(MeanTrain train, NonlinearCurve curve, int pulses)
        {
            foreach (MeanRead read in train.Reads)
            {
                double position = train.Position(curve, read.Pulse, pulses);
                n += read.Weight;
                x += read.Weight * position;
                xx += read.Weight * position * position;
                g += read.Weight * read.Conductance;
                gx += read.Weight * read.Conductance * position;
                gg += read.Weight * read.Conductance * read.Conductance;
            }
        }
        Add(trainUp, new(up), pulsesUp);
        Add(trainDown, new(down), pulsesDown);
        double determinant = n * xx - x * x;
        double range = determinant <= 0 ? 0 : (n * gx - x * g) / determinant;
        double offset = (g - range * x) / n;
        return new(up, down, offset, offset + range, Math.Max(gg - offset * g - range * gx, 0));
    }

    /// <summary>The label of the smallest value: a grid, then golden sections about its best point.</summary>
    private static double Search(Func<double, double> value)
    {
        double best = 0, least = double.PositiveInfinity;
        for (double label = -LargestLabel; label <= LargestLabel; label += 0.5)
        {
            double found = value(label);
            if (found < least) (best, least) = (label, found);
        }
        const double Ratio = 0.6180339887498949;
        double low = Math.Max(best - 0.5, -LargestLabel), high = Math.Min(best + 0.5, LargestLabel);
        double a = high - Ratio * (high - low), b = low + Ratio * (high - low);
        double atA = value(a), atB = value(b);
        while (high - low > 1e-5)
        {
            if (atA < atB)
            {
                (high, b, atB) = (b, a, atA);
                a = high - Ratio * (high - low);
                atA = value(a);
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                b = low + Ratio * (high - low);
                atB = value(b);
            }
        }
        return (low + high) / 2;
    }
}
