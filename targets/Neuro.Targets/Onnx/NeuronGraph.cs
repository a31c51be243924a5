using System.Collections.Immutable;
using Neuro.Ir;
using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Targets.Onnx;

/// <summary>
/// A population's micro-program as a subgraph: every instruction in the integers that SEMANTICS.md, section 3, asks for.
/// </summary>
internal sealed class NeuronGraph
{
    private readonly TickGraph _tick;
    private readonly ExactArithmetic _arithmetic;
    private readonly Population _population;
    private readonly MicroProgram _micro;
    private readonly ImmutableArray<Interval> _ranges;
    private readonly IntegerTensor[] _values;
    private int _draws;

    /// <summary>The micro-program of <paramref name="population"/>, not yet part of the graph.</summary>
    public NeuronGraph(TickGraph tick, Population population)
    {
        _tick = tick;
        _arithmetic = tick.Arithmetic;
        _population = population;
        _micro = tick.Program.Neuron(population.Neuron!);
        _ranges = tick.Analysis.Values(population.Name);
        _values = new IntegerTensor[_micro.Body.Length];
    }

    /// <summary>
    /// Adds the subgraph. Gives the payloads (null where nothing is ever emitted) and what is stored, by state.
    /// </summary>
    /// <param name="states">The states at the start of the step, by name.</param>
    /// <param name="ports">The ports' sums as the neurons read them, by name.</param>
    public (IntegerTensor? Payload, IReadOnlyDictionary<string, IntegerTensor> Stored) Add(
        IReadOnlyDictionary<string, IntegerTensor> states, IReadOnlyDictionary<string, IntegerTensor> ports)
    {
        IntegerTensor? payload = null;
        Dictionary<string, IntegerTensor> stored = new(StringComparer.Ordinal);
        for (int i = 0; i < _micro.Body.Length; i++)
        {
            Instruction instruction = _micro.Body[i];
            string name = $"{_population.Name}/{(instruction.Name.Length > 0 ? instruction.Name : instruction.Symbol ?? "emit")}";
            switch (instruction.Op)
            {
                case OpCode.Store:
                    stored[instruction.Symbol!] = _arithmetic.Integers(Operand(instruction, 0));
                    break;
                case OpCode.Emit:
                    payload = _arithmetic.Integers(Operand(instruction, 0));
                    break;
                case OpCode.State:
                    _values[i] = states[instruction.Symbol!];
                    break;
                case OpCode.Accumulator:
                    _values[i] = ports[instruction.Symbol!];
                    break;
                case OpCode.Param:
                    _values[i] = _tick.Constant(_population.Parameters[instruction.Symbol!], _population, _ranges[i]);
                    break;
                default:
                    IntegerTensor value = _arithmetic.Wrap32(Evaluate(instruction, name));
                    // What the verifier knows of a value and what the graph knows of it both hold.
                    Interval range = value.Range.Clamp(_ranges[i]);
                    _values[i] = value with { Range = range };
                    break;
            }
        }
        return (payload, stored);
    }

    private IntegerTensor Evaluate(Instruction instruction, string name)
    {
        // The operands, where there are any; comparisons and selections read truth values as such.
        IntegerTensor a = instruction.Operands.Length > 0 ? Operand(instruction, 0) : _arithmetic.Number(0);
        IntegerTensor b = instruction.Operands.Length > 1 ? Operand(instruction, 1) : _arithmetic.Number(0);
        int n = instruction.Immediate;
        return instruction.Op switch
        {
            OpCode.Const => _arithmetic.Number(n),
            OpCode.Add => _arithmetic.Add(a, b, name),
            OpCode.Sub => _arithmetic.Subtract(a, b, name),
            OpCode.Neg => _arithmetic.Subtract(_arithmetic.Number(0), a, name),
            OpCode.Abs => _arithmetic.Magnitude(a, name),
            OpCode.Min or OpCode.Max => _arithmetic.Extreme(instruction.Op.ToString(), a, b, name),
            OpCode.And or OpCode.Or or OpCode.Xor => _tick.Bitwise.Integers(instruction.Op, a, b, name),
            OpCode.Shl => _arithmetic.Multiply(a, _arithmetic.Number(1L << n), name),
            OpCode.Shr => _arithmetic.ShiftRight(a, n, instruction.Rounding, Word(instruction, name), name),
            OpCode.MulShift => _arithmetic.ShiftRight(
                _arithmetic.Multiply(a, b, name), n, instruction.Rounding, Word(instruction, name), name),
            OpCode.DivShift => _arithmetic.Divide(
                _arithmetic.Multiply(a, _arithmetic.Number(1L << n), name), b, instruction.Rounding, name),
            OpCode.Eq => _arithmetic.Compare("Equal", a, b, name),
            OpCode.Ne => _arithmetic.Not(_arithmetic.Compare("Equal", a, b, name), name),
            OpCode.Lt => _arithmetic.Compare("Less", a, b, name),
            OpCode.Le => _arithmetic.Compare("LessOrEqual", a, b, name),
            OpCode.Gt => _arithmetic.Compare("Greater", a, b, name),
            OpCode.Ge => _arithmetic.Compare("GreaterOrEqual", a, b, name),
            OpCode.Select => _arithmetic.Where(_arithmetic.NotZero(a), b, Operand(instruction, 2), name),
            OpCode.Sat => _arithmetic.Clamp(a, new(-(1L << (n - 1)), (1L << (n - 1)) - 1), name),
            OpCode.Wrap => _arithmetic.Wrap(a, n, name),
            OpCode.Lut => Look(instruction, a, name),
            OpCode.Rand => _arithmetic.FloorShift(Word(instruction, name)(), 32 - n, name),
            _ => throw new InvalidOperationException($"{instruction.Op} has no subgraph"),
        };
    }

    private IntegerTensor Operand(Instruction instruction, int number) => _values[instruction.Operands[number]];

    private IntegerTensor Look(Instruction instruction, IntegerTensor index, string name)
    {
        IrValue value = _population.Parameters[instruction.Symbol!];
        int[] elements = _tick.Program.Array(value)?.ToInt32() ?? [value.Scalar];
        string table = _tick.Graph.Constant(
            $"{_population.Name}.{instruction.Symbol}", [elements.Length], elements, DataType.Int32);
        IntegerTensor clamped = _arithmetic.Clamp(index, new(0, elements.Length - 1), name);
        string found = _tick.Graph.Node(
            "Gather", name, [table, _arithmetic.As(clamped, DataType.Int32)], GraphBuilder.Integer("axis", 0));
        return new(found, DataType.Int32, new(elements.Min(), elements.Max()), index.Batched);
    }

    // Draws are numbered whether or not their result is needed; their words are computed only where it is.
    private Func<IntegerTensor> Word(Instruction instruction, string name)
    {
        if (!instruction.DrawsRandom)
            return () => throw new InvalidOperationException($"{instruction.Op} draws nothing");
        int draw = _draws++;
        return () => _tick.Word(_population, draw, name);
    }
}
