using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>
/// A rule's kernel. The arrays that it gets are states, then parameters, then tables, as declared, then sources and targets (for
/// indexed parameters), numbers (for draws) and what is emitted.
/// </summary>
/// <param name="micro">The rule.</param>
/// <param name="seed">The program's seed.</param>
/// <param name="ordinal">What the random generator counts the step by.</param>
/// <param name="parameters">Where parameters are found: constants, or how the elements of their arrays are chosen.</param>
/// <param name="states">How the arrays behind the states are stored.</param>
/// <param name="tableLengths">Elements of each table.</param>
internal sealed class RuleLayout(
    MicroProgram micro, ulong seed, int ordinal, ImmutableArray<RuleOperand> parameters, ImmutableArray<ElementType> states,
    ImmutableArray<int> tableLengths)
    : KernelLayout(micro, seed, ordinal)
{
    /// <summary>Whether a row of synapses is followed by padding, so that whole registers may be stored.</summary>
    public required bool IsPadded { get; init; }

    /// <summary>Whether the elements of per-synapse arrays lie apart.</summary>
    public bool IsStrided { get; init; }

    /// <summary>Whether synapses have numbers that are not consecutive.</summary>
    public required bool IsNumbered { get; init; }

    /// <summary>Number of the first parameter's array.</summary>
    public int FirstParameter => Micro.States.Length;

    /// <summary>Number of the first table's array.</summary>
    public int FirstTable => FirstParameter + Micro.Parameters.Length;

    /// <summary>Number of the array of sources.</summary>
    public int SourcesArray => FirstTable + Micro.Tables.Length;

    /// <summary>Number of the array of targets.</summary>
    public int TargetsArray => SourcesArray + 1;

    /// <summary>Number of the array of synapses' numbers, or null where they are consecutive.</summary>
    public int? Numbers => IsNumbered ? NumbersArray : null;

    /// <summary>Number of the array of synapses' numbers.</summary>
    public int NumbersArray => SourcesArray + 2;

    /// <summary>Number of the array that gets what is emitted.</summary>
    public int EmittedArray => SourcesArray + 3;

    /// <summary>Number of arrays.</summary>
    public int ArrayCount => SourcesArray + 4;

    /// <inheritdoc/>
    public override int? Constant(string parameter) => parameters[Micro.Parameters.IndexOf(parameter)].Constant;

    /// <inheritdoc/>
    public override Leaf Parameter(string name)
    {
        int number = Micro.Parameters.IndexOf(name);
        RuleOperand operand = parameters[number];
        return operand.Mode switch
        {
            LeafMode.Broadcast => new(LeafMode.Broadcast, number),
            LeafMode.Indexed => new(
                LeafMode.Indexed, FirstParameter + number, operand.Type, operand.BySource ? SourcesArray : TargetsArray),
            _ => new(operand.Mode, FirstParameter + number, operand.Type),
        };
    }

    /// <inheritdoc/>
    public override Leaf State(string name)
    {
        int number = Micro.States.Select(s => s.Name).ToList().IndexOf(name);
        return new(IsStrided ? LeafMode.Strided : LeafMode.Elements, number, states[number]);
    }

    /// <inheritdoc/>
    public override bool IsConnected(string port) => false;

    /// <inheritdoc/>
    public override int TableArray(string name) => FirstTable + Micro.Tables.IndexOf(name);

    /// <inheritdoc/>
    public override int TableLength(string name) => tableLengths[Micro.Tables.IndexOf(name)];
}
