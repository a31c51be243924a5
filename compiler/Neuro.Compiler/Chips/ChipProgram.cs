using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Neuro.Ir;
using Neuro.Ir.Templates;

namespace Neuro.Compiler.Chips;

/// <summary>Puts together the program of a chip's neurons from integers: populations in phases that delay-0 projections ask for,
/// parameters that all neurons share as scalars, weights as codes of stated bits times a power of two.</summary>
/// <param name="name">The program's name.</param>
/// <param name="timeStep">Seconds per tick.</param>
internal sealed class ChipProgram(string name, Rational timeStep)
{
    private readonly List<IrArray> _arrays = [];
    private readonly List<MicroProgram> _neurons = [];
    private readonly List<Population> _populations = [];
    private readonly List<Projection> _projections = [];

    /// <summary>Adds a population whose events come from outside.</summary>
    public void AddInput(string population, ImmutableArray<int> shape, int minimum, int maximum, string? origin) =>
        _populations.Add(new Population
        {
            Name = population,
            Shape = shape,
            PayloadMinimum = minimum,
            PayloadMaximum = maximum,
            Origin = origin,
        });

    /// <summary>Adds neurons; each parameter and initial state has one value for all, or one per neuron. Those that the options
    /// of <paramref name="neuron"/> leave without use are dropped.</summary>
    public void AddNeurons(
        string population, ImmutableArray<int> shape, MicroProgram neuron, IReadOnlyDictionary<string, int[]> parameters,
        string? origin, IReadOnlyDictionary<string, int[]>? initial = null)
    {
        MicroProgram? known = _neurons.Find(n => n.Kind == neuron.Kind && n.Options.SequenceEqual(neuron.Options));
        if (known is null)
        {
            int others = _neurons.Count(n => n.Kind == neuron.Kind);
            known = others > 0 ? neuron with { Name = $"{neuron.Name}_{others + 1}" } : neuron;
            _neurons.Add(known);
        }
        _populations.Add(new Population
        {
            Name = population,
            Shape = shape,
            Neuron = known.Name,
            Parameters = known.Parameters.ToImmutableSortedDictionary(p => p, p => Value($"{population}.{p}", parameters[p])),
            Initial = (initial ?? ImmutableDictionary<string, int[]>.Empty).Where(i => i.Value.Any(v => v != 0))
                .ToImmutableSortedDictionary(i => i.Key, i => Value($"{population}.{i.Key}", i.Value)),
            Origin = origin,
        });
    }

    /// <summary>Neurons of the template <paramref name="template"/>, numbers as the invariant culture writes them.</summary>
    public static MicroProgram Neuron(string template, params IEnumerable<(string Name, object Value)> options) =>
        NeuronTemplates.Find(template).Expand(
            template, options.Select(o => (o.Name, Convert.ToString(o.Value, CultureInfo.InvariantCulture)!)));

    /// <summary>Adds synapses to port "in"; <paramref name="codes"/> lie as the connectivity asks.</summary>
    public void Connect(
        string projection, string source, string target, Connectivity connectivity, ImmutableArray<int> shape, int[] codes,
        int bits, int shift, int delay, string? origin)
    {
        IrValue weight = codes.Length == 1
            ? codes[0]
            : Add(IrArray.Create($"{projection}.weight", shape, bits, signed: true, codes));
        Connect(new Projection
        {
            Name = projection,
            Source = source,
            Target = target,
            Port = "in",
            Connectivity = connectivity,
            Weight = weight,
            Shift = shift,
            Delay = delay,
            Origin = origin,
        });
    }

    /// <summary>Adds synapses whose arrays were added.</summary>
    public void Connect(Projection projection) => _projections.Add(projection);

    /// <summary>Adds an array; what refers to it.</summary>
    public IrValue Add(IrArray array)
    {
        _arrays.Add(array);
        return IrValue.FromArray(array.Name);
    }

    /// <summary>The program; populations were added so that delay-0 projections run forward.</summary>
    public SpikeProgram Build(ImmutableArray<string> outputs)
    {
        Dictionary<string, int> phases = [];
        ILookup<string, string> immediate = _projections.Where(Immediate)
            .ToLookup(q => q.Target, q => q.Source);
        foreach (Population p in _populations)
            phases[p.Name] = p.IsInput
                ? 0
                : 1 + immediate[p.Name].Select(s => phases.GetValueOrDefault(s)).DefaultIfEmpty(0).Max();
        return new SpikeProgram
        {
            Name = name,
            TimeStep = timeStep,
            Arrays = [.. _arrays],
            Neurons = [.. _neurons],
            Populations = [.. _populations.Select(p => p with { Phase = phases[p.Name] })],
            Projections = [.. _projections],
            Outputs = outputs,
        };
    }

    private bool Immediate(Projection projection) => projection.Delay.Array is { } array
        ? _arrays.First(a => a.Name == array).ToInt32().Contains(0)
        : projection.Delay.Scalar == 0;

    private IrValue Value(string array, int[] values) => values.All(v => v == values[0])
        ? values[0]
        : Add(IrArray.Create(array, [values.Length], Width(values), true, values));

    private static int Width(int[] values) =>
        1 + values.Max(v => 32 - BitOperations.LeadingZeroCount((uint)(v < 0 ? ~v : v)));
}
