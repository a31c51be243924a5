using Neuro.Ir;

namespace Neuro.Compiler.Passes;

/// <summary>
/// How many cores each neuron reaches, which is known only when the neurons that it reaches are placed, and grows when the cores
/// that they are on are split in turn. What has been seen of a neuron once is kept, so that repeated placing comes to rest.
/// </summary>
/// <param name="limit">Output axons of one core. A neuron that reaches more counts as a core's worth: no split helps it.</param>
internal sealed class Reach(int limit)
{
    private readonly Dictionary<string, int[]> _cores = new(StringComparer.Ordinal);

    /// <summary>Learns what neurons of <paramref name="program"/> reach; whether any of them reaches more than was known.
    /// </summary>
    public bool Grow(SpikeProgram program, IReadOnlyDictionary<(string Population, int Neuron), int> reached)
    {
        bool grown = false;
        foreach (((string population, int neuron), int cores) in reached)
        {
            if (!_cores.TryGetValue(population, out int[]? known))
                _cores[population] = known = new int[program.Population(population).Size];
            if (Math.Min(cores, limit) <= known[neuron]) continue;
            known[neuron] = Math.Min(cores, limit);
            grown = true;
        }
        return grown;
    }

    /// <summary>Output axons of <paramref name="count"/> neurons from <paramref name="first"/> on.</summary>
    public long AxonsOf(string population, int first, int count)
    {
        long axons = 0;
        if (_cores.TryGetValue(population, out int[]? cores))
            foreach (int reached in cores.AsSpan(first, count)) axons += reached;
        return axons;
    }
}
