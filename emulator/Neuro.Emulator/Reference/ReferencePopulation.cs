using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.Reference;

/// <summary>A population with its names resolved.</summary>
internal sealed class ReferencePopulation
{
    private readonly SpikeProgram _program;

    /// <summary>Resolves population number <paramref name="ordinal"/> of <paramref name="program"/>.</summary>
    public ReferencePopulation(SpikeProgram program, int ordinal)
    {
        _program = program;
        Ordinal = ordinal;
        Definition = program.Populations[ordinal];
        LongestDelay = Delays.LongestFrom(program, Definition.Name);
        IEnumerable<Projection> incoming = program.Projections.Where(p => p.Target == Definition.Name);
        Incoming = [.. incoming.Select(p => new ReferenceProjection(program, p))];
        Reductions = [.. program.Reductions.Where(r => r.Target == Definition.Name)
            .Select(r => new ReferenceReduction(program, r))];
        if (Definition.Neuron is { } neuron)
        {
            Micro = program.Neuron(neuron);
            Interpreter = new NeuronInterpreter(program, ordinal);
        }
    }

    /// <summary>Its number in the program.</summary>
    public int Ordinal { get; }

    /// <summary>The population.</summary>
    public Population Definition { get; }

    /// <summary>Its micro-program; null for an input.</summary>
    public MicroProgram? Micro { get; }

    /// <summary>What executes the micro-program; null for an input.</summary>
    public NeuronInterpreter? Interpreter { get; }

    /// <summary>The projections that end here.</summary>
    public ReferenceProjection[] Incoming { get; }

    /// <summary>The reductions that end here.</summary>
    public ReferenceReduction[] Reductions { get; }

    /// <summary>How many ticks its events stay under way at most.</summary>
    public int LongestDelay { get; }

    /// <summary>The values of its states before the first tick, [state][neuron].</summary>
    public int[][] InitialStates() => Micro is null ? [] : [.. Micro.States.Select(InitialState)];

    private int[] InitialState(StateDeclaration state)
    {
        IrValue initial = Definition.Initial.GetValueOrDefault(state.Name, 0);
        return _program.Values(initial, Definition.Size);
    }
}
