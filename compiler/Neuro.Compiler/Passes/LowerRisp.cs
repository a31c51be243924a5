using System.Collections.Immutable;
using Neuro.Compiler.Chips;
using Neuro.Compiler.Discrete;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Lowers a discrete network to RISP's neurons (<see cref="NeuronFamily.Risp"/>; J. S. Plank et al., The Case for RISP, 2022):
/// they are <see cref="Quantise"/>'s integrate-and-fire neurons, once nothing in the network asks for more.
/// </summary>
internal static class LowerRisp
{
    /// <summary>The program of <paramref name="network"/>.</summary>
    /// <exception cref="DiagnosticException">RISP's neurons cannot compute it; everything that stands against it is there.
    /// </exception>
    public static QuantisedNetwork Run(
        DiscreteNetwork network, FixedPointFormat format, TargetProfile target,
        IReadOnlyDictionary<string, PopulationActivity> activity, List<Diagnostic> diagnostics)
    {
        ImmutableArray<Diagnostic> violations =
        [
            .. network.Populations.SelectMany(p => Of(p.Model).Select(
                v => DiagnosticCatalog.RispNeurons.At(p.Origin, p.Name, v.Does, target.Name, v.Hint))),
        ];
        return violations.IsEmpty
            ? Quantise.Run(network, format, activity, diagnostics)
            : throw new DiagnosticException(violations);
    }

    private static IEnumerable<(string Does, string Hint)> Of(NeuronModel model) => model switch
    {
        InputModel => [],
        LinearNeuronModel { Spike: { } spike } linear => OfNeuron(linear, spike),
        ThresholdModel => [("forgets its input at each tick", "use IF neurons")],
        RelayModel or LinearNeuronModel =>
            [("passes values on, not spikes", "put a spiking layer (IF) after it, or fold it into the next one")],
        _ => [("computes with whole numbers", "use --conversion rate, or another target")],
    };

    private static IEnumerable<(string Does, string Hint)> OfNeuron(LinearNeuronModel model, SpikeRule spike)
    {
        Compartment neuron = Compartment.Of(model);
        if (neuron.Membrane.FirstOrDefault(d => d != 1, 1) is not 1 and var decay)
            yield return ($"keeps {decay:0.###} of its potential from tick to tick", "it keeps all or none: train it as IF");
        if (model.SynapseDecay is not null)
            yield return ("has a synapse with a memory", "train it without synaptic time constants, as IF");
        if (spike.Reset == ResetMode.Subtract) yield return ("resets by subtraction", "--reset zero, after training with it");
        if (spike.Reset == ResetMode.ToValue && spike.ResetValue.Any(r => r != 0))
            yield return ("resets to another value than 0", "move v_reset to 0, and v_threshold with it");
        if (neuron.Drift.Any(d => d != 0))
            yield return ("has a bias or a leak", "train it without, or add an input that spikes always");
        if (neuron.Initial.Any(v => v != 0)) yield return ("begins with a potential", "begin at the reset value");
        if (neuron.Threshold!.Any(t => t <= 0))
            yield return ("has a threshold that is not above its reset value", "correct v_threshold or v_reset");
        if (spike.MultiSpike) yield return ("spikes several times a tick", "leave --multi-spike out, or use a shorter time step");
        if (spike.Decision == SpikeDecision.BeforeUpdate)
            yield return ("decides spikes before the update", "--decide after, or another dialect");
    }
}
