using Neuro.Ir;

namespace Neuro.Runtime.OnnxRuntime;

/// <summary>Counts what SEMANTICS.md, section 8, counts, from the events alone: a model of dense tensors does not.</summary>
internal sealed class EventCounter
{
    private readonly SpikeProgram _program;
    private readonly Counters[] _counters;
    private readonly long _neurons;

    // By source and delay: how many synapses each neuron reaches.
    private readonly Dictionary<(string Source, int Delay), long[]> _synapses = [];
    private readonly List<(Projection Projection, CrossbarOperations Operations)> _crossbars = [];

    /// <summary>Nothing counted yet.</summary>
    public EventCounter(SpikeProgram program, int slots)
    {
        _program = program;
        _counters = new Counters[slots];
        _neurons = program.Populations.Where(p => !p.IsInput).Sum(p => (long)p.Size);
        foreach (Projection projection in program.Projections)
        {
            if (projection.Read is not null)
                _crossbars.Add((projection, new CrossbarOperations(program, projection)));
            else
                AddSynapses(projection);
        }
    }

    /// <summary>The counts of a slot.</summary>
    public Counters this[int slot] => _counters[slot];

    /// <summary>Goes on from the counts of a snapshot.</summary>
    public void Set(int slot, Counters counters) => _counters[slot] = counters;

    /// <summary>Forgets everything.</summary>
    public void Clear() => Array.Clear(_counters);

    /// <summary>Counts the ticks of <paramref name="raster"/>, before which <paramref name="histories"/> were.</summary>
    public void Add(EventRaster raster, IReadOnlyDictionary<string, int[]> histories)
    {
        for (int slot = 0; slot < raster.Slots; slot++)
        {
            long spikes = 0, inputs = 0, synaptic = 0;
            for (int tick = 0; tick < raster.Ticks; tick++)
            {
                foreach (Population population in _program.Populations)
                {
                    long events = Events(raster.Row(population.Name, tick, slot));
                    (spikes, inputs) = population.IsInput ? (spikes, inputs + events) : (spikes + events, inputs);
                }
                foreach (((string source, int delay), long[] reached) in _synapses)
                {
                    ReadOnlySpan<int> arriving = Arriving(raster, histories, source, tick - delay, slot);
                    for (int i = 0; i < arriving.Length; i++)
                        synaptic += arriving[i] != 0 ? reached[i] : 0;
                }
                foreach ((Projection projection, CrossbarOperations operations) in _crossbars)
                {
                    _counters[slot] += operations.Count(
                        Arriving(raster, histories, projection.Source, tick - projection.Delay.Scalar, slot));
                }
            }
            _counters[slot] += new Counters(spikes, inputs, synaptic, _neurons * raster.Ticks);
        }
    }

    private static long Events(ReadOnlySpan<int> row)
    {
        long events = 0;
        foreach (int payload in row)
            events += payload != 0 ? 1 : 0;
        return events;
    }

    private ReadOnlySpan<int> Arriving(
        EventRaster raster, IReadOnlyDictionary<string, int[]> histories, string source, int tick, int slot)
    {
        if (tick >= 0)
            return raster.Row(source, tick, slot);
        int size = _program.Population(source).Size;
        int[] history = histories[source];
        int ticks = history.Length / size / raster.Slots;
        return history.AsSpan((slot * ticks - tick - 1) * size, size);
    }

    private void AddSynapses(Projection projection)
    {
        IrArray? delays = _program.Array(projection.Delay);
        int sources = _program.Population(projection.Source).Size, targets = _program.Population(projection.Target).Size;
        long[] Reached(int synapse)
        {
            (string, int) key = (projection.Source, delays?[synapse] ?? projection.Delay.Scalar);
            if (!_synapses.TryGetValue(key, out long[]? reached))
                _synapses[key] = reached = new long[sources];
            return reached;
        }
        for (int i = 0; i < sources; i++)
        {
            switch (projection.Connectivity)
            {
                case Dense when delays is null:
                    Reached(0)[i] += targets;
                    break;
                case Dense:
                    for (int j = 0; j < targets; j++)
                        Reached(i * targets + j)[i]++;
                    break;
                case OneToOne:
                    Reached(i)[i]++;
                    break;
                case Sparse sparse:
                    IrArray rows = _program.Array(sparse.RowPointers);
                    for (int k = rows[i]; k < rows[i + 1]; k++)
                        Reached(k)[i]++;
                    break;
                case Convolution c:
                    Reached(0)[i] += Taps(c, i);
                    break;
            }
        }
    }

    /// <summary>Synapses of a convolution's source neuron.</summary>
    private static long Taps(Convolution c, int source)
    {
        int x = source % c.InputWidth, y = source / c.InputWidth % c.InputHeight;
        int rows = Enumerable.Range(0, c.KernelHeight).Count(ky => c.TargetRow(y, ky) >= 0);
        int columns = Enumerable.Range(0, c.KernelWidth).Count(kx => c.TargetColumn(x, kx) >= 0);
        return (long)rows * columns * (c.OutputChannels / c.Groups);
    }
}
