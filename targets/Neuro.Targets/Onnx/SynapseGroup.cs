namespace Neuro.Targets.Onnx;

/// <summary>The synapses of a projection that share a delay.</summary>
/// <param name="Delay">The delay in ticks.</param>
/// <param name="Weights">[source, target] weights; null where <paramref name="Synapses"/> are few in comparison.</param>
/// <param name="Synapses">The synapses of each target.</param>
/// <param name="Magnitude">The largest Σ |weight| into a target.</param>
internal sealed record SynapseGroup(int Delay, int[]? Weights, List<(int Source, int Weight)>[] Synapses, long Magnitude)
{
    /// <summary>
    /// The targets in blocks, so that within a block the numbers of synapses differ by less than a factor of two.
    /// </summary>
    public IEnumerable<SynapseBlock> Blocks()
    {
        IEnumerable<IGrouping<int, int>> classes = Enumerable.Range(0, Synapses.Length)
            .GroupBy(target => System.Numerics.BitOperations.Log2((uint)Math.Max(1, Synapses[target].Count)));
        foreach (IGrouping<int, int> targets in classes.OrderBy(c => c.Key))
        {
            int[] members = [.. targets];
            int fanIn = Math.Max(1, members.Max(t => Synapses[t].Count));
            int[] sources = new int[members.Length * fanIn];
            int[] weights = new int[members.Length * fanIn];
            for (int i = 0; i < members.Length; i++)
            {
                // What is left over reads source 0 with weight 0.
                List<(int Source, int Weight)> synapses = Synapses[members[i]];
                for (int k = 0; k < synapses.Count; k++)
                    (sources[i * fanIn + k], weights[i * fanIn + k]) = synapses[k];
            }
            yield return new SynapseBlock(members, fanIn, sources, weights);
        }
    }
}
