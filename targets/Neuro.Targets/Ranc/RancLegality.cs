using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Targets.Ranc;

/// <summary>What of a program cores of RANC's class cannot hold.</summary>
/// <param name="program">The program.</param>
/// <param name="target">The target, for its name and delays.</param>
/// <param name="core">Size of a core.</param>
internal sealed class RancLegality(SpikeProgram program, TargetProfile target, RancParameters core)
{
    /// <summary>What can be told from populations and projections.</summary>
    public ImmutableArray<Diagnostic> Violations() =>
    [
        .. program.Populations.SelectMany(OfPopulation),
        .. program.Projections.SelectMany(OfProjection),
        .. OfProgram(),
    ];

    /// <summary>What takes single neurons to tell.</summary>
    public ImmutableArray<Diagnostic> Violations(FlatNetwork network)
    {
        List<Diagnostic> violations = [];
        foreach (Population population in program.Populations.Where(p => !p.IsInput))
        {
            (int most, int neuron, int weights, int example) = (0, 0, 0, -1);
            for (int i = 0; i < population.Size; i++)
            {
                FlatSynapse[] synapses = network.Synapses(network.First(population.Name) + i);
                RancBasis? basis = RancBasis.Find([.. synapses.Select(s => s.Weight)], core.Weights, core.WeightBits);
                if (basis is null)
                {
                    weights++;
                    example = example < 0 ? i : example;
                    continue;
                }
                int axons = basis.Codes.Sum(c => System.Numerics.BitOperations.PopCount((uint)c));
                if (axons > most) (most, neuron) = (axons, i);
            }
            if (weights > 0)
                violations.Add(DiagnosticCatalog.RancWeights.At(
                    population.Origin, weights, population.Name, example, core.Weights, core.WeightBits));
            if (most > core.Axons)
                violations.Add(DiagnosticCatalog.RancAxons.At(
                    population.Origin, population.Name, neuron, most, target.Name, core.Axons));
        }
        return [.. violations];
    }

    /// <summary>The populations so that each comes behind all that it feeds; null where there is a loop.</summary>
    public static IReadOnlyList<Population>? FromOutputs(SpikeProgram program)
    {
        List<Population> order = [], rest = [.. program.Populations];
        while (rest.Count > 0)
        {
            Population[] ready =
                [.. rest.Where(p => !program.Projections.Any(q => q.Source == p.Name && rest.Exists(r => r.Name == q.Target)))];
            if (ready.Length == 0) return null;
            order.AddRange(ready);
            _ = rest.RemoveAll(ready.Contains);
        }
        return order;
    }

    private IEnumerable<Diagnostic> OfProgram()
    {
        if (Math.Max(core.Neurons, core.Axons) > RancParametersJson.MostThings)
            yield return DiagnosticCatalog.RancCoreTooLarge.At(
                null, target.Name, core.Axons, core.Neurons, RancParametersJson.MostThings);
        int outputs = program.Outputs.Sum(o => program.Population(o).Size);
        if (outputs > core.Axons)
            yield return DiagnosticCatalog.RancOutputs.At(null, program.Name, outputs, core.Axons);
        if (FromOutputs(program) is null)
            yield return DiagnosticCatalog.RancLoop.At(null, program.Name, target.Name);
    }

    private IEnumerable<Diagnostic> OfPopulation(Population population)
    {
        if (population.IsInput)
        {
            if (population.PayloadMinimum < 0 || population.PayloadMaximum > 1)
                yield return DiagnosticCatalog.PayloadTooLarge.At(population.Origin, population.Name,
                    Math.Max(population.PayloadMaximum, -(long)population.PayloadMinimum), target.Name, 1);
            yield break;
        }
        MicroProgram neuron = program.Neuron(population.Neuron!);
        if (neuron.Kind != "ranc")
        {
            yield return DiagnosticCatalog.NeuronForeign.At(population.Origin, population.Name, neuron.Kind, target.Name, "ranc");
            yield break;
        }
        if (neuron.Options["potential_bits"] != $"{core.PotentialBits}")
            yield return DiagnosticCatalog.RancWide.At(
                population.Origin, population.Name, "a potential", neuron.Options["potential_bits"], core.PotentialBits);
        foreach ((string name, IrValue value) in population.Parameters)
        {
            int most = program.Values(value, 1).Max(v => v < 0 ? ~v : v);
            if (most >> (core.PotentialBits - 1) > 0)
                yield return DiagnosticCatalog.RancWide.At(
                    population.Origin, population.Name, $"a {name}",
                    33 - System.Numerics.BitOperations.LeadingZeroCount((uint)most), core.PotentialBits);
        }
    }

    private IEnumerable<Diagnostic> OfProjection(Projection projection)
    {
        int[] delays = program.Values(projection.Delay, 1);
        int longest = Math.Min(target.Limits.MaxDelay ?? int.MaxValue, core.Ticks - 1);
        if (delays.Min() < 1)
            yield return DiagnosticCatalog.DelayBelowTarget.At(
                projection.Origin, projection.Name, delays.Min(), target.Name, 1);
        if (delays.Max() > longest)
            yield return DiagnosticCatalog.DelayBeyondTarget.At(
                projection.Origin, projection.Name, delays.Max(), target.Name, longest);
        if (projection.Crossbar is not null || projection.Plasticity is not null)
            yield return DiagnosticCatalog.RancCannot.At(
                projection.Origin, projection.Target, projection.Plasticity is null ? "is bound to a crossbar" : "learns",
                target.Name, "leave that out for this target");
    }
}
