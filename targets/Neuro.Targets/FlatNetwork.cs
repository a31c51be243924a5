using Neuro.Ir;

namespace Neuro.Targets;

/// <summary>A program as neurons and synapses, its populations' members numbered through.</summary>
internal sealed class FlatNetwork
{
    private readonly Dictionary<string, int> _first = [];
    private readonly bool _withZeros;
    private readonly Dictionary<(int Source, int Delay), int>[] _synapses;

    /// <param name="program">The program.</param>
    /// <param name="projections">Those of its projections that count.</param>
    /// <param name="withZeros">Whether synapses of weight 0 count.</param>
    public FlatNetwork(SpikeProgram program, IEnumerable<Projection> projections, bool withZeros = false)
    {
        (Program, _withZeros) = (program, withZeros);
        int count = 0;
        foreach (Population population in program.Populations)
        {
            _first[population.Name] = count;
            count += population.Size;
        }
        _synapses = [.. Enumerable.Range(0, count).Select(_ => new Dictionary<(int, int), int>())];
        foreach (Projection projection in projections) Add(projection);
    }

    /// <summary>The program.</summary>
    public SpikeProgram Program { get; }

    /// <summary>Members of all populations.</summary>
    public int Count => _synapses.Length;

    /// <summary>The number of the first member of <paramref name="population"/>.</summary>
    public int First(string population) => _first[population];

    /// <summary>Synapses into <paramref name="neuron"/>, by source and delay.</summary>
    public FlatSynapse[] Synapses(int neuron) =>
    [
        .. _synapses[neuron].Where(s => _withZeros || s.Value != 0).OrderBy(s => s.Key)
            .Select(s => new FlatSynapse(s.Key.Source, s.Key.Delay, s.Value)),
    ];

    private void Add(Projection projection)
    {
        (int sources, int targets) =
            (Program.Population(projection.Source).Size, Program.Population(projection.Target).Size);
        (int first, int to) = (_first[projection.Source], _first[projection.Target]);
        IrArray? weights = Program.Array(projection.Weight), delays = Program.Array(projection.Delay);
        int[] multipliers = Program.Values(projection.Multiplier, 1);
        foreach ((int source, int target, int weight, int channel) in Pairs(projection.Connectivity, sources, targets))
        {
            int value = weights is null ? projection.Weight.Scalar : weights[weight];
            if (value == 0 && !_withZeros) continue;
            value = (value * multipliers[multipliers.Length == 1 ? 0 : channel]) << projection.Shift;
            (int, int) key = (first + source, delays is null ? projection.Delay.Scalar : delays[weight]);
            _synapses[to + target][key] = _synapses[to + target].GetValueOrDefault(key) + value;
        }
    }

    private IEnumerable<(int Source, int Target, int Weight, int Channel)> Pairs(
        Connectivity connectivity, int sources, int targets)
    {
        switch (connectivity)
        {
            case Dense:
                for (int i = 0; i < sources; i++)
                    for (int j = 0; j < targets; j++) yield return (i, j, (i * targets) + j, j);
                break;
            case OneToOne:
                for (int i = 0; i < sources; i++) yield return (i, i, i, i);
                break;
            case Sparse sparse:
                (IrArray rows, IrArray columns) = (Program.Array(sparse.RowPointers), Program.Array(sparse.Targets));
                for (int i = 0; i < sources; i++)
                    for (int s = rows[i]; s < rows[i + 1]; s++) yield return (i, columns[s], s, columns[s]);
                break;
            case Convolution map:
                foreach ((int, int, int, int) pair in Taps(map)) yield return pair;
                break;
        }
    }

    private static IEnumerable<(int Source, int Target, int Weight, int Channel)> Taps(Convolution g)
    {
        (int inputs, int outputs, int kernel) =
            (g.InputChannels / g.Groups, g.OutputChannels / g.Groups, g.KernelHeight * g.KernelWidth);
        int area = g.InputHeight * g.InputWidth;
        for (int source = 0; source < g.InputSize; source++)
        {
            int channel = source / area, group = channel / inputs;
            for (int tap = 0; tap < kernel; tap++)
            {
                int y = g.TargetRow(source % area / g.InputWidth, tap / g.KernelWidth);
                int x = g.TargetColumn(source % g.InputWidth, tap % g.KernelWidth);
                for (int o = group * outputs; y >= 0 && x >= 0 && o < (group + 1) * outputs; o++)
                    yield return (source, (((o * g.OutputHeight) + y) * g.OutputWidth) + x,
                        (((o * inputs) + (channel % inputs)) * kernel) + tap, o);
            }
        }
    }
}
