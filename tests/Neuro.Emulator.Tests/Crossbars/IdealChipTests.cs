using Neuro.Emulator.Crossbars;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.Tests.Crossbars;

/// <summary>A network on ideal arrays is the digital program, bit for bit.</summary>
public sealed class IdealChipTests
{
    private const int Ticks = 12;

    public static TheoryData<CellArrangement, int, int, DacMode> Arrays()
    {
        TheoryData<CellArrangement, int, int, DacMode> data = [];
        foreach (CellArrangement arrangement in Enum.GetValues<CellArrangement>())
            foreach ((int bitsPerCell, int dacBits, DacMode mode) in new[]
            {
                (0, 1, DacMode.BitSerial), (0, 4, DacMode.BitSerial), (1, 2, DacMode.BitSerial), (2, 1, DacMode.BitSerial),
                (3, 8, DacMode.BitSerial), (4, 8, DacMode.Parallel),
            })
                data.Add(arrangement, bitsPerCell, dacBits, mode);
        return data;
    }

    [Theory]
    [MemberData(nameof(Arrays))]
    public void Random_programs_do_on_ideal_arrays_what_they_do_digitally(
        CellArrangement arrangement, int bitsPerCell, int dacBits, DacMode mode)
    {
        (int equal, int bound) = (0, 0);
        for (int seed = 0; seed < 24; seed++)
        {
            SpikeProgram digital = RandomProgram.Generate(seed, largest: 12);
            CrossbarArray array = new()
            {
                Name = "a",
                Rows = 7,
                Columns = 40,
                Arrangement = arrangement,
                // Weights of 12 bits and more, with those of GMin, do not fit in the integers that are read.
                BitsPerCell = bitsPerCell == 0 && WidestWeight(digital) > 11 ? 4 : bitsPerCell,
                Dac = new() { Bits = dacBits, Mode = mode },
                Adc = new() { Bits = seed % 2 == 0 ? 0 : 20 },
            };
            if (mode == DacMode.Parallel && WidestPayload(digital) > dacBits) continue;
            SpikeProgram program = Bound.Program(digital, Bound.Ideal, array);
            FabricatedChip chip;
            try
            {
                chip = Fabricator.Fabricate(program, 0);
            }
            catch (DiagnosticException e) when (e.Diagnostics[0].Code == "NEU3544")
            {
                continue;
            }
            if (!HasUnitSteps(program, chip)) continue;
            bound += chip.Report.Tiles.Length;
            equal++;
            InputBatch input = RandomProgram.Input(digital, seed, 2, Ticks);
            Assert.True(
                Run(digital, input).FirstDifference(Run(chip.Program, input), counters: false) is not { } difference,
                $"program {seed}: {Run(digital, input).FirstDifference(Run(chip.Program, input), counters: false)}");
        }
        Assert.True(equal >= 6 && bound >= 20, $"{equal} programs with {bound} tiles");
    }

    [Theory]
    [InlineData(CellArrangement.DifferentialPair, 16)]
    [InlineData(CellArrangement.OneSidedPair, 16)]
    [InlineData(CellArrangement.ReferenceColumn, 31)]
    [InlineData(CellArrangement.Offset, 31)]
    public void Enough_levels_hold_weights_exactly(CellArrangement arrangement, int levels)
    {
        SpikeProgram digital = Bound.Dense(50, 20, 5, Bound.Weights(5), payload: 7);
        DeviceModel device = Bound.Ideal with { Levels = levels };
        foreach (int adcBits in (int[])[0, 16])
        {
            // An offset is a whole number of codes only where conductances begin at 0.
            if (arrangement == CellArrangement.Offset) device = device with { GMin = 0 };
            CrossbarArray array = new()
            {
                Name = "a",
                Rows = 32,
                Columns = 16,
                Arrangement = arrangement,
                Adc = new() { Bits = adcBits },
            };
            FabricatedChip chip = Fabricator.Fabricate(Bound.Program(digital, device, array), 3);
            InputBatch input = RandomProgram.Input(digital, 1, 2, Ticks);
            Assert.Null(Run(digital, input).FirstDifference(Run(chip.Program, input), counters: false));
        }
    }

    [Fact]
    public void A_full_range_converter_of_enough_bits_loses_nothing_of_a_wide_layer()
    {
        // 128 rows · 1 · 127 = 16256 < 2^14 − 1 codes on either side.
        SpikeProgram digital = Bound.Dense(300, 30, 8, Bound.Weights(8));
        foreach (AdcKind kind in Enum.GetValues<AdcKind>())
        {
            CrossbarArray array = new() { Name = "a", Rows = 128, Adc = new() { Bits = 15, Kind = kind } };
            FabricatedChip chip = Fabricator.Fabricate(Bound.Program(digital, Bound.Ideal, array), 0);
            InputBatch input = RandomProgram.Input(digital, 1, 1, Ticks);
            Assert.Null(Run(digital, input).FirstDifference(Run(chip.Program, input), counters: false));
        }
    }

    private static bool HasUnitSteps(SpikeProgram program, FabricatedChip chip)
    {
        foreach (FabricatedTile tile in chip.Report.Tiles)
        {
            Projection p = program.Projections.First(x => x.Name == tile.Projection);
            double unit = CrossbarLayout.Of(program, p, program.CrossbarArrays[0], program.Devices[0]).Mapping.Unit;
            CrossbarRead read = chip.Program.Projections.First(x => x.Name == tile.Projection).Read!;
            int largest = read.Planes.Max(plane => Math.Max(plane.Maximum, -plane.Minimum));
            if (tile.CurrentPerCode > unit * program.CrossbarArrays[0].Dac.Voltage / largest * 1.001) return false;
        }
        return true;
    }

    private static int WidestWeight(SpikeProgram program) =>
        program.Projections.Max(p => program.Array(p.Weight)?.Bits ?? 33 - System.Numerics.BitOperations.LeadingZeroCount(
            (uint)Math.Abs(p.Weight.Scalar))) + 1;

    private static int WidestPayload(SpikeProgram program)
    {
        ProgramAnalysis analysis = ProgramAnalysis.Of(program);
        return program.Projections.Select(p => analysis.Payload(p.Source)).Max(
            r => 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)Math.Max(Math.Abs(r.Minimum), Math.Abs(r.Maximum))));
    }

    private static Execution Run(SpikeProgram program, InputBatch input)
    {
        SessionOptions options = new() { BatchSize = input.Trains.First().Value.Count };
        using ISession session = new ReferenceBackend().Open(program, options);
        return Execution.Whole(session, input, Ticks);
    }
}
