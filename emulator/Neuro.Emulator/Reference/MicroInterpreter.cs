using Neuro.Ir;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.Reference;

/// <summary>Executes a micro-program, instruction by instruction; what it reads and writes is the business of its
/// heirs.</summary>
internal abstract class MicroInterpreter
{
    private readonly uint _object;
    private readonly ulong _seed;
    private readonly IrArray[] _tables;
    private readonly int[] _values;
    private readonly int[] _symbols;

    /// <summary>Resolves <paramref name="micro"/>.</summary>
    /// <param name="micro">The micro-program.</param>
    /// <param name="drawer">Word 1 of the counters of its draws.</param>
    /// <param name="seed">The program's seed.</param>
    /// <param name="tables">The tables, in the order of their declaration.</param>
    protected MicroInterpreter(MicroProgram micro, uint drawer, ulong seed, IrArray[] tables)
    {
        Micro = micro;
        _object = drawer;
        _seed = seed;
        _tables = tables;
        _values = new int[micro.Body.Length];
        _symbols = [.. micro.Body.Select(Symbol)];
    }

    /// <summary>The micro-program.</summary>
    protected MicroProgram Micro { get; }

    /// <summary>Runs the body for thing number <paramref name="index"/>; returns the value emitted, 0 for none.</summary>
    protected int Run(uint tick, int index, uint stream)
    {
        ulong key = RandomKey.Of(_seed, stream);
        uint draws = 0;
        int emitted = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            Instruction instruction = Micro.Body[i];
            // Draw k of the body: counter (tick, object, index, k), key (seed, high word + stream).
            uint word = instruction.DrawsRandom ? Philox4x32.Block(tick, _object, (uint)index, draws++, key).X0 : 0;
            (int a, int b, int c) = (Operand(instruction, 0), Operand(instruction, 1), Operand(instruction, 2));
            _values[i] = instruction.Op switch
            {
                OpCode.Const => instruction.Immediate,
                OpCode.Param => Parameter(_symbols[i], index),
                OpCode.State => State(_symbols[i], index),
                OpCode.Accumulator => Accumulator(_symbols[i], index),
                OpCode.Lut => MicroOps.Lookup(_tables[_symbols[i]], a),
                OpCode.Store => a,
                OpCode.Emit => emitted = a,
                _ => MicroOps.Evaluate(instruction.Op, a, b, c, instruction.Immediate, instruction.Rounding, word),
            };
        }
        for (int i = 0; i < _values.Length; i++)
        {
            if (Micro.Body[i].Op == OpCode.Store)
                Store(_symbols[i], index, _values[i]);
        }
        return emitted;
    }

    /// <summary>The value of parameter number <paramref name="parameter"/>.</summary>
    protected abstract int Parameter(int parameter, int index);

    /// <summary>The value of a state before the step.</summary>
    protected abstract int State(int state, int index);

    /// <summary>A port's sum.</summary>
    protected abstract int Accumulator(int port, int index);

    /// <summary>Sets a state; called after the body has run.</summary>
    protected abstract void Store(int state, int index, int value);

    /// <summary>The table that <paramref name="value"/> binds: a scalar is one of one element.</summary>
    protected static IrArray Table(SpikeProgram program, IrValue value) =>
        program.Array(value) ?? IrArray.Create("", [1], 32, signed: true, [value.Scalar]);

    private int Operand(Instruction instruction, int number) =>
        number < instruction.Operands.Length ? _values[instruction.Operands[number]] : 0;

    private int Symbol(Instruction instruction) => instruction.Op switch
    {
        OpCode.Param => Micro.Parameters.IndexOf(instruction.Symbol!),
        OpCode.Lut => Micro.Tables.IndexOf(instruction.Symbol!),
        OpCode.Accumulator => Micro.Accumulators.Select(a => a.Name).ToList().IndexOf(instruction.Symbol!),
        OpCode.State or OpCode.Store => Micro.States.Select(s => s.Name).ToList().IndexOf(instruction.Symbol!),
        _ => -1,
    };
}
