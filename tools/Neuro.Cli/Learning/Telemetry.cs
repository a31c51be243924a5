using Neuro.Emulator.Devices.Learning;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Cli.Learning;

/// <summary>Follows a learning row by row.</summary>
internal sealed class Telemetry
{
    private readonly LearningPlan _plan;
    private readonly LearningRun _run;
    private readonly Projection[] _learning;
    private readonly int[]?[] _before;
    private readonly List<TelemetryRow> _rows = [];

    /// <summary>Telemetry of <paramref name="run"/>, with the rows of its checkpoint.</summary>
    public Telemetry(LearningPlan plan, LearningRun run, IReadOnlyList<TelemetryRow> rows)
    {
        (_plan, _run) = (plan, run);
        _rows.AddRange(rows);
        _learning = [.. plan.Program.Projections.Where(p => DeviceLearning.Learns(plan.Program, p))];
        _before = [.. _learning.Select(p => run.Synapses(p, "weight"))];
    }

    /// <summary>The rows so far.</summary>
    public IReadOnlyList<TelemetryRow> Rows => _rows;

    /// <summary>Adds the row of now.</summary>
    public TelemetryRow Measure(double? accuracy)
    {
        long since = _run.Position - (_rows.Count > 0 ? _rows[^1].Samples : 0);
        long events = 0;
        int dead = 0;
        foreach (long count in _run.Counts)
        {
            events += count;
            dead += count == 0 ? 1 : 0;
        }
        List<WeightSummary> weights = [];
        for (int p = 0; p < _learning.Length; p++)
        {
            int[] now = _run.Synapses(_learning[p], "weight");
            weights.Add(WeightSummary.Of(_learning[p], now, _before[p]));
            _before[p] = now;
        }
        TelemetryRow row = new()
        {
            Samples = _run.Position,
            Rate = (double)events / _run.Counts.Length / Math.Max(1, since),
            Dead = dead,
            RuleUpdates = _run.Learning.RuleUpdates,
            Pulses = _run.Learning.Pulses,
            MostPulses = MostPulses(),
            Refreshes = _run.Learning.Refreshes,
            Weights = [.. weights],
            Accuracy = accuracy,
        };
        _run.ForgetCounts();
        _rows.Add(row);
        return row;
    }

    /// <summary>Cells that pulses change; 0 for digital weights.</summary>
    public long Cells => _learning.Where(p => p.Plasticity!.Commit is not null)
        .Sum(p => SynapseCounts.Of(_plan.Program, p) * (p.Plasticity!.Commit!.Minus is null ? 1 : 2));

    private int MostPulses() => _learning
        .SelectMany(p => PulseCounts.Of(p.Plasticity!).SelectMany(counts => _run.Synapses(p, counts)))
        .DefaultIfEmpty(0).Max();
}
