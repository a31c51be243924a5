using Neuro.Ir;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.Reference;

/// <summary>Executes a population's micro-program for one neuron, instruction by instruction.</summary>
internal sealed class NeuronInterpreter
{
    private readonly MicroProgram _micro;
    private readonly uint _ordinal;
    private readonly ulong _seed;
    private readonly int[] _values;
    private readonly Func<int, int>[] _parameters;
    private readonly IrArray[] _tables;
    private readonly int[] _symbols;

    /// <summary>
    /// Resolves the micro-program of population number <paramref name="ordinal"/> of <paramref name="program"/>.
    /// </summary>
    public NeuronInterpreter(SpikeProgram program, int ordinal)
    {
        Population population = program.Populations[ordinal];
        _micro = program.Neuron(population.Neuron!);
        _ordinal = (uint)ordinal;
        _seed = program.Seed;
        _values = new int[_micro.Body.Length];
        _parameters = [.. _micro.Parameters.Select(name => PerNeuron(program, population.Parameters[name]))];
        _tables = [.. _micro.Tables.Select(name => Table(program, population.Parameters[name]))];
        _symbols = [.. _micro.Body.Select(Symbol)];
    }

    /// <summary>
    /// Steps neuron number <paramref name="neuron"/>: reads the accumulators [port][neuron] and the states [state][neuron] as
    /// they are at the start of the step, stores the new states and returns the payload of the event emitted, 0 for none.
    /// </summary>
    public int Step(uint tick, int neuron, uint stream, long[][] accumulators, int[][] states)
    {
        ulong key = (uint)_seed | (ulong)((uint)(_seed >> 32) + stream) << 32;
        uint draws = 0;
        int emitted = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            Instruction instruction = _micro.Body[i];
            // Draw k of the body: counter (tick, population, neuron, k), key (seed, high word + stream).
            uint word = instruction.DrawsRandom ? Philox4x32.Block(tick, _ordinal, (uint)neuron, draws++, key).X0 : 0;
            (int a, int b, int c) = (Operand(instruction, 0), Operand(instruction, 1), Operand(instruction, 2));
            _values[i] = instruction.Op switch
            {
                OpCode.Const => instruction.Immediate,
                OpCode.Param => _parameters[_symbols[i]](neuron),
                OpCode.State => states[_symbols[i]][neuron],
                OpCode.Accumulator => Read(_symbols[i], accumulators[_symbols[i]][neuron]),
                OpCode.Lut => MicroOps.Lookup(_tables[_symbols[i]], a),
                OpCode.Store => a,
                OpCode.Emit => emitted = a,
                _ => MicroOps.Evaluate(instruction.Op, a, b, c, instruction.Immediate, instruction.Rounding, word),
            };
        }
        for (int i = 0; i < _values.Length; i++)
        {
            if (_micro.Body[i].Op == OpCode.Store)
                states[_symbols[i]][neuron] = _values[i];
        }
        return emitted;
    }

    /// <summary>
    /// A port's sum as the micro-program sees it: a 64-bit one saturates; a 32-bit one fits, or the verifier was wrong.
    /// </summary>
    private int Read(int port, long sum) => _micro.Accumulators[port].Bits == 64 ? MicroOps.Saturate(sum, 32) : checked((int)sum);

    private int Operand(Instruction instruction, int number) =>
        number < instruction.Operands.Length ? _values[instruction.Operands[number]] : 0;

    private int Symbol(Instruction instruction) => instruction.Op switch
    {
        OpCode.Param => _micro.Parameters.IndexOf(instruction.Symbol!),
        OpCode.Lut => _micro.Tables.IndexOf(instruction.Symbol!),
        OpCode.Accumulator => _micro.Accumulators.Select(a => a.Name).ToList().IndexOf(instruction.Symbol!),
        OpCode.State or OpCode.Store => _micro.States.Select(s => s.Name).ToList().IndexOf(instruction.Symbol!),
        _ => -1,
    };

    private static Func<int, int> PerNeuron(SpikeProgram program, IrValue value)
    {
        if (program.Array(value) is not { } array)
            return _ => value.Scalar;
        return neuron => array[neuron];
    }

    private static IrArray Table(SpikeProgram program, IrValue value) =>
        program.Array(value) ?? IrArray.Create("", [1], 32, signed: true, [value.Scalar]);
}
