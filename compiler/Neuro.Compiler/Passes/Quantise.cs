using System.Collections.Immutable;
using Neuro.Compiler.Discrete;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Lowers a discrete network to integers. Accumulators count in weight codes; what a code is worth (a step per output channel,
/// the neuron's gains) goes into the neuron's thresholds, biases and reset values, so that it costs nothing at run time.
/// </summary>
public static class Quantise
{
    /// <summary>The program of <paramref name="network"/>; findings that do not prevent it go to
    /// <paramref name="diagnostics"/>.</summary>
    /// <param name="network">Populations in an order in which delay-0 projections run forward.</param>
    /// <param name="format">The numbers to quantise to.</param>
    /// <param name="activity">What calibration saw, by population; empty without calibration.</param>
    /// <param name="diagnostics">Receives warnings.</param>
    /// <exception cref="DiagnosticException">The network cannot be expressed in that format.</exception>
    public static QuantisedNetwork Run(
        DiscreteNetwork network, FixedPointFormat format, IReadOnlyDictionary<string, PopulationActivity> activity,
        List<Diagnostic> diagnostics)
    {
        PopulationPlan[] plans = Plans(network);
        UnitPlanner units = new(format);
        StatePlanner states = new(format, activity);
        foreach (PopulationPlan plan in plans)
        {
            units.Plan(plan);
            states.Plan(plan);
        }
        foreach (PopulationPlan plan in plans) units.Scale(plan);
        foreach (PopulationPlan plan in plans.Where(p => !activity.ContainsKey(p.Source.Name))) WarnOfEstimate(plan, diagnostics);
        return Assemble(network, format, plans, diagnostics);
    }

    /// <summary>
    /// Without calibration the range of a value is that of the strongest input, kept up for a while: values that go on to other
    /// neurons lose low bits for it, and sums that do not decay may leave it.
    /// </summary>
    private static void WarnOfEstimate(PopulationPlan plan, List<Diagnostic> diagnostics)
    {
        if (plan.Model is LinearNeuronModel { Spike: null } linear
            && ((plan.Outgoing.Count > 0 && plan.OutputShift > 0) || linear.MembraneDecay.Contains(1)))
        {
            diagnostics.Add(DiagnosticCatalog.RangeEstimated.At(
                plan.Source.Origin, plan.Source.Name, plan.PayloadMaximum * plan.OutputUnit, plan.OutputUnit));
        }
    }

    private static PopulationPlan[] Plans(DiscreteNetwork network)
    {
        ILookup<string, DiscreteProjection> into = network.Projections.ToLookup(p => p.Target);
        PopulationPlan[] plans = [.. network.Populations.Select(p => new PopulationPlan(p, into[p.Name]))];
        Dictionary<string, PopulationPlan> byName = plans.ToDictionary(p => p.Source.Name);
        foreach (DiscreteProjection projection in network.Projections)
        {
            PopulationPlan target = byName[projection.Target];
            PopulationPlan source = byName[projection.Source];
            ProjectionPlan plan = new(projection, source, target.Channels);
            source.Outgoing.Add(plan);
            target.Incoming.Add(plan);
        }
        // Spikes are worth 1 wherever they come from, loops included; what graded values are worth follows from their inputs.
        foreach (PopulationPlan plan in plans.Where(p => !p.Graded)) (plan.OutputUnit, plan.PayloadMaximum) = (1, 1);
        return plans;
    }

    private static QuantisedNetwork Assemble(
        DiscreteNetwork network, FixedPointFormat format, PopulationPlan[] plans, List<Diagnostic> diagnostics)
    {
        NeuronLowering neurons = new(format, diagnostics);
        ProjectionLowering projections = new(format);
        Dictionary<string, int> phases = Phases(network);
        Dictionary<string, Projection> lowered = [];
        List<Population> populations = [];
        foreach (PopulationPlan plan in plans)
        {
            foreach (ProjectionPlan projection in plan.Incoming)
                lowered.Add(projection.Source.Name, projections.Lower(projection, plan));
            // The verifier proves the same sums; where 32 bits cannot hold them the accumulator is widened.
            bool wide = plan.CodesUp.Any(b => b > int.MaxValue) || plan.CodesDown.Any(b => b < int.MinValue);
            int accumulatorBits = wide ? 64 : 32;
            Reachability.Check(plan, diagnostics);
            populations.Add(neurons.Lower(plan, accumulatorBits, phases[plan.Source.Name]));
        }
        SpikeProgram program = new()
        {
            Name = network.Name,
            TimeStep = network.TimeStep,
            Arrays = [.. neurons.Arrays, .. projections.Arrays],
            Neurons = [.. neurons.Programs],
            Populations = [.. populations],
            Projections = [.. network.Projections.Select(p => lowered[p.Name])],
            Outputs = network.Outputs,
        };
        Dictionary<string, ProjectionQuality> qualities = projections.Qualities.ToDictionary(q => q.Projection);
        return new QuantisedNetwork
        {
            Program = program,
            Projections = [.. network.Projections.Select(p => qualities[p.Name])],
            StateUnits = StateUnits(plans),
            PayloadUnits = plans.ToImmutableDictionary(p => p.Source.Name, p => p.OutputUnit),
        };
    }

    /// <summary>The longest chain of delay-0 projections that leads to each population; inputs are
    /// in phase 0, neurons from 1 on.</summary>
    private static Dictionary<string, int> Phases(DiscreteNetwork network)
    {
        ILookup<string, DiscreteProjection> immediate = network.Projections.Where(p => p.Delay.Contains(0))
            .ToLookup(p => p.Target);
        Dictionary<string, int> phases = [];
        foreach (DiscretePopulation population in network.Populations)
        {
            int sources = immediate[population.Name].Select(p => phases.GetValueOrDefault(p.Source)).DefaultIfEmpty(0).Max();
            phases[population.Name] = population.Model is InputModel ? 0 : sources + 1;
        }
        return phases;
    }

    private static Dictionary<(string Population, string State), double[]> StateUnits(PopulationPlan[] plans)
    {
        Dictionary<(string, string), double[]> units = [];
        foreach (PopulationPlan plan in plans)
        {
            if (plan.Model is not LinearNeuronModel linear) continue;
            units[(plan.Source.Name, "v")] = Compact(plan, plan.MembraneUnit);
            // The state is ĩ = i · membraneGain, up to the sign that went into the weights.
            if (linear.SynapseDecay is not null)
                units[(plan.Source.Name, "i")] = Compact(
                    plan, j => plan.FirstUnit(j) / PopulationPlan.At(linear.MembraneGain, j));
        }
        return units;
    }

    private static double[] Compact(PopulationPlan plan, Func<int, double> unit)
    {
        double[] all = [.. Enumerable.Range(0, plan.Size).Select(unit)];
        return all.Length > 0 && all.All(u => u == all[0]) ? all[..1] : all;
    }
}
