using System.Collections.Immutable;
using System.Numerics;
using Neuro.Ir;
using Neuro.Ir.Templates;

namespace Neuro.Compiler.Loihi;

/// <summary>
/// Puts together programs of Loihi's neurons from integers, always in the same form: weights as codes of the fewest bits that
/// hold them, times a power of two, and −1 where none is positive; parameters that all neurons share as scalars.
/// </summary>
/// <param name="name">The program's name.</param>
/// <param name="timeStep">Seconds per tick.</param>
internal sealed class LoihiProgramBuilder(string name, Rational timeStep)
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

    /// <summary>Adds neurons of <paramref name="template"/>; each parameter has one value, or one per neuron. Those
    /// that its options leave without use are dropped.</summary>
    public void AddNeurons(
        string population, ImmutableArray<int> shape, string template, IEnumerable<(string Name, string Value)> options,
        IReadOnlyDictionary<string, int[]> parameters, IReadOnlyDictionary<string, int[]> initial, string? origin)
    {
        MicroProgram neuron = Neuron(template, options);
        _populations.Add(new Population
        {
            Name = population,
            Shape = shape,
            Neuron = neuron.Name,
            Phase = 1,
            Parameters = neuron.Parameters.ToImmutableSortedDictionary(p => p, p => Value($"{population}.{p}", parameters[p])),
            Initial = initial.Where(i => i.Value.Any(v => v != 0)).ToImmutableSortedDictionary(
                i => i.Key, i => Value($"{population}.{i.Key}", i.Value)),
            Origin = origin,
        });
    }

    /// <summary>Adds synapses. <paramref name="weights"/> and <paramref name="delays"/> lie as the IR's do; a single
    /// delay holds for all.</summary>
    public void Connect(
        string projection, string source, string target, string port, Connectivity connectivity, ImmutableArray<int> shape,
        int[] weights, int[] delays, string? origin)
    {
        SignMode mode = LoihiWeights.SignModeOf(weights);
        int exponent = LoihiWeights.Exponent(weights), sign = mode == SignMode.Inhibitory ? -1 : 1;
        int[] codes = Array.ConvertAll(weights, w => sign * w >> exponent);
        bool signed = mode == SignMode.Mixed;
        IrValue weight = codes.Length == 1
            ? codes[0]
            : Add(IrArray.Create($"{projection}.weight", shape, Width(codes, signed), signed, codes));
        _projections.Add(new Projection
        {
            Name = projection,
            Source = source,
            Target = target,
            Port = port,
            Connectivity = connectivity,
            Weight = weight,
            Multiplier = sign,
            Shift = exponent,
            Delay = delays.All(d => d == delays[0])
                ? delays[0]
                : Add(IrArray.Create($"{projection}.delay", shape, Width(delays, false), false, delays)),
            Origin = origin,
        });
    }

    /// <summary>The program, with phases in the order that delay-0 projections ask for.</summary>
    public SpikeProgram Build(ImmutableArray<string> outputs, ImmutableSortedDictionary<string, string> metadata)
    {
        Dictionary<string, int> phases = [];
        // Sources stand before their targets, except where a delay lets them stand anywhere.
        foreach (Population p in _populations)
            phases[p.Name] = p.IsInput ? 0 : 1 + _projections.Where(q => q.Target == p.Name && Immediate(q))
                .Select(q => phases.GetValueOrDefault(q.Source)).DefaultIfEmpty(0).Max();
        return new SpikeProgram
        {
            Name = name,
            TimeStep = timeStep,
            Arrays = [.. _arrays],
            Neurons = [.. _neurons],
            Populations = [.. _populations.Select(p => p with { Phase = phases[p.Name] })],
            Projections = [.. _projections],
            Outputs = outputs,
            Metadata = metadata,
        };
    }

    /// <summary>Bits that hold all of <paramref name="values"/>, at least 1.</summary>
    public static int Width(ReadOnlySpan<int> values, bool signed)
    {
        uint union = 0;
        foreach (int v in values) union |= (uint)(v < 0 ? ~v : v);
        int magnitude = 32 - BitOperations.LeadingZeroCount(union);
        return signed ? magnitude + 1 : Math.Max(magnitude, 1);
    }

    private bool Immediate(Projection projection) => projection.Delay.Array is { } array
        ? _arrays.First(a => a.Name == array).ToInt32().Contains(0)
        : projection.Delay.Scalar == 0;

    private IrValue Value(string array, int[] values) => values.All(v => v == values[0])
        ? values[0]
        : Add(IrArray.Create(array, [values.Length], Width(values, true), true, values));

    private IrValue Add(IrArray array)
    {
        _arrays.Add(array);
        return IrValue.FromArray(array.Name);
    }

    private MicroProgram Neuron(string template, IEnumerable<(string Name, string Value)> options)
    {
        MicroProgram neuron = NeuronTemplates.Find(template).Expand(template, options);
        if (_neurons.Find(n => n.Kind == neuron.Kind && n.Options.SequenceEqual(neuron.Options)) is { } known) return known;
        int others = _neurons.Count(n => n.Kind == neuron.Kind);
        if (others > 0) neuron = neuron with { Name = $"{template}_{others + 1}" };
        _neurons.Add(neuron);
        return neuron;
    }
}
