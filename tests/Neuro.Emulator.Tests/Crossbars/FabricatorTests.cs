using Neuro.Emulator.Crossbars;
using Neuro.Emulator.Devices;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.Tests.Crossbars;

/// <summary>What differs between chips, what does not, and that every chip is a valid program.</summary>
public sealed class FabricatorTests
{
    private static readonly DeviceModel Noisy = new()
    {
        Name = "noisy",
        GMin = 1e-6,
        GMax = 50e-6,
        Programming = new() { Sigma = [5e-7] },
        ReadNoise = new() { White = 3e-7 },
        Drift = new PowerLawDrift { T0 = 20, Mean = 0.05, Deviation = 0.02 },
        StuckOn = 0.02,
        StuckOff = 0.05,
    };

    [Fact]
    public void The_same_chip_is_the_same_bytes_whatever_else_runs()
    {
        SpikeProgram bound = Bound.Program(
            Bound.Dense(100, 40, 8, Bound.Weights(8)), Noisy,
            new()
            {
                Name = "a",
                Rows = 64,
                Columns = 64,
                RWordLine = 1,
                RBitLine = 1,
                Adc = new() { Bits = 8, Kind = AdcKind.Sar, GainSigma = 0.02 },
            },
            time: 3600, compensate: true);
        string alone = ProgramDigest.Compute(Fabricator.Fabricate(bound, 7).Program);
        string[] together = new string[4];
        Parallel.For(0, 4, i => together[i] = ProgramDigest.Compute(Fabricator.Fabricate(bound, 7).Program));
        Assert.All(together, digest => Assert.Equal(alone, digest));
        Assert.NotEqual(alone, ProgramDigest.Compute(Fabricator.Fabricate(bound, 8).Program));
    }

    [Fact]
    public void Chips_differ_in_their_cells_and_in_their_seed_and_the_first_keeps_the_programs_seed()
    {
        SpikeProgram bound = Bound.Program(Bound.Dense(50, 20, 8, Bound.Weights(8)), Noisy, Bound.Lossless);
        SpikeProgram[] chips = [.. Enumerable.Range(0, 4).Select(c => Fabricator.Fabricate(bound, c).Program)];
        Assert.Equal(bound.Seed, chips[0].Seed);
        Assert.Equal(4, chips.Select(c => c.Seed).Distinct().Count());
        for (int chip = 1; chip < 4; chip++)
        {
            (int[] a, int[] b) = (Conductances(chips[0]), Conductances(chips[chip]));
            Assert.True(a.Zip(b).Count(p => p.First != p.Second) > 0.95 * a.Length);
        }
    }

    [Fact]
    public void Weights_stay_what_was_meant()
    {
        SpikeProgram digital = Bound.Dense(50, 20, 8, Bound.Weights(8));
        SpikeProgram chip = Fabricator.Fabricate(Bound.Program(digital, Noisy, Bound.Lossless), 1).Program;
        Assert.Equal(digital.Arrays[0].ToInt32(), chip.Array("w").ToInt32());
        Assert.Equal(digital.Projections[0].Weight, chip.Projections[0].Weight);
    }

    [Fact]
    public void Stuck_cells_come_at_their_rate()
    {
        FabricatedTile[] tiles = [.. Fabricator.Fabricate(
            Bound.Program(Bound.Dense(400, 125, 8, Bound.Weights(8)), Noisy, Bound.Lossless), 2).Report.Tiles];
        int cells = tiles.Sum(t => t.Rows * t.Columns);
        Assert.Equal(100_000, cells);
        Within(0.02 * cells, Math.Sqrt(0.02 * 0.98 * cells), tiles.Sum(t => t.StuckOn), "stuck on");
        Within(0.05 * cells, Math.Sqrt(0.05 * 0.95 * cells), tiles.Sum(t => t.StuckOff), "stuck off");
        Assert.Equal(cells, tiles.Sum(t => t.Histogram.Sum()));
    }

    [Fact]
    public void Programming_error_is_that_of_the_device()
    {
        DeviceModel device = Bound.Ideal with { Programming = new() { Sigma = [4e-7] } };
        FabricatedTile[] tiles = [.. Fabricator.Fabricate(
            Bound.Program(Bound.Dense(400, 125, 8, Bound.Weights(8)), device, Bound.Lossless), 2).Report.Tiles];
        // Two cells a weight; a conductance below zero does not occur, so that half of the small cells' spread near G_min is
        // kept.
        double sigma = 4e-7 / ((50e-6 - 1e-6) / 127) * Math.Sqrt(2);
        double found = Math.Sqrt(tiles.Average(t => t.WeightError * t.WeightError));
        Assert.InRange(found, sigma * 0.97, sigma * 1.03);
    }

    [Fact]
    public void Converters_differ_by_their_sigmas_and_neighbours_share_one()
    {
        CrossbarArray array = new()
        {
            Name = "a",
            Columns = 512,
            Adc = new() { Bits = 12, Kind = AdcKind.Sar, GainSigma = 0.03, OffsetSigma = 4, ChannelsPerConverter = 4 },
        };
        List<double> gains = [], offsets = [];
        for (int chip = 0; chip < 30; chip++)
        {
            SpikeProgram bound = Bound.Program(Bound.Dense(10, 256, 8, Bound.Weights(8)), Bound.Ideal, array);
            SpikeProgram made = Fabricator.Fabricate(bound, chip).Program;
            CrossbarTile tile = Assert.Single(made.Projections[0].Read!.Tiles);
            Assert.Equal(Rounding.Floor, tile.Rounding);
            (int[] gain, int[] offset) = (made.Array(tile.Gain)!.ToInt32(), made.Array(tile.Offset)!.ToInt32());
            for (int c = 0; c < 256; c++)
            {
                Assert.Equal(gain[c - c % 4], gain[c]);
                Assert.Equal(offset[c - c % 4], offset[c]);
                if (c % 4 == 0)
                {
                    gains.Add(gain[c]);
                    offsets.Add(offset[c]);
                }
            }
        }
        double mean = gains.Average();
        Deviation(0.03, [.. gains.Select(g => g / mean - 1)], "gain");
        // Whole codes: rounding adds 1/12.
        Deviation(Math.Sqrt(16 + 1 / 12.0), [.. offsets], "offset");
    }

    [Fact]
    public void Drift_is_compensated_by_the_factor_that_a_probe_finds()
    {
        SpikeProgram digital = Bound.Dense(100, 50, 8, Bound.Weights(8));
        DeviceModel device = Bound.Ideal with { GMin = 0, Drift = new PowerLawDrift { T0 = 20, Mean = 0.05 } };
        FabricatedTile Tile(bool compensate) => Assert.Single(
            Fabricator.Fabricate(Bound.Program(digital, device, Bound.Lossless, 86400, compensate), 0).Report.Tiles);
        // Every cell has the same exponent: the whole tile is one factor smaller.
        double factor = Math.Pow((86400 + 20) / 20.0, -0.05);
        Assert.Equal(factor, Tile(true).DriftFactor, 10);
        Assert.Equal(1, Tile(false).DriftFactor);
        Assert.True(Tile(true).WeightError < 1e-9);
        Assert.InRange(Tile(false).WeightError, 10, 127 * (1 - factor));
        FabricatedChip chip = Fabricator.Fabricate(Bound.Program(digital, device, Bound.Lossless, 86400, compensate: true), 0);
        int[] compensated = Sums(chip.Program, 100), meant = Sums(digital, 100);
        Assert.All(compensated.Zip(meant), p => Assert.InRange(p.First - p.Second, -1, 1));
    }

    [Fact]
    public void Ports_that_a_chip_could_overflow_become_wide()
    {
        // 1000 · 123.5 · 16900 fits in 31 bits; the currents of offset weights, before the offset is taken away, do not.
        SpikeProgram digital = Bound.Dense(1000, 4, 8, i => i % 8 < 4 ? 120 : 127);
        digital = digital with { Projections = [digital.Projections[0] with { Multiplier = 16900 }] };
        SpikeProgram chip = Fabricator.Fabricate(
            Bound.Program(digital, Noisy, Bound.Lossless with { Arrangement = CellArrangement.Offset }), 0).Program;
        Assert.Equal(32, digital.Neurons[0].Accumulators[0].Bits);
        Assert.Equal(64, chip.Neurons[0].Accumulators[0].Bits);
        Assert.Empty(ProgramVerifier.Verify(chip));
    }

    [Fact]
    public void What_a_chip_cannot_do_is_refused_with_a_code()
    {
        SpikeProgram wide = Bound.Dense(3000, 4, 8, _ => 127, payload: int.MaxValue);
        wide = wide with
        {
            Neurons = [Tiny.Relay(64)],
            Projections = [wide.Projections[0] with { Multiplier = 1000 }],
        };
        CrossbarArray offset = new() { Name = "a", Arrangement = CellArrangement.Offset, BitsPerCell = 1 };
        Refused("NEU3544", Bound.Program(wide, Bound.Ideal, offset));
        SpikeProgram bound = Bound.Program(Bound.Dense(30, 4, 8, _ => 1), Bound.Ideal, Bound.Lossless);
        Refused("NEU3545", bound with
        {
            Projections = [bound.Projections[0] with { Crossbar = bound.Projections[0].Crossbar! with { AdcRanges = [1, 2] } }],
        });
        CrossbarArray large = new() { Name = "a", Rows = 5000, RSink = 1 };
        Refused("NEU3549", Bound.Program(Bound.Dense(4500, 1, 2, _ => 1), Bound.Ideal, large));
        DeviceModel steep = Bound.Ideal with { SinhVoltage = 1e-3 };
        Refused("NEU3550", Bound.Program(Bound.Dense(3, 4, 8, _ => 1), steep, Bound.Lossless));
        Refused("NEU3541", Bound.Program(Bound.Dense(3, 4, 8, _ => 1), Bound.Ideal, new() { Name = "a", Columns = 1 }));
    }

    [Fact]
    public void Chips_of_random_programs_devices_and_arrays_are_valid()
    {
        Random random = new(3);
        int chips = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            SpikeProgram digital = RandomProgram.Generate(seed, largest: 14);
            string preset = DeviceCatalog.Presets[random.Next(DeviceCatalog.Presets.Length)];
            DeviceModel device = random.Next(2) == 0 ? Noisy : DeviceCatalog.Load(preset);
            CrossbarArray array = new()
            {
                Name = "a",
                Rows = random.Next(1, 40),
                Columns = random.Next(20, 60),
                Arrangement = (CellArrangement)random.Next(4),
                BitsPerCell = random.Next(5),
                RWordLine = random.Next(3) * 10,
                RSink = random.Next(2) * 1000,
                FloatingRows = random.Next(4) == 0,
                Dac = new() { Bits = random.Next(1, 9), Mode = (DacMode)random.Next(2) },
                Adc = new() { Bits = random.Next(21), Kind = (AdcKind)random.Next(3) },
                ReadBits = random.Next(4, 17),
            };
            if (array.Adc.Kind == AdcKind.Sar) array = array with { Adc = array.Adc with { GainSigma = 0.1, OffsetSigma = 3 } };
            try
            {
                SpikeProgram bound = Bound.Program(digital, device, array, random.NextDouble() * 1e7, compensate: seed % 2 == 0);
                SpikeProgram made = Fabricator.Fabricate(bound, seed).Program;
                Assert.Empty(ProgramVerifier.Verify(made));
                chips++;
            }
            catch (DiagnosticException e)
            {
                Assert.True(
                    e.Diagnostics.All(d => d.Code is "NEU3541" or "NEU3544"), $"program {seed}: {e.Message}");
            }
        }
        Assert.True(chips > 40, $"{chips} chips");
    }

    private static void Refused(string code, SpikeProgram bound) => Assert.Equal(
        code, Assert.Single(Assert.Throws<DiagnosticException>(() => Fabricator.Fabricate(bound, 0)).Diagnostics).Code);

    private static int[] Conductances(SpikeProgram chip) =>
        [.. chip.Projections.SelectMany(p => p.Read!.Tiles).SelectMany(t => chip.Array(t.Conductance).ToInt32())];

    private static int[] Sums(SpikeProgram program, int sources) => Tiny.Trace(
        new ReferenceBackend(), program,
        Tiny.Events(program, 1, [.. Enumerable.Range(0, sources).Where(i => i % 3 == 0).Select(i => (0, i, 1))]), 1, "out")[0];

    private static void Within(double mean, double sigma, double found, string what) =>
        Assert.True(Math.Abs(found - mean) < 5 * sigma, $"{what}: {found}, expected {mean} ± {sigma}");

    private static void Deviation(double sigma, double[] values, string what)
    {
        double found = Math.Sqrt(values.Average(v => v * v));
        Assert.True(Math.Abs(found / sigma - 1) < 5 / Math.Sqrt(2 * values.Length), $"{what}: {found}, expected {sigma}");
    }
}
