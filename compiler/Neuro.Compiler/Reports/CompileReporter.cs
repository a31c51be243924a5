using System.Collections.Immutable;
using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Reports;

/// <summary>Gathers a <see cref="CompileReport"/> from a compiled program.</summary>
internal sealed class CompileReporter
{
    private readonly SpikeProgram _program;
    private readonly TargetProfile _target;
    private readonly IReadOnlyDictionary<string, PopulationActivity> _activity;
    private readonly IReadOnlyDictionary<string, CrossbarReport> _crossbars;
    private readonly Dictionary<string, ProjectionQuality> _qualities;

    private CompileReporter(
        QuantisedNetwork quantised, SpikeProgram program, TargetProfile target,
        IReadOnlyDictionary<string, PopulationActivity> activity, IReadOnlyDictionary<string, CrossbarReport> crossbars)
    {
        (_program, _target, _activity, _crossbars) = (program, target, activity, crossbars);
        _qualities = quantised.Projections.ToDictionary(q => q.Projection);
    }

    /// <summary>The report on <paramref name="program"/>, which <paramref name="quantised"/> became.</summary>
    public static CompileReport Report(
        QuantisedNetwork quantised,
        SpikeProgram program,
        TargetProfile target,
        IReadOnlyDictionary<string, PopulationActivity> activity,
        IReadOnlyDictionary<string, CrossbarReport> crossbars,
        IEnumerable<Diagnostic> diagnostics)
    {
        CompileReporter reporter = new(quantised, program, target, activity, crossbars);
        ImmutableArray<LayerReport> layers = [.. program.Populations.Where(p => !p.IsInput).Select(reporter.Layer)];
        MappingReporter? mapping = program.Placement is null ? null : new(
            program, target, activity.Count == 0 ? null : activity.ToDictionary(a => a.Key, a => Math.Abs(a.Value.Rate)));
        return new CompileReport
        {
            Program = program.Name,
            Target = target.Name,
            TimeStep = program.TimeStep.ToString(),
            Layers = layers,
            Neurons = layers.Sum(l => l.Neurons),
            Synapses = layers.Sum(l => l.Synapses),
            MemoryBits = layers.Sum(l => l.MemoryBits),
            Cores = program.Placement?.Cores,
            Mapping = mapping?.Mapping(),
            Time = mapping?.Time() ?? MappingReporter.ConstantTime(target),
            Resources = quantised.Resources,
            Diagnostics = [.. diagnostics],
        };
    }

    private LayerReport Layer(Population population)
    {
        MicroProgram neuron = _program.Neuron(population.Neuron!);
        Projection[] incoming = [.. _program.Projections.Where(p => p.Target == population.Name)];
        ProjectionQuality[] qualities = [.. incoming.Select(Quality)];
        Footprint footprint = new(_program, population);
        CoreAssignment[] runs = [.. _program.Placement?.Assignments.Where(a => a.Population == population.Name) ?? []];
        int cores = runs.Select(r => r.Core).Distinct().Count();
        return new LayerReport
        {
            Name = population.Name,
            Kind = neuron.Kind,
            Origin = population.Origin,
            Shape = population.Shape,
            Neurons = population.Size,
            Synapses = footprint.FanIn.Sum(f => (long)f),
            FanIn = footprint.FanIn.DefaultIfEmpty(0).Max(),
            WeightBits = qualities.Length > 0 ? qualities.Max(q => q.Bits) : null,
            RelativeError = qualities.Length > 0 ? qualities.Max(q => q.RelativeError) : null,
            StateBits = neuron.States.IsEmpty ? null : neuron.States.Max(s => s.Bits),
            MemoryBits = Memory(population, neuron, incoming),
            Cores = runs.Length > 0 ? cores : null,
            Utilisation = runs.Length > 0 && _target.Limits.NeuronsPerCore is { } slots
                ? (double)population.Size / ((long)cores * slots)
                : null,
            Rate = _activity.TryGetValue(population.Name, out PopulationActivity? seen) ? seen.Rate : null,
            Projections = [.. incoming.Zip(qualities, Describe)],
        };
    }

    /// <summary>What quantisation did to a projection, or to the one that it was cut from; nothing to those between the parts
    /// of a neuron.</summary>
    private ProjectionQuality Quality(Projection projection)
    {
        for (string name = projection.Name; ; name = name[..name.LastIndexOf('.')])
        {
            if (_qualities.TryGetValue(name, out ProjectionQuality? quality)) return quality;
            if (!name.Contains('.')) return new() { Projection = projection.Name, Weights = 1, Bits = 1, Levels = 1 };
        }
    }

    private ProjectionReport Describe(Projection projection, ProjectionQuality quality) => new()
    {
        Name = projection.Name,
        Source = projection.Source,
        Connectivity = projection.Connectivity switch
        {
            Dense => "dense",
            Sparse => "sparse",
            Convolution => "convolution",
            _ => "one-to-one",
        },
        Weights = _program.Array(projection.Weight)?.Length ?? 1,
        WeightBits = quality.Bits,
        Levels = quality.Levels,
        Clipped = quality.Clipped,
        RelativeError = quality.RelativeError,
        SignalToNoise = quality.SignalToNoise,
        SmallestStep = quality.SmallestStep,
        LargestStep = quality.LargestStep,
        Delay = _program.LongestDelay(projection),
        Crossbar = _crossbars.GetValueOrDefault(projection.Name),
    };

    private long Memory(Population population, MicroProgram neuron, Projection[] incoming)
    {
        long bits = population.Size * neuron.States.Sum(s => (long)s.Bits);
        IEnumerable<string?> names = incoming.SelectMany(p => new[] { p.Weight.Array, p.Multiplier.Array, p.Delay.Array })
            .Concat(incoming.Select(p => p.Connectivity).OfType<Sparse>().SelectMany(s => new[] { s.RowPointers, s.Targets }))
            .Concat(population.Parameters.Values.Select(v => v.Array));
        return bits + names.OfType<string>().Distinct().Select(_program.Array).Sum(a => (long)a.Length * a.Bits);
    }
}
