using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Reference;

/// <summary>How a projection's weights change: SEMANTICS.md, section 11, with the names used there.</summary>
internal sealed class ReferencePlasticity
{
    private readonly SpikeProgram _program;
    private readonly Projection _projection;
    private readonly ReferenceStep[] _steps;

    /// <summary>Resolves the plasticity of <paramref name="projection"/>, whose synapses are those of
    /// <paramref name="synapses"/>.</summary>
    public ReferencePlasticity(SpikeProgram program, Projection projection, ReferenceProjection synapses)
    {
        _program = program;
        _projection = projection;
        Definition = projection.Plasticity!;
        Number = program.Projections.IndexOf(projection);
        Source = program.Populations.IndexOf(program.Population(projection.Source));
        Target = program.Populations.IndexOf(program.Population(projection.Target));
        Delay = projection.Delay.Scalar;
        Synapses =
        [
            .. Enumerable.Range(0, program.Populations[Source].Size)
                .SelectMany(i => synapses.Synapses(i).Select(s => (s.Number, Source: i, s.Target)))
                .OrderBy(s => s.Number).Select(s => (s.Source, s.Target)),
        ];
        int earlier = program.Projections.Take(Number).Sum(p => p.Plasticity?.Steps.Length ?? 0);
        _steps = [.. Definition.Steps.Select((step, i) => new ReferenceStep(program, this, step, earlier + i))];
    }

    /// <summary>The projection's number in the program.</summary>
    public int Number { get; }

    /// <summary>The projection's name.</summary>
    public string Name => _projection.Name;

    /// <summary>The plasticity.</summary>
    public Plasticity Definition { get; }

    /// <summary>Number of the source population.</summary>
    public int Source { get; }

    /// <summary>Number of the target population.</summary>
    public int Target { get; }

    /// <summary>d.</summary>
    public int Delay { get; }

    /// <summary>The two ends of each synapse, by its number.</summary>
    public (int Source, int Target)[] Synapses { get; }

    /// <summary>The weights and per-synapse arrays as the program says.</summary>
    public Dictionary<string, int[]> InitialArrays()
    {
        Dictionary<string, int[]> arrays = new() { ["weight"] = _program.Values(_projection.Weight, Synapses.Length) };
        foreach (SynapseArray array in Definition.Arrays)
            arrays[array.Name] = _program.Values(array.Initial, Synapses.Length);
        foreach (string counts in PulseCounts.Of(Definition))
            arrays[counts] = new int[Synapses.Length];
        return arrays;
    }

    /// <summary>Runs the steps that are due after the phases of a tick.</summary>
    public void Run(ReferenceSlot slot, int tick) => Run(new RuleView(this, slot, tick, sampleEnds: false));

    /// <summary>Runs the steps, all of which are updates, at the synapses that one event reaches.</summary>
    public void Run(ReferenceSlot slot, int tick, Event e, IReadOnlyList<int> synapses)
    {
        RuleView view = new(this, slot, tick, e);
        foreach (ReferenceStep step in _steps)
            step.Update(view, synapses);
    }

    /// <summary>Runs the steps of the end of a sample that had <paramref name="ticks"/> ticks, and returns per-sample arrays to
    /// their initial elements.</summary>
    public void EndSample(ReferenceSlot slot, int ticks)
    {
        Run(new RuleView(this, slot, ticks, sampleEnds: true));
        foreach (SynapseArray array in Definition.Arrays.Where(a => a.PerSample))
            slot.Synapses[Name][array.Name] = _program.Values(array.Initial, Synapses.Length);
    }

    /// <summary>The group of synapse number <paramref name="synapse"/>.</summary>
    public int Group(SynapseGroup group, int synapse) => group switch
    {
        SynapseGroup.Pre => Synapses[synapse].Source,
        SynapseGroup.Post => Synapses[synapse].Target,
        _ => 0,
    };

    /// <summary>How many groups there are.</summary>
    public int Groups(SynapseGroup group) => group switch
    {
        SynapseGroup.Pre => _program.Populations[Source].Size,
        SynapseGroup.Post => _program.Populations[Target].Size,
        _ => 1,
    };

    private void Run(RuleView view)
    {
        foreach (PlasticityStep step in Definition.Steps.Where(s => s.Kind == StepKind.Gather))
            view.Gathered[step.Into!] = new int[Groups(step.Group)];
        foreach (ReferenceStep step in _steps)
        {
            if (step.IsDue(view))
                step.Run(view);
        }
    }
}
