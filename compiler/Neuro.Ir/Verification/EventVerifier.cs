using System.Collections.Immutable;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>What a program that processes events one by one has, and what it lacks: SEMANTICS.md, section 14.</summary>
internal sealed class EventVerifier(
    SpikeProgram program, Dictionary<string, IrArray> arrays, ArrayExtents extents, Findings findings)
{
    /// <summary>The deepest queue.</summary>
    public const int MaximumQueue = 1 << 20;

    private const string StepHint =
        "an event runs 'update' steps on 'pre', without a commit; they read states, modulators, constants and 'pre event'";

    /// <summary>Checks the queue, and, where events fire, everything that knows of no ticks.</summary>
    public void Verify()
    {
        if (!Enum.IsDefined(program.Firing)) Number("the firing", (int)program.Firing, "by tick or by event");
        if (program.Firing != Firing.Event)
        {
            if (program.EventQueue != 0) Number("the event queue", program.EventQueue, "0 where neurons fire by the tick");
            return;
        }
        if (program.EventQueue is < 1 or > MaximumQueue)
            Number("the event queue", program.EventQueue, $"1 to {MaximumQueue}");
        foreach (Population p in program.Populations.Where(p => !p.IsInput && p.Phase != 1))
            Fault(p.Origin ?? $"population {p.Name}", $"population '{p.Name}' is of phase {p.Phase}",
                "all neurons are of phase 1: a tick has no phases");
        foreach (Projection p in program.Projections) Check(p);
        foreach (Reduction r in program.Reductions)
            Fault(r.Origin ?? $"reduction {r.Name}", $"reduction '{r.Name}' is over a tick", "only events reach ports");
        foreach (MicroProgram micro in program.Neurons.Concat(program.Rules))
        {
            if (!micro.Body.IsDefault && micro.Body.Any(i => i?.DrawsRandom == true))
                Fault($"neuron {micro.Name}", $"'{micro.Name}' draws random numbers",
                    "leave out 'rand' and stochastic rounding: draws are numbered by the tick");
        }
    }

    private void Check(Projection p)
    {
        string place = p.Origin ?? $"projection {p.Name}";
        Interval delays = p.Delay.Array is not { } name ? Interval.Of(p.Delay.Scalar)
            : arrays.TryGetValue(name, out IrArray? array) ? extents.Of(array) : Interval.Of(0);
        if (delays != Interval.Of(0))
            Fault(place, $"projection '{p.Name}' has a delay of {delays}", "all delays are 0: the queue alone makes events wait");
        if (p.Read is not null || p.Crossbar is not null)
            Fault(place, $"projection '{p.Name}' is read from a crossbar", "give it digital weights");
        if (p.Plasticity is not { } plasticity) return;
        if (plasticity.Commit is not null) Fault(place, $"projection '{p.Name}' commits pulses", StepHint);
        ImmutableArray<PlasticityStep> steps = plasticity.Steps;
        for (int number = 0; number < steps.Length; number++)
        {
            PlasticityStep step = steps[number];
            if (step.Kind != StepKind.Update || step.Trigger != StepTrigger.Pre)
                Fault(place, $"step {number} of projection '{p.Name}' is not an update on 'pre'", StepHint);
            foreach ((string parameter, RuleInput input) in step.Inputs)
            {
                if (input.Kind is RuleInputKind.PreEmitted or RuleInputKind.PostEvent or RuleInputKind.PostDelayed
                    or RuleInputKind.Gathered)
                    Fault(place, $"parameter '{parameter}' of step {number} of projection '{p.Name}' reads a tick", StepHint);
            }
        }
    }

    private void Number(string what, int number, string range) =>
        findings.Add(DiagnosticCatalog.IrNumberRange, null, what, "program", program.Name, number, range);

    private void Fault(string place, string what, string hint) => findings.Add(DiagnosticCatalog.IrEvent, place, what, hint);
}
