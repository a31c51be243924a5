using Neuro.Emulator.Devices.Pulses;

namespace Neuro.Emulator.Devices.Fitting;

/// <summary>The mean of trains of one direction. Least squares over it, weighted, are least squares over all of their
/// reads.</summary>
internal sealed class MeanTrain
{
    private readonly bool _up;

    /// <summary>The mean of <paramref name="trains"/>, which go one way.</summary>
    public MeanTrain(IEnumerable<PulseTrainData> trains, bool up)
    {
        _up = up;
        SortedDictionary<int, (double Sum, int Count)> reads = [];
        foreach (PulseTrainData train in trains)
            for (int i = 0; i < train.Pulses.Length; i++)
            {
                (double sum, int count) = reads.GetValueOrDefault(train.Pulses[i]);
                reads[train.Pulses[i]] = (sum + train.Conductances[i], count + 1);
            }
        Reads = [.. reads.Select(r => new MeanRead(r.Key, r.Value.Sum / r.Value.Count, r.Value.Count))];
    }

    /// <summary>By rising number of pulses.</summary>
    public MeanRead[] Reads { get; }

    /// <summary>x of a read: down trains begin at P_max.</summary>
    public double Position(NonlinearCurve curve, int pulse, int pulses)
    {
        double share = (double)pulse / pulses;
        return curve.At(_up ? share : 1 - share);
    }

    /// <summary>Sum of squares, over pulse numbers, of the mean less the model's mean train, in fractions of the range.</summary>
    public double Squares(PulseResponse response, double minimum, double maximum)
    {
        double state = _up ? 0 : 1;
        double squares = 0;
        int pulse = 0;
        foreach (MeanRead read in Reads)
        {
            for (; pulse < read.Pulse; pulse++) state = response.Pulse(state, _up, 0);
            squares += Math.Pow((read.Conductance - minimum) / (maximum - minimum) - state, 2);
        }
        return squares;
    }
}
