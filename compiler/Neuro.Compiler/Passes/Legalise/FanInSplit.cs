using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Splits neurons with more sources than a core has rows: relays sum parts of the sources, x_k = Σ w_ik p_i for i in part k, and
/// the neuron sums the relays, Σ x_k. The sum is the same one, as long as events can carry x_k and nothing waits longer.
/// </summary>
internal static class FanInSplit
{
    /// <summary>The program in which every neuron's sources fit a core.</summary>
    /// <param name="program">The program.</param>
    /// <param name="target">The target.</param>
    /// <param name="violations">Receives what cannot be split, and why.</param>
    public static SpikeProgram Run(SpikeProgram program, TargetProfile target, List<Diagnostic> violations)
    {
        if (target.Limits.RowsPerCore is not { } rows || target.Arithmetic.PartialSums) return program;
        Population[] wide =
        [
            .. program.Populations.Where(p => !p.IsInput && p.Size > 0 && CoreRules.MostRows(program, p, rows) > rows),
        ];
        if (wide.Length == 0) return program;
        ProgramAnalysis analysis = ProgramAnalysis.Of(program);
        SplitProgram split = new(program);
        foreach (Population population in wide)
        {
            Part[] parts = Parts(program, population, rows);
            if (Obstacle(program, population, target, analysis, parts.Length) is { } why)
                violations.Add(DiagnosticCatalog.SplitImpossible.At(
                    population.Origin, population.Name, CoreRules.MostRows(program, population, rows), target.Name, rows, why));
            else
                Split(program, split, population, parts);
        }
        return violations.Count == 0 ? split.Build() : program;
    }

    private static string? Obstacle(
        SpikeProgram program, Population population, TargetProfile target, ProgramAnalysis analysis, int parts)
    {
        Projection[] incoming = [.. program.Projections.Where(p => p.Target == population.Name)];
        if (program.Firing == Firing.Event) return "neurons fire by the event";
        if (parts > target.Limits.RowsPerCore) return $"{parts} parts are more than there are rows";
        if (target.Limits.MinDelay > 0) return $"a partial sum would arrive {target.Limits.MinDelay} ticks late";
        if (target.Arithmetic.Neurons != NeuronFamily.Linear) return "its neurons pass no sums on";
        if (incoming.FirstOrDefault(p => p.Plasticity is not null || p.Crossbar is not null) is { } bound)
            return $"'{bound.Name}' learns or is held by a device";
        long largest = incoming.Select(p => analysis.Accumulator(population.Name, p.Port))
            .Max(s => Math.Max(Math.Abs(s.Minimum), Math.Abs(s.Maximum)));
        if (!target.Arithmetic.SignedPayloads) return "events carry no negative sums";
        return largest >> Math.Min(target.Arithmetic.PayloadBits, 31) > 0
            ? $"sums reach {largest}, and events carry {target.Arithmetic.PayloadBits} bits"
            : null;
    }

    /// <summary>Cuts what leads to a population into parts of at most <paramref name="rows"/> sources of each neuron, port by
    /// port: source number r of a neuron is in its part r / rows.</summary>
    private static Part[] Parts(SpikeProgram program, Population population, int rows)
    {
        List<Part> parts = [];
        foreach (IGrouping<string, Projection> port in
            program.Projections.Where(p => p.Target == population.Name).GroupBy(p => p.Port))
        {
            Dictionary<(string, int), int>[] ranks = new Dictionary<(string, int), int>[population.Size];
            for (int j = 0; j < ranks.Length; j++) ranks[j] = [];
            foreach (Projection projection in port)
                foreach ((int source, int target, _) in SynapseCut.All(program, projection))
                    _ = ranks[target].TryAdd((projection.Source, source), ranks[target].Count);
            int most = ranks.Max(r => r.Count);
            for (int first = 0; first < most; first += rows)
            {
                int part = first / rows;
                parts.Add(new(port.Key, [.. port], (p, i, j) => ranks[j][(p.Source, i)] / rows == part));
            }
        }
        return [.. parts];
    }

    private static void Split(SpikeProgram program, SplitProgram split, Population population, Part[] parts)
    {
        Population placed = split.Populations.First(p => p.Name == population.Name);
        _ = split.Projections.RemoveAll(p => p.Target == population.Name);
        for (int k = 0; k < parts.Length; k++)
        {
            Population relay = split.AddRelay($"{population.Name}.part{k}", population, placed.Phase - 1);
            Part part = parts[k];
            foreach (Projection projection in part.Projections)
            {
                (Projection piece, List<IrArray> arrays) = SynapseCut.Of(
                    program, projection, $"{projection.Name}.part{k}", (i, j) => part.Has(projection, i, j));
                if (arrays[1].Length == 0) continue;
                split.Projections.Add(piece with { Target = relay.Name, Port = "in" });
                split.Arrays.AddRange(arrays);
            }
            split.Projections.Add(new Projection
            {
                Name = $"{population.Name}.sum{k}",
                Source = relay.Name,
                Target = population.Name,
                Port = parts[k].Port,
                Connectivity = new OneToOne(),
                Weight = 1,
                Origin = population.Origin,
            });
        }
    }

    /// <summary>What one relay of each neuron sums.</summary>
    /// <param name="Port">The port that the sum belongs to.</param>
    /// <param name="Projections">What leads to the port.</param>
    /// <param name="Has">Whether a projection's synapse from a source to a neuron is in the part.</param>
    private sealed record Part(
        string Port, ImmutableArray<Projection> Projections, Func<Projection, int, int, bool> Has);
}
