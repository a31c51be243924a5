using Neuro.Ir;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>The axons between cores.</summary>
internal static class Axons
{
    /// <summary>For each core, the pairs of a neuron on it and a core that the neuron reaches.</summary>
    public static IEnumerable<(int Core, int Axons)> Out(SpikeProgram program, TargetProfile target, Placement placement) =>
        Out(placement, Reached(program, target, placement));

    /// <summary>The same, where the cores that each neuron reaches are known.</summary>
    public static IEnumerable<(int Core, int Axons)> Out(
        Placement placement, IReadOnlyDictionary<(string Population, int Neuron), int> reached) => placement.Assignments
            .SelectMany(a => Enumerable.Range(a.FirstNeuron, a.Count).Select(
                n => (a.Core, Axons: reached.GetValueOrDefault((a.Population, n)))))
            .GroupBy(a => a.Core).Select(g => (g.Key, g.Sum(a => a.Axons))).OrderBy(g => g.Key);

    /// <summary>Cores that each neuron reaches, of those that reach any.</summary>
    public static Dictionary<(string Population, int Neuron), int> Reached(
        SpikeProgram program, TargetProfile target, Placement placement)
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
        return reached.ToDictionary(r => r.Key, r => r.Value.Count);
    }
}
