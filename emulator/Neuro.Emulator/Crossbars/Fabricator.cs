using Neuro.Emulator.Crossbars.Fabrication;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Emulator.Crossbars;

/// <summary>
/// Makes chips of a program that is bound to crossbars. Everything that differs from chip to chip is drawn by counters, so that
/// the same program and number give the same bytes on any number of threads.
/// </summary>
public static class Fabricator
{
    /// <summary>Payload ranges that reads themselves widen are followed so often, then taken for any.</summary>
    private const int PayloadRounds = 4;

    /// <summary>Word and bit lines, together, of an array whose wires are solved for: the mesh between their ends takes their
    /// square.</summary>
    private const int MostLines = 4096;

    /// <summary>Read voltages of more V₀ than this are no reads: a cell would conduct 10^20 times what it does at small
    /// ones.</summary>
    private const int MostSinhVoltages = 50;

    /// <summary>Fabricates one chip.</summary>
    /// <param name="bound">A verified program, some of whose projections have a binding.</param>
    /// <param name="chip">Number of the chip, from 0. Chip 0 keeps the program's seed.</param>
    /// <exception cref="DiagnosticException">NEU3540 to NEU3545, NEU3549, NEU3550: weights or payloads that arrays cannot
    /// take.</exception>
    public static FabricatedChip Fabricate(SpikeProgram bound, int chip)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(chip);
        ChipRandom random = new(bound.Seed, chip);
        ProjectionChip[] chips = Build(bound, random);
        Dictionary<string, Interval> payloads = Payloads(ProgramAnalysis.Of(bound), bound, chips);
        for (int round = 1; ; round++)
        {
            (SpikeProgram program, List<IntegerTile>[] integers) = Assemble(bound, chips, payloads);
            ProgramAnalysis analysis = ProgramAnalysis.Of(program);
            Dictionary<string, Interval> found = Payloads(analysis, bound, chips);
            if (found.All(f => payloads[f.Key].Contains(f.Value)))
            {
                program = WidenPorts(program, analysis) with { Seed = random.Seed };
                ProgramVerifier.ThrowIfInvalid(program);
                return new(program, new(chip,
                    [.. chips.SelectMany((c, i) => Report(bound.Projections[c.Projection], c, payloads, integers[i]))]));
            }
            foreach ((string source, Interval payload) in found)
                payloads[source] = round < PayloadRounds ? payloads[source].Union(payload) : Interval.Int32;
        }
    }

    private static ProjectionChip[] Build(SpikeProgram bound, ChipRandom random)
    {
        List<ProjectionChip> chips = [];
        List<(ProjectionChip Chip, int Tile, uint Cell, uint Channel)> work = [];
        for (int p = 0; p < bound.Projections.Length; p++)
        {
            Projection projection = bound.Projections[p];
            if (projection.Crossbar is not { } binding) continue;
            CrossbarLayout layout = Layout(bound, projection, binding);
            ProjectionChip chip = new(p, binding, layout, new ChipTile[layout.Tiles.Length]);
            chips.Add(chip);
            (uint cell, uint channel) = (0, 0);
            for (int t = 0; t < layout.Tiles.Length; t++)
            {
                work.Add((chip, t, cell, channel));
                cell += (uint)(layout.Tiles[t].Rows * layout.Tiles[t].Columns);
                channel += (uint)layout.Tiles[t].Channels.Length;
            }
        }
        Parallel.ForEach(work, w => w.Chip.Tiles[w.Tile] = new ChipTile(
            w.Chip.Layout, w.Chip.Layout.Tiles[w.Tile], w.Chip.Binding, random, w.Chip.Projection, w.Tile, (w.Cell, w.Channel)));
        return [.. chips];
    }

    private static CrossbarLayout Layout(SpikeProgram bound, Projection projection, CrossbarBinding binding)
    {
        CrossbarArray array = bound.CrossbarArrays.First(a => a.Name == binding.Array);
        DeviceModel device = bound.Devices.First(d => d.Name == binding.Device);
        CrossbarLayout layout = CrossbarLayout.Of(bound, projection, array, device);
        if (device.SinhVoltage > 0 && array.Dac.Voltage > MostSinhVoltages * device.SinhVoltage)
            throw new DiagnosticException(DiagnosticCatalog.SinhOverdriven.At(
                projection.Origin ?? $"projection {projection.Name}", device.Name, device.SinhVoltage, array.Dac.Voltage));
        bool hasWires = array.RWordLine > 0 || array.RBitLine > 0 || array.RDriver > 0 || array.RSink > 0;
        if (hasWires && layout.Tiles.Any(t => t.Rows + t.Columns > MostLines))
            throw new DiagnosticException(DiagnosticCatalog.CircuitTooLarge.At(
                projection.Origin ?? $"projection {projection.Name}", projection.Name, array.Name, MostLines));
        return binding.AdcRanges.IsDefaultOrEmpty || binding.AdcRanges.Length == layout.Tiles.Length
            ? layout
            : throw new DiagnosticException(DiagnosticCatalog.AdcRangesMismatch.At(
                projection.Origin ?? $"projection {projection.Name}",
                projection.Name, binding.AdcRanges.Length, layout.Tiles.Length));
    }

    private static Dictionary<string, Interval> Payloads(ProgramAnalysis analysis, SpikeProgram bound, ProjectionChip[] chips) =>
        chips.Select(c => bound.Projections[c.Projection].Source).Distinct()
            .ToDictionary(source => source, source => analysis.Payload(source).Union(Interval.Of(0)));

    private static (SpikeProgram Program, List<IntegerTile>[] Integers) Assemble(
        SpikeProgram bound, ProjectionChip[] chips, Dictionary<string, Interval> payloads)
    {
        ChipArrays arrays = new(bound);
        Projection[] projections = [.. bound.Projections];
        List<IntegerTile>[] integers = [.. chips.Select(_ => new List<IntegerTile>())];
        for (int c = 0; c < chips.Length; c++)
        {
            Projection projection = projections[chips[c].Projection];
            ReadBuilder builder = new(chips[c], payloads[projection.Source]);
            CrossbarRead read = builder.Build(projection, LargestMultiplier(bound, projection), arrays, integers[c]);
            projections[chips[c].Projection] = projection with { Read = read };
        }
        return (bound with { Arrays = [.. bound.Arrays, .. arrays.Added], Projections = [.. projections] }, integers);
    }

    private static long LargestMultiplier(SpikeProgram program, Projection projection)
    {
        IrArray? multipliers = program.Array(projection.Multiplier);
        if (multipliers is null) return Math.Abs((long)projection.Multiplier.Scalar);
        long largest = 0;
        for (int i = 0; i < multipliers.Length; i++) largest = Math.Max(largest, Math.Abs((long)multipliers[i]));
        return largest;
    }

    /// <summary>Gives 64 bits to ports whose sums may leave 32: a chip's currents can be larger than those that were
    /// meant.</summary>
    private static SpikeProgram WidenPorts(SpikeProgram program, ProgramAnalysis analysis)
    {
        HashSet<(string Neuron, string Port)> wide = [];
        foreach (Projection p in program.Projections.Where(p => p.Read is not null))
            if (!Interval.Int32.Contains(analysis.Accumulator(p.Target, p.Port)))
                wide.Add((program.Population(p.Target).Neuron!, p.Port));
        return wide.Count == 0 ? program : program with
        {
            Neurons =
            [
                .. program.Neurons.Select(n => n with
                {
                    Accumulators = [.. n.Accumulators.Select(a => wide.Contains((n.Name, a.Name)) ? a with { Bits = 64 } : a)],
                }),
            ],
        };
    }

    private static IEnumerable<FabricatedTile> Report(
        Projection projection, ProjectionChip chip, Dictionary<string, Interval> payloads, List<IntegerTile> integers)
    {
        ReadBuilder builder = new(chip, payloads[projection.Source]);
        double voltage = chip.Layout.Array.Dac.Voltage;
        // Amperes of one unit of a cell for an input code of 1.
        double ampere =
            chip.Layout.Mapping.Unit * chip.Layout.Device.Secant(voltage) * voltage / builder.LargestInput;
        for (int t = 0; t < chip.Tiles.Length; t++)
        {
            ChipTile tile = chip.Tiles[t];
            yield return new()
            {
                Projection = projection.Name,
                Tile = t,
                Rows = tile.Layout.Rows,
                Columns = tile.Layout.Columns,
                Utilisation = tile.Layout.Utilisation,
                Histogram = tile.Histogram,
                Pulses = tile.Cells.Pulses,
                StuckOn = tile.Cells.StuckOn,
                StuckOff = tile.Cells.StuckOff,
                Clipped = chip.Clipped(t),
                WeightError = chip.WeightError(t),
                ReadRounding = integers[t].RoundingError,
                DriftFactor = tile.DriftFactor,
                FullScaleCurrent = builder.Range(t) * ampere,
                CurrentPerCode = builder.ConverterOf(t).Step * ampere,
                // It takes nodal solutions: one array of a kind tells.
                Linearisation = t == 0 ? tile.LinearisationError(builder.LargestInput) : null,
            };
        }
    }
}
