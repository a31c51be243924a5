using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Runtime;

/// <summary>How long events are under way.</summary>
public static class Delays
{
    /// <summary>
    /// How many ticks events of <paramref name="population"/> must be remembered: the longest delay of any synapse that leaves
    /// it, and of any that it is the target of where a rule looks at its events through the delay.
    /// </summary>
    public static int LongestFrom(SpikeProgram program, string population) =>
        program.Projections.Where(p => p.Source == population || (p.Target == population && LooksBack(p.Plasticity)))
            .Select(program.LongestDelay).DefaultIfEmpty(0).Max();

    private static bool LooksBack(Plasticity? plasticity) => plasticity is not null && plasticity.Steps.Any(step =>
        step.Trigger == StepTrigger.PostDelayed || step.Inputs.Values.Any(input => input.Kind == RuleInputKind.PostDelayed));
}
