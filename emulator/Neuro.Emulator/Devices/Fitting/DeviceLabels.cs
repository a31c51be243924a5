namespace Neuro.Emulator.Devices.Fitting;

/// <summary>The nonlinearity labels of every device by itself, and what they differ in.</summary>
internal sealed class DeviceLabels
{
    private readonly Dictionary<(string Device, bool Up), double> _labels = [];
    private readonly NonlinearFit.Parameters _fit;
    private double _error;
    private int _repeated;

    /// <summary>Fits the labels of the devices of <paramref name="trains"/> within the bounds of <paramref
    /// name="fit"/>.</summary>
    public DeviceLabels(PulseTrainData[] trains, int pulsesUp, int pulsesDown, NonlinearFit.Parameters fit)
    {
        _fit = fit;
        foreach (IGrouping<(string Device, bool Up), PulseTrainData> group in trains.GroupBy(t => (t.Device, t.Up)))
        {
            int pulses = group.Key.Up ? pulsesUp : pulsesDown;
            double Fit(IEnumerable<PulseTrainData> some) =>
                NonlinearFit.Label(new MeanTrain(some, group.Key.Up), pulses, fit.GMin, fit.GMax);
            _labels[group.Key] = Fit(group);
            PulseTrainData[] all = [.. group];
            if (all.Length < 2) continue;
            // Two halves of a device's trains differ by what cycles do: a quarter of the square is the error of their mean.
            double half = Fit(all.Where((_, i) => i % 2 == 0)) - Fit(all.Where((_, i) => i % 2 == 1));
            _error += half * half / 4;
            _repeated++;
        }
        Devices = [.. trains.Select(t => t.Device).Distinct()];
    }

    /// <summary>The devices.</summary>
    public string[] Devices { get; }

    /// <summary>The label of a device in one direction; that of all devices where it has no train.</summary>
    public double Label(string device, bool up) =>
        _labels.TryGetValue((device, up), out double label) ? label : up ? _fit.LabelUp : _fit.LabelDown;

    /// <summary>Standard deviation between devices, less the part that differences between cycles explain.</summary>
    public double Spread(List<string> notes)
    {
        if (Devices.Length < 2)
        {
            notes.Add("one device: no spread between devices can be told");
            return 0;
        }
        if (_repeated == 0) notes.Add("one train a device: what cycles differ in is part of the spread between devices");
        double[] variances = [.. new[] { true, false }.Select(up => PulseFit.Variance([.. Devices.Select(d => Label(d, up))]))];
        return Math.Sqrt(Math.Max(variances.Average() - _error / Math.Max(_repeated, 1), 0));
    }
}
