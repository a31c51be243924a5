using System.Collections.Immutable;
using Neuro.Compiler.Chips;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>The form a network must have for Xylo (rockpool/devices/xylo/syns61201/xylo_mapper.py, the list xylo_drc); what it
/// must fit is in <see cref="XyloResources"/>.</summary>
internal static class XyloRules
{
    private const double NearlyEqual = 1e-4;

    /// <summary>Everything in the form of <paramref name="network"/> that stands against the target.</summary>
    public static ImmutableArray<Diagnostic> Violations(
        DiscreteNetwork network, ModelGraph graph, Dialect dialect, FixedPointFormat format, TargetProfile target) =>
    [
        .. TimeSteps(graph, dialect, target),
        .. InputSpikes(format, target),
        .. network.Populations.SelectMany(p => Of(p, network).Select(
            v => DiagnosticCatalog.XyloCannot.At(p.Origin, p.Name, v.Does, target.Name, v.Hint))),
        .. network.Projections.SelectMany(p => Of(p, network, target)),
        .. ConsecutiveWeights(network, target),
    ];

    /// <summary>Whether neurons of <paramref name="population"/> can be a layer of the chip.</summary>
    public static bool IsLayer(DiscretePopulation population, DiscreteNetwork network) =>
        population.Model is LinearNeuronModel { Spike: not null } && !Of(population, network).Any();

    /// <summary>
    /// Rockpool's files carry dt in R: dt = τ / (1 + R) (rockpool/nn/modules/torch/nir.py), one for each layer.
    /// </summary>
    private static IEnumerable<Diagnostic> TimeSteps(ModelGraph graph, Dialect dialect, TargetProfile target)
    {
        if (dialect.Name != DialectRegistry.Rockpool.Name) yield break;
        (ModelNode Node, double Step)? first = null;
        foreach (ModelNode node in graph.Nodes.OrderBy(n => n.Name, StringComparer.Ordinal))
        {
            (Tensor Tau, Tensor R)? constants = node switch
            {
                LIFNode n => (n.Tau, n.R),
                CubaLIFNode n => (n.TauMem, n.R),
                _ => null,
            };
            if (constants is not var (tau, r)) continue;
            double step = tau.Values.Min() / (1 + r.Values[0]);
            if (first is not var (other, expected)) first = (node, step);
            else if (Math.Abs(step - expected) > NearlyEqual * expected)
                yield return DiagnosticCatalog.XyloTimeSteps.At(node.Place, node.Name, step, other.Name, expected, target.Name);
        }
    }

    private static IEnumerable<Diagnostic> InputSpikes(FixedPointFormat format, TargetProfile target)
    {
        int most = target.Xylo!.InputSpikes;
        if (format.InputMinimum < 0 || format.InputMaximum > most)
            yield return DiagnosticCatalog.XyloInputSpikes.At(null, format.InputMinimum, format.InputMaximum, target.Name, most);
    }

    private static IEnumerable<(string Does, string Hint)> Of(DiscretePopulation population, DiscreteNetwork network)
    {
        bool shown = network.Outputs.Contains(population.Name);
        switch (population.Model)
        {
            case IntegerModel or MaximumModel or RelayModel { Window: not null }:
                yield return ("computes with whole numbers", "use a spiking network, or another target");
                break;
            case RelayModel when shown:
                yield return ("shows sums, not spikes", "put neurons behind the last weights");
                break;
            case ThresholdModel:
                yield return ("has no membrane", "use LIF or CubaLIF neurons");
                break;
            case LinearNeuronModel { Spike: null }:
                yield return ("shows its membrane or passes it on, and does not spike", "use LIF or CubaLIF neurons");
                break;
        }
        if (population.Model is not LinearNeuronModel { Spike: { } spike } model) yield break;
        Compartment compartment = Compartment.Of(model);
        if (compartment.Gain.Any(g => g <= 0)) yield return ("has a gain that is not positive", "move the sign into the weights");
        if (compartment.Membrane.Concat(compartment.Synapse).Any(d => d is not (>= 0 and <= 1)))
            yield return ("has a decay outside 0 to 1", "use a shorter time step (--dt), or --integrator exact");
        if (compartment.Threshold!.Any(t => t <= 0)) yield return ("has a threshold that is not positive", "correct v_threshold");
        if (compartment.Initial.Any(v => v != 0)) yield return ("starts from another value than 0", "start from 0");
        if (spike.Reset != ResetMode.Subtract)
            yield return (spike.Reset == ResetMode.Zero ? "resets to zero" : "resets to a value",
                "train with reset by subtraction, and compile with --reset subtract");
        if (spike.Decision == SpikeDecision.BeforeUpdate)
            yield return ("decides spikes before the update", "--decide after, or another dialect");
    }

    private static IEnumerable<Diagnostic> Of(DiscreteProjection projection, DiscreteNetwork network, TargetProfile target)
    {
        DiscretePopulation source = network.Population(projection.Source), to = network.Population(projection.Target);
        string? place = projection.Origin ?? to.Origin;
        if (projection.Delay.Max() > 1)
            yield return DiagnosticCatalog.XyloDelay.At(place, projection.Name, projection.Delay.Max(), target.Name);
        if (to.Model is RelayModel) yield break;
        if (projection.Map is OneToOneMap { Weights: [1.0] })
            yield return DiagnosticCatalog.XyloWithoutWeights.At(place, source.Name, to.Name, target.Name);
        if (network.Outputs.Contains(source.Name) && source.Model is LinearNeuronModel)
            yield return DiagnosticCatalog.XyloOutputSends.At(source.Origin, source.Name, to.Name, target.Name);
        if (network.Outputs.Contains(to.Name) && source.Model is InputModel)
            yield return DiagnosticCatalog.XyloInputToOutput.At(place, source.Name, to.Name, target.Name);
    }

    private static IEnumerable<Diagnostic> ConsecutiveWeights(DiscreteNetwork network, TargetProfile target) =>
        from relay in network.Populations.Where(p => p.Model is RelayModel { Window: null })
        from onward in network.Projections.Where(p => p.Source == relay.Name)
        select DiagnosticCatalog.XyloConsecutiveWeights.At(relay.Origin, relay.Name, onward.Name, target.Name);
}
