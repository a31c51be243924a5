using System.Collections.Immutable;
using Neuro.Compiler.Chips;
using Neuro.Compiler.Discrete;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Lowers a discrete network to Loihi's compartments (<see cref="NeuronFamily.Loihi"/>) instead of <see cref="Quantise"/>. With k
/// weight units to the model's 1, and g the neuron's gain from input to membrane,
/// <code>
/// a = Σ round(w · k) · s         v_core = v · 64 k / g       threshold = θ · k / g       bias = 64 k (b + leak / g)
/// </code>
/// so that gains cost nothing at run time. k is as large as 8-bit weights, thresholds of 17 bits, biases of 13 bits with an
/// exponent, and 24-bit currents allow.
/// </summary>
public static class LowerLoihi
{
    /// <summary>The program of <paramref name="network"/>; findings that do not prevent it go to
    /// <paramref name="diagnostics"/>.</summary>
    /// <param name="network">Populations in an order in which delay-0 projections run forward.</param>
    /// <param name="format">Weight bits and payloads of inputs.</param>
    /// <param name="target">The target.</param>
    /// <param name="activity">What calibration saw, by population; empty without calibration.</param>
    /// <param name="diagnostics">Receives warnings.</param>
    /// <exception cref="DiagnosticException">Compartments cannot do what the network does; everything that stands against
    /// it is in it.</exception>
    public static QuantisedNetwork Run(
        DiscreteNetwork network, FixedPointFormat format, TargetProfile target,
        IReadOnlyDictionary<string, PopulationActivity> activity, List<Diagnostic> diagnostics)
    {
        ImmutableArray<Diagnostic> violations = LoihiRules.Violations(network, target);
        if (!violations.IsEmpty) throw new DiagnosticException(violations);
        IntegerProgramBuilder builder = new(network.Name, network.TimeStep);
        LoihiSynapses synapses = new(builder, network, format.WeightBits, target.Limits.MinDelay);
        List<ProjectionQuality> qualities = [];
        Dictionary<(string, string), double[]> units = [];
        foreach (DiscretePopulation population in network.Populations)
        {
            if (population.Model is InputModel)
            {
                builder.AddInput(
                    population.Name, population.Shape, format.InputMinimum, format.InputMaximum, population.Origin);
                continue;
            }
            // Those of a layer to itself come last, as they do in .net files.
            DiscreteProjection[] incoming =
                [.. network.Projections.Where(p => p.Target == population.Name).OrderBy(p => p.Source == p.Target)];
            Compartment compartment = Compartment.Of(population.Model);
            LoihiScale scale = LoihiScale.For(population, compartment, incoming, network, format, activity);
            LoihiNeurons.Add(builder, population, compartment, scale, diagnostics);
            units[(population.Name, "v")] = scale.Units(compartment);
            qualities.AddRange(incoming.Select(p => synapses.Add(p, scale.Factor)));
            if (compartment.CurrentBias)
                diagnostics.Add(DiagnosticCatalog.LoihiCurrentBias.At(population.Origin, population.Name));
        }
        if (synapses.Raised > 0)
            diagnostics.Add(DiagnosticCatalog.LoihiDelayed.At(null, synapses.Raised, target.Name, target.Limits.MinDelay));
        return new QuantisedNetwork
        {
            Program = builder.Build(network.Outputs, ImmutableSortedDictionary<string, string>.Empty),
            Projections = [.. qualities],
            StateUnits = units,
            PayloadUnits = network.Populations.ToDictionary(
                p => p.Name, p => p.Model is InputModel || Compartment.Of(p.Model).Spikes ? 1 : units[(p.Name, "v")][0]),
        };
    }
}
