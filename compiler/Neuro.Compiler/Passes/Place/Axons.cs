using Neuro.Ir;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>The axons between cores.</summary>
internal static class Axons
{
    /// <summary>For each core, the pairs of a neuron on it and a core that the neuron reaches.</summary>
    public static IEnumerable<(int Core, int Axons)> Out(SpikeProgram program, TargetProfile target, Placement placement)
    {
        Dictionary<(string Population, int Neuron), HashSet<int>> reached = [];
        foreach (IGrouping<string, CoreAssignment> targets in placement.Assignments.GroupBy(a => a.Population))
        {
            Footprint footprint = new(program, program.Population(targets.Key), target.Limits.SynapseBlock);
            foreach (CoreAssignment run in targets)
                foreach ((string source, int neuron) in footprint.Sources(run.FirstNeuron, run.Count))
                {
                    if (!reached.TryGetValue((source, neuron), out HashSet<int>? cores)) reached[(source, neuron)] = cores = [];
                    _ = cores.Add(run.Core);
                }
        }
        return placement.Assignments
            .SelectMany(a => Enumerable.Range(a.FirstNeuron, a.Count).Select(
                n => (a.Core, Axons: reached.TryGetValue((a.Population, n), out HashSet<int>? cores) ? cores.Count : 0)))
            .GroupBy(a => a.Core).Select(g => (g.Key, g.Sum(a => a.Axons))).OrderBy(g => g.Key);
    }
}
