using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Splits the synapses out of neurons that have too many: copies of the neurons, which hear and so do the same, share them.
/// Inputs, of which there is one each, pass their events on to relays.
/// </summary>
internal static class FanOutSplit
{
    // A copy adds synapses to the neurons before it; those are looked at next.
    private const int MostRounds = 8;

    /// <summary>The program in which no neuron has more synapses than <paramref name="target"/> allows.</summary>
    /// <param name="program">The program.</param>
    /// <param name="target">The target.</param>
    /// <param name="violations">Receives what cannot be split, and why.</param>
    public static SpikeProgram Run(SpikeProgram program, TargetProfile target, List<Diagnostic> violations)
    {
        if (target.Limits.FanOut is not { } limit) return program;
        for (int round = 0; round < MostRounds; round++)
        {
            // From the last phase to the first, so that a layer is looked at once its copies have added to it.
            Population? wide = program.Populations.Where(p => p.Size > 0 && Footprint.FanOut(program, p.Name).Max() > limit)
                .MaxBy(p => p.Phase);
            if (wide is null) return program;
            List<Piece>[] groups = Groups(program, wide, limit);
            if (Obstacle(program, wide, target, groups.Length) is { } why)
            {
                violations.Add(DiagnosticCatalog.CopyImpossible.At(
                    wide.Origin, wide.Name, Footprint.FanOut(program, wide.Name).Max(), target.Name, limit, why));
                return program;
            }
            program = wide.IsInput ? Relay(program, wide, groups) : Copy(program, wide, groups);
        }
        violations.Add(DiagnosticCatalog.CopyImpossible.At(
            null, program.Name, "too many", target.Name, limit, $"copies are still needed after {MostRounds} rounds"));
        return program;
    }

    private static string? Obstacle(SpikeProgram program, Population population, TargetProfile target, int groups)
    {
        Projection[] touching =
            [.. program.Projections.Where(p => p.Source == population.Name || p.Target == population.Name)];
        if (program.Firing == Firing.Event) return "neurons fire by the event";
        if (groups == 0) return "one target takes more synapses of a source";
        if (touching.FirstOrDefault(p => p.Plasticity is not null || p.Crossbar is not null) is { } bound)
            return $"'{bound.Name}' learns or is held by a device";
        if (program.Populations.Any(p => p.Name == population.Name + ".copy1" || p.Name == population.Name + ".relay0"))
            return "it has copies, and they need it, too";
        if (program.Reductions.Length > 0) return "the program reduces over populations";
        if (population.IsInput && target.Arithmetic.Neurons != NeuronFamily.Linear) return "its neurons pass no events on";
        if (population.IsInput && target.Limits.MinDelay > 0) return $"a relay answers {target.Limits.MinDelay} ticks late";
        if (population.IsInput && groups > target.Limits.FanOut) return $"{groups} relays are more than that, too";
        return !population.IsInput && program.Neuron(population.Neuron!).Body.Any(i => i.DrawsRandom)
            ? "its neurons draw random numbers of their own"
            : null;
    }

    /// <summary>The synapses out of a population in groups of which no neuron has more than <paramref name="limit"/>: in the
    /// order of projections and targets. None where a single target exceeds it.</summary>
    private static List<Piece>[] Groups(SpikeProgram program, Population population, int limit)
    {
        List<List<Piece>> groups = [[]];
        int[] used = new int[population.Size];
        foreach (Projection projection in program.Projections.Where(p => p.Source == population.Name))
        {
            ILookup<int, int> sources = SynapseCut.All(program, projection).ToLookup(s => s.Target, s => s.Source);
            int targets = program.Population(projection.Target).Size;
            int first = 0;
            for (int j = 0; j < targets; j++)
            {
                foreach (int i in sources[j]) used[i]++;
                if (!sources[j].Any(i => used[i] > limit)) continue;
                if (j > first) groups[^1].Add(new(projection, first, j - first));
                groups.Add([]);
                Array.Clear(used);
                foreach (int i in sources[j]) used[i]++;
                if (sources[j].Any(i => used[i] > limit)) return [];
                first = j;
            }
            if (first < targets) groups[^1].Add(new(projection, first, targets - first));
        }
        return [.. groups.Where(g => g.Count > 0)];
    }

    private static SpikeProgram Copy(SpikeProgram program, Population population, List<Piece>[] groups)
    {
        SplitProgram split = new(program);
        Population original = split.Populations.First(p => p.Name == population.Name);
        Projection[] incoming = [.. program.Projections.Where(p => p.Target == population.Name)];
        _ = split.Projections.RemoveAll(p => p.Source == population.Name);
        for (int g = 0; g < groups.Length; g++)
        {
            string name = g == 0 ? population.Name : $"{population.Name}.copy{g}";
            if (g > 0)
            {
                split.Populations.Add(original with { Name = name });
                split.Projections.AddRange(incoming.Where(p => p.Source != population.Name)
                    .Select(p => p with { Name = $"{p.Name}.copy{g}", Target = name }));
            }
            AddPieces(program, split, groups[g], g, name);
        }
        // Neurons that hear themselves are heard by their copies, too.
        foreach (Projection own in split.Projections.Where(p => p.Target == population.Name && incoming.Any(
            i => i.Source == population.Name && (p.Name == i.Name || p.Name.StartsWith(i.Name + ".", StringComparison.Ordinal))))
            .ToArray())
            for (int g = 1; g < groups.Length; g++)
                split.Projections.Add(own with { Name = $"{own.Name}.copy{g}", Target = $"{population.Name}.copy{g}" });
        return split.Build();
    }

    private static SpikeProgram Relay(SpikeProgram program, Population input, List<Piece>[] groups)
    {
        SplitProgram split = new(program);
        _ = split.Projections.RemoveAll(p => p.Source == input.Name);
        for (int g = 0; g < groups.Length; g++)
        {
            // The first phase that neurons have is 1 by now, and no input but these relays comes before it.
            Population relay = split.AddRelay($"{input.Name}.relay{g}", input, 1);
            split.Projections.Add(new Projection
            {
                Name = $"{input.Name}.pass{g}",
                Source = input.Name,
                Target = relay.Name,
                Port = "in",
                Connectivity = new OneToOne(),
                Weight = 1,
                Origin = input.Origin,
            });
            AddPieces(program, split, groups[g], g, relay.Name);
        }
        return split.Build();
    }

    private static void AddPieces(
        SpikeProgram program, SplitProgram split, List<Piece> pieces, int group, string source)
    {
        foreach ((Projection projection, int first, int count) in pieces)
        {
            bool whole = count == program.Population(projection.Target).Size;
            if (whole)
            {
                split.Projections.Add(projection with { Source = source });
                continue;
            }
            (Projection piece, List<IrArray> arrays) = SynapseCut.Of(
                program, projection, $"{projection.Name}.part{group}", (_, j) => j >= first && j < first + count);
            if (arrays[1].Length == 0) continue;
            split.Projections.Add(piece with { Source = source });
            split.Arrays.AddRange(arrays);
        }
    }

    /// <summary>Neighbouring targets of a projection: the first, and how many.</summary>
    private sealed record Piece(Projection Projection, int First, int Count);
}
