using Neuro.Ir;

namespace Neuro.Targets;

/// <summary>A program as neurons and synapses, its populations' members numbered through.</summary>
internal sealed class FlatNetwork
{
    private readonly Dictionary<string, int> _first = [];
    private readonly bool _withZeros;
    private readonly Dictionary<(int Source, int Delay), long>[] _synapses;

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
        _synapses = [.. Enumerable.Range(0, count).Select(_ => new Dictionary<(int, int), long>())];
        foreach (Projection projection in projections) Add(projection);
    }

    /// <summary>The program.</summary>
    public SpikeProgram Program { get; }

    /// <summary>Members of all populations.</summary>
    public int Count => _synapses.Length;

    /// <summary>The number of the first member of <paramref name="population"/>.</summary>
    public int First(string population) => _first[population];

    /// <summary>Synapses into <paramref name="neuron"/>, by source and delay; weights saturate at 32 bits.</summary>
    public FlatSynapse[] Synapses(int neuron) =>
    [
        .. _synapses[neuron].Where(s => _withZeros || s.Value != 0).OrderBy(s => s.Key)
            .Select(s => new FlatSynapse(s.Key.Source, s.Key.Delay, (int)Math.Clamp(s.Value, -int.MaxValue, int.MaxValue))),
    ];

    private void Add(Projection projection)
    {
        (int first, int to) = (_first[projection.Source], _first[projection.Target]);
        foreach ((int source, int target, long weight, int delay) in ProjectionSynapses.Of(Program, projection))
        {
            if (weight == 0 && !_withZeros) continue;
            (int, int) key = (first + source, delay);
            _synapses[to + target][key] = _synapses[to + target].GetValueOrDefault(key) + weight;
        }
    }
}
