using System.Collections.Immutable;
using Neuro.Compiler.Chips;
using Neuro.Compiler.Discrete;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>What of a discrete network the neurons of ODIN's family cannot do.</summary>
internal static class OdinRules
{
    /// <summary>Everything that stands against lowering <paramref name="network"/>, but for room.</summary>
    public static ImmutableArray<Diagnostic> Violations(DiscreteNetwork network, TargetProfile target) =>
    [
        .. network.Populations.SelectMany(p => Of(p).Select(
            v => DiagnosticCatalog.OdinCannot.At(p.Origin, $"population '{p.Name}'", v.Does, target.Name, v.Hint))),
        .. network.Projections.Where(p => p.Delay.Max() > Longest(p, network)).Select(p => DiagnosticCatalog.OdinCannot.At(
            p.Origin, $"projection '{p.Name}'", $"has a delay of {p.Delay.Max()} ticks", target.Name,
            "spikes arrive at once: train without delays, or use a dialect without lags (norse)")),
    ];

    // A loop through the last tick becomes one through the event queue.
    private static int Longest(DiscreteProjection projection, DiscreteNetwork network) =>
        network.Population(projection.Source).Model is InputModel ? 0 : 1;

    private static IEnumerable<(string Does, string Hint)> Of(DiscretePopulation population)
    {
        switch (population.Model)
        {
            case InputModel: yield break;
            case IntegerModel or MaximumModel:
                yield return ("computes with whole numbers", "use --conversion rate, or another target");
                yield break;
            case ThresholdModel:
                yield return ("forgets its input at each tick", "use IF or LIF neurons");
                yield break;
            case not LinearNeuronModel { Spike: not null }:
                yield return ("passes values on, not spikes", "put a spiking layer after it, or fold it into the next one");
                yield break;
        }
        LinearNeuronModel model = (LinearNeuronModel)population.Model;
        Compartment compartment = Compartment.Of(model);
        if (model.SynapseDecay is not null) yield return ("has synapses with a time constant", "use IF or LIF neurons");
        if (compartment.Gain.Any(g => g <= 0)) yield return ("has a gain that is not positive", "move the sign into the weights");
        if (compartment.Membrane.Any(d => d is not (>= 0 and <= 1)))
            yield return ("has a decay outside 0 to 1", "use a shorter time step (--dt), or --integrator exact");
        if (compartment.Threshold!.Any(t => t <= 0))
            yield return ("has a threshold that is not above its reset value", "correct v_threshold or v_reset");
        SpikeRule spike = model.Spike!;
        if (spike.Reset == ResetMode.Subtract) yield return ("resets by subtraction", "--reset zero, after training with it");
        if (spike.MultiSpike) yield return ("counts several spikes of a tick", "leave --multi-spike out");
        if (spike.Decision == SpikeDecision.BeforeUpdate)
            yield return ("decides spikes before the update", "--decide after, or another dialect");
    }
}
