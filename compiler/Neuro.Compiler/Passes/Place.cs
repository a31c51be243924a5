using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Puts neurons on as few cores as it finds, and then those that talk to each other on the same ones. Sources that several runs
/// of neurons on a core listen to take one row. A run whose sources or weights exceed a core (allowed by splitting) takes as many
/// cores as it needs, of which its assignment names the first; the others hold its partial sums. Neurons whose axons exceed a
/// core's are spread over more of them.
/// </summary>
public static class Place
{
    // Splitting what has too many axons gives those that reach it more of them: as many rounds as a deep network has layers.
    private const int MostRounds = 32;

    /// <summary>The program with a placement, or as it is where the target has no cores.</summary>
    /// <param name="program">A legal program.</param>
    /// <param name="target">The target.</param>
    /// <param name="rates">Events per neuron and tick that were recorded, by population; null where synapses alone say what
    /// is busy.</param>
    /// <exception cref="DiagnosticException">The target has too few cores, or they reach too many.</exception>
    public static SpikeProgram Run(
        SpikeProgram program, TargetProfile target, IReadOnlyDictionary<string, double>? rates = null)
    {
        if (!HasCores(target)) return program;
        Placement placement = Best(program, target, rates ?? ImmutableDictionary<string, double>.Empty);
        ImmutableArray<Diagnostic> violations = [.. Violations(program, target, placement)];
        if (!violations.IsEmpty) throw new DiagnosticException(violations);
        return program with { Placement = placement };
    }

    /// <summary>What stands against placing <paramref name="program"/>, which need not be legal.</summary>
    internal static IEnumerable<Diagnostic> Violations(SpikeProgram program, TargetProfile target) =>
        HasCores(target)
            ? Violations(program, target, Best(program, target, ImmutableDictionary<string, double>.Empty))
            : [];

    // RANC's encoder repeats neurons for their fan-out, and packs and places what comes of that.
    private static bool HasCores(TargetProfile target) => target.Arithmetic.Neurons != NeuronFamily.Ranc
        && target.Limits is not { NeuronsPerCore: null, RowsPerCore: null, SynapseMemoryBits: null };

    private static Placement Best(SpikeProgram program, TargetProfile target, IReadOnlyDictionary<string, double> rates)
    {
        Placement placement = Packed(program, target, null, rates);
        if (target.Limits.AxonsOutPerCore is not { } limit) return placement;
        Reach reach = new(limit);
        for (int round = 0; round < MostRounds; round++)
        {
            // Spreading takes more cores: where there are too few as it is, that is what is to be said.
            if (placement.Cores > target.Limits.Cores) return placement;
            Dictionary<(string Population, int Neuron), int> reached = Axons.Reached(program, target, placement);
            if (Axons.Out(placement, reached).All(a => a.Axons <= limit) || !reach.Grow(program, reached)) return placement;
            placement = Packed(program, target, reach, rates);
        }
        return placement;
    }

    private static Placement Packed(
        SpikeProgram program, TargetProfile target, Reach? reach, IReadOnlyDictionary<string, double> rates)
    {
        Packing packing = new(program, target.Limits, reach);
        Candidate best = new(program, target, packing.InOrder(), rates);
        if (packing.Decreasing() is { } decreasing)
        {
            Candidate other = new(program, target, decreasing, rates);
            if ((other.Cores, other.Crossing).CompareTo((best.Cores, best.Crossing)) < 0) best = other;
        }
        return best.Placement(target.Name);
    }

    private static IEnumerable<Diagnostic> Violations(SpikeProgram program, TargetProfile target, Placement placement)
    {
        if (target.Limits.Cores is { } cores && placement.Cores > cores)
            yield return DiagnosticCatalog.CoresTooFew.At(null, program.Name, placement.Cores, target.Name, cores);
        if (target.Limits.AxonsOutPerCore is not { } limit) yield break;
        foreach ((int core, int axons) in Axons.Out(program, target, placement).Where(u => u.Axons > limit))
            yield return DiagnosticCatalog.AxonsTooMany.At(null, core, axons, target.Name, limit);
    }

    /// <summary>One way to fill cores, improved.</summary>
    private sealed class Candidate
    {
        private readonly List<CoreFill> _cores;

        public Candidate(
            SpikeProgram program, TargetProfile target, List<CoreFill> cores, IReadOnlyDictionary<string, double> rates)
        {
            _cores = cores;
            NeuronRun[] runs = [.. cores.SelectMany(c => c.Runs)];
            int[] coreOf = [.. cores.SelectMany((c, core) => c.Runs.Select(_ => core))];
            if (cores.Count > 1)
            {
                Traffic traffic = new(program, [.. runs.Select(r => (r.Population, r.First, r.Count))], rates);
                TrafficImprovement.Run(target.Limits, cores, runs, coreOf, traffic);
                Crossing = traffic.Crossing(coreOf);
            }
            cores.RemoveAll(c => c.Runs.Count == 0);
            Cores = cores.Sum(c => 1 + c.Runs.Sum(r => r.Extra));
        }

        /// <summary>Cores in use.</summary>
        public int Cores { get; }

        /// <summary>Traffic between them.</summary>
        public double Crossing { get; }

        /// <summary>The placement, in which cores are numbered in the order of the program's neurons.</summary>
        public Placement Placement(string target)
        {
            List<CoreAssignment> assignments = [];
            int next = 0;
            foreach (CoreFill core in _cores.OrderBy(c => c.Runs.Min(r => (r.Order, r.First))))
            {
                assignments.AddRange(core.Runs.Select(r => new CoreAssignment(r.Population, r.First, r.Count, next)));
                next += 1 + core.Runs.Sum(r => r.Extra);
            }
            Dictionary<string, int> order = _cores.SelectMany(c => c.Runs).DistinctBy(r => r.Population)
                .ToDictionary(r => r.Population, r => r.Order);
            return new(target, next, [.. assignments.OrderBy(a => order[a.Population]).ThenBy(a => a.FirstNeuron)]);
        }
    }
}
