using System.Collections.Immutable;

namespace Neuro.Ir;

/// <summary>
/// A neuron's update: a straight-line program in static single assignment form over 32-bit integers, run once per neuron and
/// tick. It keeps the kind and options of the template it came from, so that an encoder can recognise it.
/// </summary>
public sealed record MicroProgram
{
    /// <summary>The name by which populations refer to it; unique in a program.</summary>
    public required string Name { get; init; }

    /// <summary>The template it expanded from ("lif", "cubalif", …), or empty for a user's own.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The template's options in the field's words ("reset" → "zero"), ordered by name.</summary>
    public ImmutableSortedDictionary<string, string> Options { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The ports, in the order of their declaration.</summary>
    public ImmutableArray<AccumulatorDeclaration> Accumulators { get; init; } = [];

    /// <summary>Names of the parameters that a population binds, scalar or per neuron.</summary>
    public ImmutableArray<string> Parameters { get; init; } = [];

    /// <summary>Names of the lookup tables that a population binds to arrays.</summary>
    public ImmutableArray<string> Tables { get; init; } = [];

    /// <summary>The states, in the order of their declaration.</summary>
    public ImmutableArray<StateDeclaration> States { get; init; } = [];

    /// <summary>The instructions, in order. At most one Emit; at most one Store per state.</summary>
    public ImmutableArray<Instruction> Body { get; init; } = [];
}
