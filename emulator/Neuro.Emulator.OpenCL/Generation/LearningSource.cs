using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Learning;
using RuleAxis = Neuro.Emulator.Cpu.Learning.RuleAxis;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>The steps of all plasticities as OpenCL C: SEMANTICS.md, section 11.</summary>
internal sealed class LearningSource
{
    private readonly SpikeProgram _program;
    private readonly ProgramAnalysis _analysis;
    private readonly ConstantPool _constants;
    private readonly SlotLayout _slot;
    private readonly ExecutionStyle _style;
    private readonly ImmutableArray<PopulationLayout> _populations;

    // Payloads by neuron, for what does not go from event to event; and vectors that steps gather, by projection and name.
    private readonly Dictionary<(PopulationLayout Population, int Delay), long> _payloads = [];
    private readonly Dictionary<(PlasticLayout Plastic, string Name), (SynapseGroup Group, long Place)> _vectors = [];
    private readonly Dictionary<PlasticLayout, long> _ranked = [];
    private readonly List<string> _functions = [];

    /// <summary>Takes the places of what <paramref name="program"/>'s plastic projections keep.</summary>
    public LearningSource(
        SpikeProgram program, ProgramAnalysis analysis, ConstantPool constants, SlotLayout slot, ExecutionStyle style,
        ImmutableArray<PopulationLayout> populations)
    {
        (_program, _analysis, _constants, _slot, _style) = (program, analysis, constants, slot, style);
        _populations = populations;
        Plastic = [.. program.Projections.Where(p => p.Plasticity is not null).Select(
            p => new PlasticLayout(program, p, Find(p.Source), Find(p.Target), constants, slot))];
        GenerateSteps();
    }

    /// <summary>The plastic projections, in the program's order.</summary>
    public ImmutableArray<PlasticLayout> Plastic { get; }

    /// <summary>What follows the phases of a tick; work-items that share a slot meet between the steps.</summary>
    public List<string> Tick { get; } = [];

    /// <summary>What ends a sample.</summary>
    public List<string> SampleEnd { get; } = [];

    /// <summary>The functions that the steps need.</summary>
    public IEnumerable<string> Functions => _functions;

    private void GenerateSteps()
    {
        int number = 0;
        foreach (PlasticLayout plastic in Plastic)
        {
            CommitSource? commit = Commit(plastic);
            foreach ((PlasticityStep step, int i) in plastic.Definition.Plasticity!.Steps.Select((s, i) => (s, i)))
            {
                if (step.Kind == StepKind.Gather)
                    _vectors[(plastic, step.Into!)] = (step.Group, _slot.AddInts(Groups(plastic, step.Group)));
                Add(plastic, step, Texts(plastic, step, number++, _analysis.RuleValues(plastic.Definition)[i], commit));
            }
        }
        if (SampleEnd.Count > 0)
        {
            string cleared = string.Concat(_vectors.Select(v => Clear(v.Key.Plastic, v.Value)));
            SampleEnd.Insert(0, cleared);
            SampleEnd.Add(cleared);
        }
        if (_payloads.Count == 0)
            return;
        _functions.Add(Resource.Text("payloads"));
        Tick.Insert(0, string.Concat(_payloads.Select(p => Place(p.Key.Population, p.Key.Delay, p.Value, clear: 0))));
        Tick.Add(string.Concat(_payloads.Select(p => Place(p.Key.Population, p.Key.Delay, p.Value, clear: 1))));
    }

    private CommitSource? Commit(PlasticLayout plastic)
    {
        if (plastic.Definition.Plasticity!.Commit is not { } definition)
            return null;
        CommitSource commit = new(_program, plastic, definition, _constants);
        if (!_functions.Contains(Resource.Text("pulse")))
            _functions.Add(Resource.Text("pulse"));
        _functions.Add(commit.Function());
        return commit;
    }

    private void Add(PlasticLayout plastic, PlasticityStep step, string[] texts)
    {
        switch (step.Trigger)
        {
            case StepTrigger.SampleEnd:
                SampleEnd.AddRange(texts);
                break;
            case StepTrigger.Every:
                string otherwise = step.Kind == StepKind.Gather
                    ? $"else {{\n{Clear(plastic, _vectors[(plastic, step.Into!)])}}}\n"
                    : "";
                Tick.AddRange(texts.Select(text => $"if ((tick + 1) % {step.Period} == 0) {{\n{text}}}\n{otherwise}"));
                break;
            default:
                Tick.AddRange(texts);
                break;
        }
    }

    private string[] Texts(
        PlasticLayout plastic, PlasticityStep step, int number, ImmutableArray<Interval> values, CommitSource? commit)
    {
        MicroProgram micro = _program.Rules.First(r => r.Name == step.Rule);
        RuleSource rule = new(
            _program, step, number, plastic, [.. micro.Parameters.Select(p => Operand(plastic, step, step.Inputs[p]))], values,
            _constants);
        if (step.Kind == StepKind.Update)
            return [new UpdateSource(plastic, step, rule, _style).Text(commit, number)];
        GroupSource groups = new(plastic, step, rule, Trigger(plastic, step.Trigger));
        if (step.Kind == StepKind.Gather)
        {
            long vector = _vectors[(plastic, step.Into!)].Place;
            if (step.Group != SynapseGroup.All || _style.Lanes == 1)
                return [groups.Gather(vector)];
            return groups.GatherAll(vector, _slot.AddLongs(plastic.Source.Size), _slot.AddInts(plastic.Source.Size));
        }
        if (step.Count > 1 && !_ranked.ContainsKey(plastic))
            _ranked[plastic] = _slot.AddInts(plastic.Count);
        return [groups.Rank(_ranked.GetValueOrDefault(plastic))];
    }

    private RuleOperandSource Operand(PlasticLayout plastic, PlasticityStep step, RuleInput input)
    {
        switch (input.Kind)
        {
            case RuleInputKind.Constant:
                return _program.Array(input.Value) is { } array
                    ? new(null, RuleAxis.Synapse, $"{_constants.Add(array).Pointer}[k]")
                    : new(input.Value.Scalar, RuleAxis.One, "");
            case RuleInputKind.PreState:
                return State(plastic.Source, input.Name!, RuleAxis.Pre);
            case RuleInputKind.PostState:
                return State(plastic.Target, input.Name!, RuleAxis.Post);
            case RuleInputKind.PreEvent:
                return Event(StepTrigger.Pre);
            case RuleInputKind.PreEmitted:
                return Event(StepTrigger.PreEmitted);
            case RuleInputKind.PostEvent:
                return Event(StepTrigger.Post);
            case RuleInputKind.PostDelayed:
                return Event(StepTrigger.PostDelayed);
            case RuleInputKind.Gathered:
                (SynapseGroup group, long place) = _vectors[(plastic, input.Name!)];
                RuleAxis axis = group switch
                {
                    SynapseGroup.Pre => RuleAxis.Pre,
                    SynapseGroup.Post => RuleAxis.Post,
                    _ => RuleAxis.One,
                };
                return new(null, axis, $"(s + {C.Long(place)})[{Index(axis)}]");
            default:
                return State(Find(input.Population!), input.Name!, input.Kind switch
                {
                    RuleInputKind.PreModulator => RuleAxis.Pre,
                    RuleInputKind.PostModulator => RuleAxis.Post,
                    _ => RuleAxis.One,
                });
        }

        // An update goes from event to event, whose own payload is at hand.
        RuleOperandSource Event(StepTrigger kind)
        {
            RuleAxis axis = kind is StepTrigger.Pre or StepTrigger.PreEmitted ? RuleAxis.Pre : RuleAxis.Post;
            return step.Kind == StepKind.Update && step.Trigger == kind
                ? new(null, axis, "payload")
                : new(null, axis, Payload(plastic, kind));
        }
    }

    private static RuleOperandSource State(PopulationLayout population, string state, RuleAxis axis) => new(
        null, axis, $"(s + {C.Long(population.States[population.Kernel!.StateArray(state)])})[{Index(axis)}]");

    private static string Index(RuleAxis axis) => axis switch
    {
        RuleAxis.Pre => "i",
        RuleAxis.Post => "j",
        _ => "0",
    };

    // What a synapse needs to be triggered, where not all are.
    private (RuleAxis Axis, string Condition)? Trigger(PlasticLayout plastic, StepTrigger trigger) => trigger switch
    {
        StepTrigger.Pre or StepTrigger.PreEmitted => (RuleAxis.Pre, $"{Payload(plastic, trigger)} != 0"),
        StepTrigger.Post or StepTrigger.PostDelayed => (RuleAxis.Post, $"{Payload(plastic, trigger)} != 0"),
        _ => null,
    };

    private string Payload(PlasticLayout plastic, StepTrigger kind)
    {
        (PopulationLayout population, int delay, string neuron) = UpdateSource.Events(plastic, kind);
        if (!_payloads.TryGetValue((population, delay), out long place))
            place = _payloads[(population, delay)] = _slot.AddInts(population.Size);
        return $"(s + {C.Long(place)})[{neuron}]";
    }

    private static string Place(PopulationLayout population, int delay, long place, int clear) =>
        $"place_payloads({DeliverySource.Events(population, delay)}, {(population.UnitPayloads ? 1 : 0)}, {clear}, "
        + $"{population.Segments}, {population.Chunk}, s + {C.Long(place)}, lane, lanes);\n";

    private static string Clear(PlasticLayout plastic, (SynapseGroup Group, long Place) vector) =>
        $"for (int g = lane; g < {Groups(plastic, vector.Group)}; g += lanes) (s + {C.Long(vector.Place)})[g] = 0;\n";

    private static int Groups(PlasticLayout plastic, SynapseGroup group) => group switch
    {
        SynapseGroup.Pre => plastic.Source.Size,
        SynapseGroup.Post => plastic.Target.Size,
        _ => 1,
    };

    private PopulationLayout Find(string name) => _populations.First(p => p.Definition.Name == name);
}
