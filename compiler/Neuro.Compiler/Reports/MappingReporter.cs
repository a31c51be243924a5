using System.Collections.Immutable;
using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Reports;

/// <summary>Gathers the <see cref="MappingReport"/> and <see cref="BoardTimeReport"/> of a placed program.</summary>
public sealed class MappingReporter
{
    private const int MostPairs = 16;

    private readonly SpikeProgram _program;
    private readonly TargetProfile _target;
    private readonly IReadOnlyDictionary<string, double>? _rates;
    private readonly ImmutableArray<CoreAssignment> _runs;
    private readonly Dictionary<string, Footprint> _footprints;

    /// <summary>A reporter on <paramref name="program"/>.</summary>
    /// <param name="program">A program that is placed on <paramref name="target"/>.</param>
    /// <param name="target">The target.</param>
    /// <param name="rates">Events per neuron and tick that were recorded, by population; null without a recording.</param>
    /// <exception cref="ArgumentException">The program is not placed.</exception>
    public MappingReporter(SpikeProgram program, TargetProfile target, IReadOnlyDictionary<string, double>? rates)
    {
        (_program, _target, _rates) = (program, target, rates);
        _runs = program.Placement?.Assignments ?? throw new ArgumentException("the program is not placed", nameof(program));
        _footprints = _runs.Select(r => r.Population).Distinct()
            .ToDictionary(n => n, n => new Footprint(program, program.Population(n), target.Limits.SynapseBlock));
    }

    /// <summary>Where the neurons are.</summary>
    public MappingReport Mapping()
    {
        Traffic traffic = new(
            _program, [.. _runs.Select(r => (r.Population, r.FirstNeuron, r.Count))],
            _rates ?? ImmutableDictionary<string, double>.Empty);
        TrafficReport[] pairs =
        [
            .. traffic.Flow.GroupBy(f => (From: _runs[f.Key.From].Core, To: _runs[f.Key.To].Core))
                .Where(g => g.Key.From != g.Key.To)
                .Select(g => new TrafficReport(g.Key.From, g.Key.To, g.Sum(f => f.Value)))
                .OrderByDescending(t => t.Amount).ThenBy(t => t.From).ThenBy(t => t.To),
        ];
        Dictionary<int, int> axons = Axons.Out(_program, _target, _program.Placement!).ToDictionary(a => a.Core, a => a.Axons);
        return new()
        {
            Cores = [.. Cores().Select(c => Core(c.Key, [.. c], axons[c.Key], pairs))],
            Recorded = _rates is not null,
            Traffic = traffic.Flow.Values.Sum(),
            Crossing = pairs.Sum(p => p.Amount),
            Busiest = [.. pairs.Take(MostPairs)],
        };
    }

    /// <summary>What a tick takes on a target whose cores scan all that they have in each, whatever a program does; null for
    /// others.</summary>
    public static BoardTimeReport? ConstantTime(TargetProfile target) =>
        target.Events is { Tick: > 0, Neuron: 0, Event: 0, EventAndNeuron: 0, SynapticEvent: 0, Spike: 0 } costs
            ? new() { WorstCycles = costs.Tick, Clock = costs.Clock, Source = costs.Source }
            : null;

    /// <summary>What a tick takes; null where the target says nothing of it.</summary>
    public BoardTimeReport? Time()
    {
        if (_target.Events is not { } costs) return null;
        (int core, double worst) = Cores().Select(c => (c.Key, Cycles([.. c], costs, null))).MaxBy(c => c.Item2);
        return new()
        {
            WorstCycles = worst,
            BusiestCore = core,
            RecordedCycles = _rates is null ? null : Cores().Max(c => Cycles([.. c], costs, _rates)),
            Clock = costs.Clock,
            Source = costs.Source,
        };
    }

    private IOrderedEnumerable<IGrouping<int, CoreAssignment>> Cores() => _runs.GroupBy(r => r.Core).OrderBy(g => g.Key);

    private CoreReport Core(int core, CoreAssignment[] runs, int axons, TrafficReport[] pairs)
    {
        RowSet rows = Rows(runs);
        int neurons = runs.Sum(r => r.Count);
        long memory = runs.Sum(r => _footprints[r.Population].Memory(r.FirstNeuron, r.Count));
        TargetLimits limits = _target.Limits;
        double?[] shares =
        [
            (double)neurons / limits.NeuronsPerCore, (double)rows.Count / limits.RowsPerCore,
            (double)memory / limits.SynapseMemoryBits, (double)axons / limits.AxonsOutPerCore,
        ];
        return new()
        {
            Core = core,
            Runs = [.. runs],
            Neurons = neurons,
            Rows = rows.Count,
            InputRows = rows.ByPopulation.Where(r => _program.Population(r.Population).IsInput).Sum(r => r.Sources),
            AxonsOut = axons,
            MemoryBits = memory,
            Utilisation = shares.Max(),
            TrafficIn = pairs.Where(p => p.To == core).Sum(p => p.Amount),
            TrafficOut = pairs.Where(p => p.From == core).Sum(p => p.Amount),
        };
    }

    /// <summary>Cycles of a tick of one core, see <see cref="EventCosts"/>; every source fires where there are no rates.
    /// </summary>
    private double Cycles(CoreAssignment[] runs, EventCosts costs, IReadOnlyDictionary<string, double>? rates)
    {
        double Rate(string population) => rates?.GetValueOrDefault(population, 1) ?? 1;
        int neurons = runs.Sum(r => r.Count);
        double events = Rows(runs).ByPopulation.Sum(r => r.Sources * Rate(r.Population));
        double synaptic = runs.SelectMany(r => _footprints[r.Population].Synapses(r.FirstNeuron, r.Count))
            .Sum(s => s.Synapses * Rate(s.Source));
        return costs.Tick + (neurons * costs.Neuron) + (events * (costs.Event + (neurons * costs.EventAndNeuron)))
            + (synaptic * costs.SynapticEvent) + (runs.Sum(r => r.Count * Rate(r.Population)) * costs.Spike);
    }

    private RowSet Rows(CoreAssignment[] runs)
    {
        RowSet rows = new();
        foreach (CoreAssignment run in runs) rows.Add(_footprints[run.Population].RowsOf(run.FirstNeuron, run.Count));
        return rows;
    }
}
