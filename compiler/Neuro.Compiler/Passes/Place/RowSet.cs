namespace Neuro.Compiler.Passes;

/// <summary>Different sources that reach a core: a source that several runs of neurons listen to takes one row.</summary>
internal sealed class RowSet
{
    private readonly Dictionary<string, int> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<int>> _some = new(StringComparer.Ordinal);

    /// <summary>Number of sources.</summary>
    public int Count => _whole.Values.Sum() + _some.Where(s => !_whole.ContainsKey(s.Key)).Sum(s => s.Value.Count);

    /// <summary>Number of sources by population.</summary>
    public IEnumerable<(string Population, int Sources)> ByPopulation =>
        _whole.Select(w => (w.Key, w.Value))
            .Concat(_some.Where(s => !_whole.ContainsKey(s.Key)).Select(s => (s.Key, s.Value.Count)));

    /// <summary>Adds all <paramref name="size"/> neurons of a population.</summary>
    public void AddAll(string population, int size) => _whole[population] = size;

    /// <summary>Adds some neurons of a population.</summary>
    public void Add(string population, IEnumerable<int> neurons)
    {
        if (!_some.TryGetValue(population, out HashSet<int>? known)) _some[population] = known = [];
        known.UnionWith(neurons);
    }

    /// <summary>Adds those of <paramref name="other"/>.</summary>
    public void Add(RowSet other)
    {
        foreach ((string population, int size) in other._whole) AddAll(population, size);
        foreach ((string population, HashSet<int> neurons) in other._some) Add(population, neurons);
    }

    /// <summary>Number of sources, were those of <paramref name="other"/> added.</summary>
    public int CountWith(RowSet other)
    {
        int count = Count;
        foreach ((string population, int size) in other._whole)
            if (!_whole.ContainsKey(population)) count += size - Some(population);
        foreach ((string population, HashSet<int> neurons) in other._some)
        {
            if (_whole.ContainsKey(population) || other._whole.ContainsKey(population)) continue;
            count += _some.TryGetValue(population, out HashSet<int>? known)
                ? neurons.Count(n => !known.Contains(n))
                : neurons.Count;
        }
        return count;
    }

    private int Some(string population) => _some.TryGetValue(population, out HashSet<int>? known) ? known.Count : 0;
}
