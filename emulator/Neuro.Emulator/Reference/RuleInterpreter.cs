using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Reference;

/// <summary>Executes a step's rule at one synapse.</summary>
internal sealed class RuleInterpreter : MicroInterpreter
{
    private readonly Func<int, int>[] _parameters;
    private readonly string[] _arrays;
    private RuleView? _view;

    /// <summary>Resolves the rule of <paramref name="step"/>, which has <paramref name="number"/> in the program.</summary>
    public RuleInterpreter(SpikeProgram program, ReferencePlasticity plasticity, PlasticityStep step, int number)
        : this(program, plasticity, step, number, program.Rules.Single(r => r.Name == step.Rule))
    {
    }

    private RuleInterpreter(
        SpikeProgram program, ReferencePlasticity plasticity, PlasticityStep step, int number, MicroProgram micro)
        : base(micro, (1u << 30) + (uint)number, program.Seed, [.. micro.Tables.Select(t => program.Array(step.Tables[t]))])
    {
        _parameters = [.. micro.Parameters.Select(name => Reader(program, plasticity, step.Inputs[name]))];
        _arrays = [.. micro.States.Select(state => step.Arrays[state.Name])];
    }

    /// <summary>Runs the rule at synapse number <paramref name="synapse"/>; returns what it emits, 0 for nothing.</summary>
    public int Step(RuleView view, int synapse)
    {
        _view = view;
        return Run((uint)view.Tick, synapse, view.Slot.Stream);
    }

    /// <inheritdoc/>
    protected override int Parameter(int parameter, int index) => _parameters[parameter](index);

    /// <inheritdoc/>
    protected override int State(int state, int index) => _view!.Arrays[_arrays[state]][index];

    /// <inheritdoc/>
    protected override int Accumulator(int port, int index) => throw new InvalidOperationException("rules have no ports");

    /// <inheritdoc/>
    protected override void Store(int state, int index, int value) => _view!.Arrays[_arrays[state]][index] = value;

    private Func<int, int> Reader(SpikeProgram program, ReferencePlasticity plasticity, RuleInput input)
    {
        int Pre(int synapse) => plasticity.Synapses[synapse].Source;
        int Post(int synapse) => plasticity.Synapses[synapse].Target;
        switch (input.Kind)
        {
            case RuleInputKind.Constant:
                IrArray? array = program.Array(input.Value);
                return synapse => array?[synapse] ?? input.Value.Scalar;
            case RuleInputKind.PreEvent:
                return synapse => _view!.PreEvent[Pre(synapse)];
            case RuleInputKind.PreEmitted:
                return synapse => _view!.PreEmitted[Pre(synapse)];
            case RuleInputKind.PostEvent:
                return synapse => _view!.PostEvent[Post(synapse)];
            case RuleInputKind.PostDelayed:
                return synapse => _view!.PostDelayed[Post(synapse)];
            case RuleInputKind.Gathered:
                SynapseGroup group = plasticity.Definition.Steps.First(s => s.Into == input.Name).Group;
                return synapse => _view!.Gathered[input.Name!][plasticity.Group(group, synapse)];
        }
        int population = input.Kind switch
        {
            RuleInputKind.PreState => plasticity.Source,
            RuleInputKind.PostState => plasticity.Target,
            _ => program.Populations.IndexOf(program.Population(input.Population!)),
        };
        MicroProgram neuron = program.Neuron(program.Populations[population].Neuron!);
        int state = neuron.States.IndexOf(neuron.States.Single(s => s.Name == input.Name));
        int Read(int index) => _view!.Slot.States[population][state][index];
        return input.Kind switch
        {
            RuleInputKind.PreState or RuleInputKind.PreModulator => synapse => Read(Pre(synapse)),
            RuleInputKind.PostState or RuleInputKind.PostModulator => synapse => Read(Post(synapse)),
            _ => _ => Read(0),
        };
    }
}
