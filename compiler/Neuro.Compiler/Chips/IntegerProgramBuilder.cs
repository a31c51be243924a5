using System.Collections.Immutable;
using System.Numerics;
using Neuro.Compiler.Loihi;
using Neuro.Ir;
using Neuro.Ir.Templates;

namespace Neuro.Compiler.Chips;

/// <summary>
/// A <see cref="ChipProgram"/> whose weights and delays choose their own form: codes of the fewest bits that hold them, times a
/// power of two, and −1 where none is positive.
/// </summary>
/// <param name="name">The program's name.</param>
/// <param name="timeStep">Seconds per tick.</param>
internal sealed class IntegerProgramBuilder(string name, Rational timeStep)
{
    private readonly ChipProgram _program = new(name, timeStep);

    /// <summary>Adds a population whose events come from outside.</summary>
    public void AddInput(string population, ImmutableArray<int> shape, int minimum, int maximum, string? origin) =>
        _program.AddInput(population, shape, minimum, maximum, origin);

    /// <summary>Adds neurons of <paramref name="template"/>; each parameter has one value, or one per neuron. Those
    /// that its options leave without use are dropped.</summary>
    public void AddNeurons(
        string population, ImmutableArray<int> shape, string template, IEnumerable<(string Name, string Value)> options,
        IReadOnlyDictionary<string, int[]> parameters, IReadOnlyDictionary<string, int[]> initial, string? origin) =>
        _program.AddNeurons(
            population, shape, NeuronTemplates.Find(template).Expand(template, options), parameters, origin, initial);

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
            : _program.Add(IrArray.Create($"{projection}.weight", shape, Width(codes, signed), signed, codes));
        _program.Connect(new Projection
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
                : _program.Add(IrArray.Create($"{projection}.delay", shape, Width(delays, false), false, delays)),
            Origin = origin,
        });
    }

    /// <summary>The program, with phases in the order that delay-0 projections ask for.</summary>
    public SpikeProgram Build(ImmutableArray<string> outputs, ImmutableSortedDictionary<string, string> metadata) =>
        _program.Build(outputs) with { Metadata = metadata };

    /// <summary>Bits that hold all of <paramref name="values"/>, at least 1.</summary>
    public static int Width(ReadOnlySpan<int> values, bool signed)
    {
        uint union = 0;
        foreach (int v in values) union |= (uint)(v < 0 ? ~v : v);
        int magnitude = 32 - BitOperations.LeadingZeroCount(union);
        return signed ? magnitude + 1 : Math.Max(magnitude, 1);
    }
}
