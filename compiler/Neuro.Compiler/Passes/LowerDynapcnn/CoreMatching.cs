namespace Neuro.Compiler.Passes;

/// <summary>
/// Assigns layers to cores, one each: a matching in the bipartite graph of layers and the cores that hold them, found by
/// augmenting paths (H. W. Kuhn, The Hungarian method, 1955).
/// </summary>
internal sealed class CoreMatching
{
    private readonly int[][] _candidates;
    private readonly int[] _layerOf;

    /// <param name="candidates">For each layer, the cores that hold it, best first.</param>
    /// <param name="cores">How many cores there are.</param>
    public CoreMatching(int[][] candidates, int cores)
    {
        _candidates = candidates;
        _layerOf = [.. Enumerable.Repeat(-1, cores)];
        for (int layer = 0; layer < candidates.Length; layer++)
        {
            bool[] tried = new bool[cores];
            // Who fails reaches all who compete with it.
            if (!Assign(layer, tried)) Crowded ??= ([.. Competitors(layer, tried)], [.. Reached(tried)]);
        }
    }

    /// <summary>The core of each layer; −1 for none.</summary>
    public int[] Cores => [.. Enumerable.Range(0, _candidates.Length).Select(layer => Array.IndexOf(_layerOf, layer))];

    /// <summary>Where a layer has no core: layers that fit only so many cores, and these cores. Null where all have
    /// one.</summary>
    public (int[] Layers, int[] Cores)? Crowded { get; }

    private bool Assign(int layer, bool[] tried)
    {
        foreach (int core in _candidates[layer])
        {
            if (tried[core]) continue;
            tried[core] = true;
            if (_layerOf[core] >= 0 && !Assign(_layerOf[core], tried)) continue;
            _layerOf[core] = layer;
            return true;
        }
        return false;
    }

    private IEnumerable<int> Competitors(int layer, bool[] tried) =>
        Reached(tried).Select(core => _layerOf[core]).Append(layer).Order();

    private static IEnumerable<int> Reached(bool[] tried) => Enumerable.Range(0, tried.Length).Where(core => tried[core]);
}
