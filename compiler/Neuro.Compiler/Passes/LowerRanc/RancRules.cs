using System.Collections.Immutable;
using Neuro.Compiler.Chips;
using Neuro.Compiler.Discrete;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>What of a discrete network RANC's neurons cannot do.</summary>
internal static class RancRules
{
    /// <summary>Everything that stands against lowering <paramref name="network"/>.</summary>
    public static ImmutableArray<Diagnostic> Violations(DiscreteNetwork network, TargetProfile target) =>
    [
        .. network.Populations.SelectMany(p => Of(p.Model).Select(
            v => DiagnosticCatalog.RancCannot.At(p.Origin, p.Name, v.Does, target.Name, v.Hint))),
        .. network.Projections.Where(p => Synapses(p, network) > LoihiRules.MostSynapses).Select(
            p => DiagnosticCatalog.RancCannot.At(
                p.Origin, p.Target, $"has a map of {Synapses(p, network)} pairs", target.Name, "divide the layer")),
    ];

    private static long Synapses(DiscreteProjection projection, DiscreteNetwork network) =>
        (long)network.Population(projection.Source).Size * network.Population(projection.Target).Size;

    private static IEnumerable<(string Does, string Hint)> Of(NeuronModel model)
    {
        switch (model)
        {
            case IntegerModel or MaximumModel:
                yield return ("computes with whole numbers", "use --conversion rate, or another target");
                break;
            case RelayModel or LinearNeuronModel { Spike: null }:
                yield return ("passes values on, not spikes", "put a spiking layer (IF) after it, or fold it into the next one");
                break;
            case LinearNeuronModel { Spike: { } spike } linear:
                foreach ((string, string) finding in OfNeuron(linear, spike)) yield return finding;
                break;
        }
    }

    private static IEnumerable<(string Does, string Hint)> OfNeuron(LinearNeuronModel model, SpikeRule spike)
    {
        Compartment neuron = Compartment.Of(model);
        if (neuron.Membrane.FirstOrDefault(d => d != 1, 1) is not 1 and var decay)
            yield return ($"keeps {decay:0.###} of its potential from tick to tick", "a leak is a constant here: train it as IF");
        if (model.SynapseDecay is { } synapse && synapse.Any(d => d != 0))
            yield return ("has a synapse with a memory", "train it without synaptic time constants, as IF");
        if (neuron.Gain.Any(g => g <= 0)) yield return ("has a gain that is not positive", "move the sign into the weights");
        if (neuron.Threshold!.Any(t => t <= 0))
            yield return ("has a threshold that is not above its reset value", "correct v_threshold or v_reset");
        if (spike.MultiSpike) yield return ("spikes several times a tick", "leave --multi-spike out, or use a shorter time step");
        if (spike.Decision == SpikeDecision.BeforeUpdate)
            yield return ("decides spikes before the update", "--decide after, or another dialect");
    }
}
