namespace Neuro.Targets.Ranc;

/// <summary>
/// Puts cores on a grid so that packets travel few hops: in the order from the inputs to the outputs, and then by swapping places
/// as long as that shortens the way. A packet goes |dx| + |dy| hops; those from outside enter at (0, 0).
/// </summary>
internal sealed class RancPlacer
{
    // Swaps that are tried at most: some seconds.
    private const int MostTries = 4_000_000;

    private readonly Dictionary<int, int>[] _traffic;
    private readonly int[] _entering;
    private readonly int[] _place;
    private readonly int _columns;

    /// <param name="nodes">Cores, and behind them the place that packets leave by.</param>
    /// <param name="columns">Columns of the grid.</param>
    /// <param name="routes">Pairs of nodes that packets go between, once for each axon.</param>
    /// <param name="entering">Nodes that packets from outside go to, once for each axon.</param>
    public RancPlacer(int nodes, int columns, IEnumerable<(int From, int To)> routes, IEnumerable<int> entering)
    {
        _columns = columns;
        _traffic = [.. Enumerable.Range(0, nodes).Select(_ => new Dictionary<int, int>())];
        _entering = new int[nodes];
        foreach ((int from, int to) in routes)
        {
            _traffic[from][to] = _traffic[from].GetValueOrDefault(to) + 1;
            _traffic[to][from] = _traffic[to].GetValueOrDefault(from) + 1;
        }
        foreach (int node in entering) _entering[node]++;
        // Cores are numbered from the outputs on.
        _place = [.. Enumerable.Range(0, nodes).Select(n => n == nodes - 1 ? n : nodes - 2 - n)];
    }

    /// <summary>Hops of a packet through every route.</summary>
    public long Hops => Enumerable.Range(0, _place.Length).Sum(n => Cost(n, _place[n]) + Entry(n, _place[n])) / 2;

    /// <summary>The place of each node.</summary>
    public int[] Run()
    {
        int tries = 0;
        for (bool better = true; better;)
        {
            better = false;
            for (int a = 0; a < _place.Length; a++)
                for (int b = a + 1; b < _place.Length; b++)
                {
                    if (tries++ == MostTries) return _place;
                    long before = Cost(a, _place[a]) + Cost(b, _place[b]);
                    (_place[a], _place[b]) = (_place[b], _place[a]);
                    if (Cost(a, _place[a]) + Cost(b, _place[b]) < before) better = true;
                    else (_place[a], _place[b]) = (_place[b], _place[a]);
                }
        }
        return _place;
    }

    private long Cost(int node, int place) =>
        Entry(node, place) + _traffic[node].Sum(t => (long)t.Value * Distance(place, _place[t.Key]));

    private long Entry(int node, int place) => (long)_entering[node] * Distance(place, 0);

    private int Distance(int a, int b) =>
        Math.Abs((a % _columns) - (b % _columns)) + Math.Abs((a / _columns) - (b / _columns));
}
