using Neuro.Ir;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>Two ways to fill cores; which is better depends on what runs out first.</summary>
internal sealed class Packing
{
    // First fit asks every core for every run.
    private const int MostRunsToFit = 2048;

    private readonly TargetLimits _limits;
    private readonly (Population Population, Footprint Footprint)[] _populations;
    private readonly Reach? _reach;

    /// <summary>Packs <paramref name="program"/> for a target with <paramref name="limits"/>.</summary>
    /// <param name="program">The program.</param>
    /// <param name="limits">What a core holds.</param>
    /// <param name="reach">Cores that each neuron reaches; null where that does not matter.</param>
    public Packing(SpikeProgram program, TargetLimits limits, Reach? reach)
    {
        (_limits, _reach) = (limits, reach);
        _populations =
        [
            .. program.Populations.Where(p => !p.IsInput)
                .Select(p => (p, new Footprint(program, p, limits.SynapseBlock))),
        ];
    }

    /// <summary>Core after core, population after population; a run starts on what the core before it has left.</summary>
    public List<CoreFill> InOrder()
    {
        List<CoreFill> cores = [];
        for (int order = 0; order < _populations.Length; order++)
            for (int first = 0; first < _populations[order].Population.Size;)
            {
                if (cores.Count == 0 || cores[^1].IsClosed) cores.Add(new(_limits));
                NeuronRun? run = Longest(order, first, cores[^1]);
                if (run is null)
                {
                    cores.Add(new(_limits));
                    run = Longest(order, first, cores[^1]) ?? Oversized(order, first);
                }
                cores[^1].Add(run);
                first += run.Count;
            }
        return cores;
    }

    /// <summary>First fit decreasing: runs as long as an empty core holds, the largest first, each on the first core that has
    /// room. Null where there are too many for that.</summary>
    public List<CoreFill>? Decreasing()
    {
        List<NeuronRun> runs = [];
        CoreFill empty = new(_limits);
        for (int order = 0; order < _populations.Length; order++)
            for (int first = 0; first < _populations[order].Population.Size; first += runs[^1].Count)
            {
                if (runs.Count == MostRunsToFit) return null;
                runs.Add(Longest(order, first, empty) ?? Oversized(order, first));
            }
        List<CoreFill> cores = [];
        foreach (NeuronRun run in runs.OrderByDescending(Load))
        {
            CoreFill? core = cores.Find(c => c.Fits(run));
            if (core is null) cores.Add(core = new(_limits));
            core.Add(run);
        }
        return cores;
    }

    /// <summary>The share of a core that a run takes of what it takes most of.</summary>
    private double Load(NeuronRun run) => new[]
    {
        run.Extra + ((double)run.Count / (_limits.NeuronsPerCore ?? int.MaxValue)),
        (double)run.Rows.Count / (_limits.RowsPerCore ?? int.MaxValue),
        (double)run.Memory / (_limits.SynapseMemoryBits ?? long.MaxValue),
        (double)run.Axons / (_limits.AxonsOutPerCore ?? int.MaxValue),
    }.Max();

    /// <summary>The longest run from <paramref name="first"/> on that fits <paramref name="core"/>; null for none.</summary>
    private NeuronRun? Longest(int order, int first, CoreFill core)
    {
        (Population population, Footprint footprint) = _populations[order];
        int most = Math.Min(population.Size - first, core.Room);
        if (_reach is null && _limits is { RowsPerCore: null, SynapseMemoryBits: null })
            return most == 0 ? null : Run(order, first, most, 0);
        // Sources, memory and axons grow with the run: bisect for the longest that fits.
        (int fits, int tooLong) = (0, most + 1);
        while (tooLong - fits > 1)
        {
            int middle = (fits + tooLong) / 2;
            RowSet rows = footprint.RowsOf(first, middle);
            if (core.Fits(middle, rows, footprint.Memory(first, middle), AxonsOf(population, first, middle))) fits = middle;
            else tooLong = middle;
        }
        return fits == 0 ? null : Run(order, first, fits, 0);
    }

    /// <summary>A run that exceeds an empty core by its sources or weights, and how many cores it needs beyond the first.
    /// </summary>
    private NeuronRun Oversized(int order, int first)
    {
        (Population population, Footprint footprint) = _populations[order];
        int count = Math.Min(population.Size - first, _limits.NeuronsPerCore ?? int.MaxValue);
        long byRows = _limits.RowsPerCore is { } rows ? Quotient(footprint.Rows(first, count), rows) : 1;
        long byMemory = _limits.SynapseMemoryBits is { } memory ? Quotient(footprint.Memory(first, count), memory) : 1;
        return Run(order, first, count, (int)Math.Max(byRows, byMemory) - 1);
    }

    private NeuronRun Run(int order, int first, int count, int extra)
    {
        (Population population, Footprint footprint) = _populations[order];
        return new(
            population.Name, order, first, count, footprint.RowsOf(first, count), footprint.Memory(first, count),
            AxonsOf(population, first, count), extra);
    }

    private long AxonsOf(Population population, int first, int count) => _reach?.AxonsOf(population.Name, first, count) ?? 0;

    private static long Quotient(long needed, long available) => (needed + available - 1) / available;
}
