using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Reference;

/// <summary>A step of a plasticity.</summary>
internal sealed class ReferenceStep
{
    private readonly ReferencePlasticity _plasticity;
    private readonly PlasticityStep _step;
    private readonly RuleInterpreter _rule;
    private readonly ReferenceCommit? _commit;

    /// <summary>Resolves <paramref name="step"/>, which has <paramref name="number"/> in the program.</summary>
    public ReferenceStep(SpikeProgram program, ReferencePlasticity plasticity, PlasticityStep step, int number)
    {
        _plasticity = plasticity;
        _step = step;
        _rule = new(program, plasticity, step, number);
        _commit = plasticity.Definition.Commit is null ? null : new(program, plasticity, number);
    }

    /// <summary>Whether it runs at that time.</summary>
    public bool IsDue(RuleView view) => _step.Trigger switch
    {
        StepTrigger.SampleEnd => view.SampleEnds,
        StepTrigger.Every => !view.SampleEnds && (view.Tick + 1) % _step.Period == 0,
        _ => !view.SampleEnds,
    };

    /// <summary>Runs the rule at each triggered synapse.</summary>
    public void Run(RuleView view)
    {
        int[] triggered = [.. Enumerable.Range(0, _plasticity.Synapses.Length).Where(synapse => IsTriggered(view, synapse))];
        if (_step.Kind == StepKind.Update)
            Update(view, triggered);
        else if (_step.Kind == StepKind.Gather)
            Gather(view, triggered);
        else
            Rank(view, triggered);
    }

    /// <summary>Runs an update's rule at each of some synapses.</summary>
    public void Update(RuleView view, IEnumerable<int> triggered)
    {
        foreach (int synapse in triggered)
            Update(view, synapse);
    }

    private bool IsTriggered(RuleView view, int synapse)
    {
        (int source, int target) = _plasticity.Synapses[synapse];
        return _step.Trigger switch
        {
            StepTrigger.Pre => view.PreEvent[source] != 0,
            StepTrigger.PreEmitted => view.PreEmitted[source] != 0,
            StepTrigger.Post => view.PostEvent[target] != 0,
            StepTrigger.PostDelayed => view.PostDelayed[target] != 0,
            _ => true,
        };
    }

    private void Update(RuleView view, int synapse)
    {
        int change = _rule.Step(view, synapse);
        view.Slot.Learning += new Runtime.LearningCounters(1);
        if (change != 0)
            _commit?.Apply(view, synapse, change);
    }

    private void Gather(RuleView view, int[] triggered)
    {
        int[] vector = view.Gathered[_step.Into!];
        Array.Fill(vector, _step.Gather == GatherOperation.ArgMax ? -1 : 0);
        foreach (IGrouping<int, (int Synapse, int Value)> group in Values(view, triggered))
        {
            vector[group.Key] = _step.Gather switch
            {
                GatherOperation.Sum => MicroOps.Saturate(group.Sum(v => (long)v.Value), 32),
                GatherOperation.Max => group.Max(v => v.Value),
                GatherOperation.Min => group.Min(v => v.Value),
                _ => group.OrderByDescending(v => v.Value).ThenBy(v => v.Synapse).First().Synapse,
            };
        }
    }

    private void Rank(RuleView view, int[] triggered)
    {
        int[] marks = view.Arrays[_step.Into!];
        foreach (IGrouping<int, (int Synapse, int Value)> group in Values(view, triggered).ToArray())
        {
            int place = 0;
            foreach ((int synapse, _) in group.OrderByDescending(v => v.Value).ThenBy(v => v.Synapse))
                marks[synapse] = place++ < _step.Count ? 1 : 0;
        }
    }

    /// <summary>The emitted value of each triggered synapse, by group.</summary>
    private IEnumerable<IGrouping<int, (int Synapse, int Value)>> Values(RuleView view, int[] triggered) =>
        triggered.Select(synapse => (Synapse: synapse, Value: _rule.Step(view, synapse)))
            .GroupBy(v => _plasticity.Group(_step.Group, v.Synapse));
}
