using System.Collections.Immutable;
using Neuro.Compiler.Chips;
using Neuro.Compiler.Discrete;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>What of a discrete network Loihi's compartments cannot do.</summary>
internal static class LoihiRules
{
    /// <summary>Most synapses that a map between unlike neurons may be written out to.</summary>
    public const long MostSynapses = 1L << 26;

    /// <summary>Everything that stands against lowering <paramref name="network"/>.</summary>
    public static ImmutableArray<Diagnostic> Violations(DiscreteNetwork network, TargetProfile target) =>
    [
        .. network.Populations.SelectMany(p => Of(p, network).Select(
            v => DiagnosticCatalog.LoihiCannot.At(p.Origin, p.Name, v.Does, target.Name, v.Hint))),
        .. network.Projections.SelectMany(p => Of(p, network).Select(
            v => DiagnosticCatalog.LoihiCannot.At(p.Origin, p.Target, v.Does, target.Name, v.Hint))),
    ];

    private static IEnumerable<(string Does, string Hint)> Of(DiscretePopulation population, DiscreteNetwork network)
    {
        const string Spiking = "put a spiking layer after it, or fold it into the next one";
        bool feeds = network.Projections.Any(p => p.Source == population.Name);
        switch (population.Model)
        {
            case IntegerModel or MaximumModel:
                yield return ("computes with whole numbers", "use --conversion rate, or another target");
                break;
            case RelayModel { Window: not null }:
                yield return ("reads out windows of ticks", "use --conversion rate, or another target");
                break;
            case RelayModel or LinearNeuronModel { Spike: null } when feeds:
                yield return ("passes values on, not spikes", Spiking);
                break;
        }
        if (population.Model is not LinearNeuronModel model) yield break;
        Compartment compartment = Compartment.Of(model);
        if (compartment.Gain.Any(g => g <= 0)) yield return ("has a gain that is not positive", "move the sign into the weights");
        if (compartment.Membrane.Concat(compartment.Synapse).Any(d => d is not (>= 0 and <= 1)))
            yield return ("has a decay outside 0 to 1", "use a shorter time step (--dt), or --integrator exact");
        if (model.SynapseDecay is { } synapse && synapse.Contains(1) && compartment.CurrentBias)
            yield return ("sums up a bias in a synapse without decay", "give the synapse a time constant");
        if (compartment.Threshold is { } thresholds && thresholds.Any(t => t < 0))
            yield return ("has a threshold below its reset value", "correct v_threshold or v_reset");
        if (model.Spike is not { } spike) yield break;
        if (spike.Reset == ResetMode.Subtract) yield return ("resets by subtraction", "--reset zero, after training with it");
        if (spike.MultiSpike) yield return ("spikes several times a tick", "leave --multi-spike out, or use a shorter time step");
        if (spike.Decision == SpikeDecision.BeforeUpdate)
            yield return ("decides spikes before the update", "--decide after, or another dialect");
    }

    private static IEnumerable<(string Does, string Hint)> Of(DiscreteProjection projection, DiscreteNetwork network)
    {
        long synapses = (long)network.Population(projection.Source).Size * network.Population(projection.Target).Size;
        if (projection.Map is GatherMap && synapses > MostSynapses)
            yield return ($"gathers its input by '{projection.Name}' through {synapses} synapses", "simplify the model");
    }
}
