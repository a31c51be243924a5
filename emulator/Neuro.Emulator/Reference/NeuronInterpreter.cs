using Neuro.Ir;

namespace Neuro.Emulator.Reference;

/// <summary>Executes a population's micro-program for one neuron.</summary>
internal sealed class NeuronInterpreter : MicroInterpreter
{
    private readonly Func<int, int>[] _parameters;
    private long[][] _accumulators = [];
    private int[][] _states = [];

    /// <summary>
    /// Resolves the micro-program of population number <paramref name="ordinal"/> of <paramref name="program"/>.
    /// </summary>
    public NeuronInterpreter(SpikeProgram program, int ordinal)
        : this(program, ordinal, program.Populations[ordinal], program.Neuron(program.Populations[ordinal].Neuron!))
    {
    }

    private NeuronInterpreter(SpikeProgram program, int ordinal, Population population, MicroProgram micro)
        : base(
            micro, (uint)ordinal, program.Seed, [.. micro.Tables.Select(name => Table(program, population.Parameters[name]))]) =>
        _parameters = [.. micro.Parameters.Select(name => PerNeuron(program, population.Parameters[name]))];

    /// <summary>
    /// Steps neuron number <paramref name="neuron"/>: reads the accumulators [port][neuron] and the states [state][neuron] as
    /// they are at the start of the step, stores the new states and returns the payload of the event emitted, 0 for none.
    /// </summary>
    public int Step(uint tick, int neuron, uint stream, long[][] accumulators, int[][] states)
    {
        (_accumulators, _states) = (accumulators, states);
        return Run(tick, neuron, stream);
    }

    /// <inheritdoc/>
    protected override int Parameter(int parameter, int index) => _parameters[parameter](index);

    /// <inheritdoc/>
    protected override int State(int state, int index) => _states[state][index];

    /// <summary>
    /// A port's sum as the micro-program sees it: a 64-bit one saturates; a 32-bit one fits, or the verifier was wrong.
    /// </summary>
    protected override int Accumulator(int port, int index)
    {
        long sum = _accumulators[port][index];
        return Micro.Accumulators[port].Bits == 64 ? MicroOps.Saturate(sum, 32) : checked((int)sum);
    }

    /// <inheritdoc/>
    protected override void Store(int state, int index, int value) => _states[state][index] = value;

    private static Func<int, int> PerNeuron(SpikeProgram program, IrValue value)
    {
        if (program.Array(value) is not { } array)
            return _ => value.Scalar;
        return neuron => array[neuron];
    }
}
