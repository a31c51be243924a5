using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>A core and the runs that are on it.</summary>
internal sealed class CoreFill(TargetLimits limits)
{
    private readonly RowSet _rows = new();
    private int _neurons;
    private long _memory;
    private long _axons;

    /// <summary>The runs.</summary>
    public List<NeuronRun> Runs { get; } = [];

    /// <summary>Whether it takes no more: it holds a run that needs several cores.</summary>
    public bool IsClosed => Runs.Exists(r => r.Extra > 0);

    /// <summary>Neurons that it still has room for.</summary>
    public int Room => (limits.NeuronsPerCore ?? int.MaxValue) - _neurons;

    /// <summary>Whether a run that needs so much fits.</summary>
    public bool Fits(int neurons, RowSet rows, long memory, long axons) =>
        !IsClosed && neurons <= Room
            && (limits.AxonsOutPerCore is not { } outputs || _axons + axons <= outputs)
            && (limits.SynapseMemoryBits is not { } bits || _memory + memory <= bits)
            && (limits.RowsPerCore is not { } most || _rows.CountWith(rows) <= most);

    /// <summary>Whether <paramref name="run"/> fits.</summary>
    public bool Fits(NeuronRun run) => run.Extra == 0 ? Fits(run.Count, run.Rows, run.Memory, run.Axons) : Runs.Count == 0;

    /// <summary>Puts <paramref name="run"/> on the core.</summary>
    public void Add(NeuronRun run)
    {
        Runs.Add(run);
        _rows.Add(run.Rows);
        _neurons += run.Count;
        _memory += run.Memory;
        _axons += run.Axons;
    }

    /// <summary>A core with these runs, or null where they do not fit.</summary>
    public static CoreFill? Of(TargetLimits limits, IEnumerable<NeuronRun> runs)
    {
        CoreFill core = new(limits);
        foreach (NeuronRun run in runs)
        {
            if (!core.Fits(run)) return null;
            core.Add(run);
        }
        return core;
    }
}
