using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Puts neurons on cores: population by population, in runs as long as a core's limits allow; a run starts on what the core
/// before it has left. A run whose sources or weights exceed a core (allowed by splitting) takes as many cores as it needs, of
/// which its assignment names the first; the others hold its partial sums.
/// </summary>
public static class Place
{
    /// <summary>The program with a placement, or as it is where the target has no cores.</summary>
    /// <exception cref="DiagnosticException">The target has too few cores.</exception>
    public static SpikeProgram Run(SpikeProgram program, TargetProfile target)
    {
        TargetLimits limits = target.Limits;
        if (limits is { NeuronsPerCore: null, RowsPerCore: null, SynapseMemoryBits: null }) return program;
        List<CoreAssignment> assignments = [];
        Packer packer = new(limits);
        foreach (Population population in program.Populations.Where(p => !p.IsInput))
            packer.Add(program, population, assignments);
        if (limits.Cores is { } cores && packer.Cores > cores)
            throw new DiagnosticException(DiagnosticCatalog.CoresTooFew.At(null, program.Name, packer.Cores, target.Name, cores));
        ImmutableArray<Diagnostic> violations = [.. AxonViolations(program, target, assignments)];
        if (!violations.IsEmpty) throw new DiagnosticException(violations);
        return program with { Placement = new Placement(target.Name, packer.Cores, [.. assignments]) };
    }

    /// <summary>Cores whose neurons reach more cores, all told, than there are output axons.</summary>
    private static IEnumerable<Diagnostic> AxonViolations(
        SpikeProgram program, TargetProfile target, IReadOnlyList<CoreAssignment> assignments)
    {
        if (target.Limits.AxonsOutPerCore is not { } limit) yield break;
        ILookup<string, CoreAssignment> runs = assignments.ToLookup(a => a.Population);
        Dictionary<(string Population, int Neuron), HashSet<int>> reached = [];
        foreach (IGrouping<string, CoreAssignment> targets in runs)
        {
            Footprint footprint = new(program, program.Population(targets.Key), target.Limits.SynapseBlock);
            foreach (CoreAssignment run in targets)
                foreach ((string source, int neuron) in footprint.Sources(run.FirstNeuron, run.Count))
                {
                    if (!reached.TryGetValue((source, neuron), out HashSet<int>? cores)) reached[(source, neuron)] = cores = [];
                    _ = cores.Add(run.Core);
                }
        }
        IEnumerable<(int Core, int Axons)> used = assignments
            .SelectMany(a => Enumerable.Range(a.FirstNeuron, a.Count).Select(
                n => (a.Core, Axons: reached.TryGetValue((a.Population, n), out HashSet<int>? cores) ? cores.Count : 0)))
            .GroupBy(a => a.Core).Select(g => (g.Key, g.Sum(a => a.Axons)));
        foreach ((int core, int axons) in used.Where(u => u.Axons > limit).OrderBy(u => u.Core))
            yield return DiagnosticCatalog.AxonsTooMany.At(null, core, axons, target.Name, limit);
    }

    /// <summary>Fills one core after the other.</summary>
    private sealed class Packer(TargetLimits limits)
    {
        private int _neurons, _rows;
        private long _memory;

        /// <summary>Whether the last core takes no more: before the first, and behind partial sums.</summary>
        private bool _full = true;

        /// <summary>Cores in use.</summary>
        public int Cores { get; private set; }

        public void Add(SpikeProgram program, Population population, List<CoreAssignment> assignments)
        {
            Footprint footprint = new(program, population, limits.SynapseBlock);
            for (int first = 0; first < population.Size;)
            {
                if (_full) Open();
                int count = Fitting(footprint, first, population.Size - first);
                if (count == 0 && _neurons > 0)
                {
                    _full = true;
                    continue;
                }
                int extra = 0;
                if (count == 0) (count, extra) = Oversized(footprint, first, population.Size - first);
                assignments.Add(new CoreAssignment(population.Name, first, count, Cores - 1));
                _neurons += count;
                _rows += footprint.Rows(first, count);
                _memory += footprint.Memory(first, count);
                Cores += extra;
                _full = extra > 0;
                first += count;
            }
        }

        /// <summary>
        /// How many neurons from <paramref name="first"/> on fit what is left of the core:
        /// sources of other runs are counted apart.
        /// </summary>
        private int Fitting(Footprint footprint, int first, int available)
        {
            int most = Math.Min(available, (limits.NeuronsPerCore ?? int.MaxValue) - _neurons);
            if (limits is { RowsPerCore: null, SynapseMemoryBits: null }) return most;
            // Sources and memory grow with the run: bisect for the longest that fits.
            (int fits, int tooLong) = (0, most + 1);
            while (tooLong - fits > 1)
            {
                int middle = (fits + tooLong) / 2;
                bool fit = (limits.SynapseMemoryBits is not { } memory || _memory + footprint.Memory(first, middle) <= memory)
                    && (limits.RowsPerCore is not { } rows || _rows + footprint.Rows(first, middle) <= rows);
                if (fit) fits = middle;
                else tooLong = middle;
            }
            return fits;
        }

        /// <summary>A run that exceeds an empty core by its sources or weights, and how many
        /// cores it needs beyond the first.</summary>
        private (int Count, int Extra) Oversized(Footprint footprint, int first, int available)
        {
            int count = Math.Min(available, limits.NeuronsPerCore ?? int.MaxValue);
            long byRows = limits.RowsPerCore is { } rows ? Quotient(footprint.Rows(first, count), rows) : 1;
            long byMemory = limits.SynapseMemoryBits is { } memory ? Quotient(footprint.Memory(first, count), memory) : 1;
            return (count, (int)Math.Max(byRows, byMemory) - 1);
        }

        private void Open()
        {
            Cores++;
            (_neurons, _rows, _memory, _full) = (0, 0, 0, false);
        }

        private static long Quotient(long needed, long available) => (needed + available - 1) / available;
    }
}
