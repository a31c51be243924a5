using Neuro.Emulator.Crossbars;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Tests.Crossbars;

/// <summary>What runs of a fabricated chip give, against the circuit and against the statistics of its device.</summary>
public sealed class ChipReadTests
{
    private const int Ticks = 4000;

    [Theory]
    [InlineData(CellArrangement.DifferentialPair, 2.0, 0.0)]
    [InlineData(CellArrangement.OneSidedPair, 2.0, 0.0)]
    [InlineData(CellArrangement.ReferenceColumn, 2.0, 0.5)]
    [InlineData(CellArrangement.Offset, 1.0, 0.0)]
    public void Read_noise_has_the_variance_of_the_driven_cells_and_is_shared_where_a_column_is(
        CellArrangement arrangement, double cells, double correlation)
    {
        const double Sigma = 2e-7;
        DeviceModel device = Bound.Ideal with { ReadNoise = new() { White = Sigma } };
        CrossbarArray array = Bound.Lossless with { Arrangement = arrangement };
        SpikeProgram bound = Bound.Program(Bound.Dense(40, 6, 8, Bound.Weights(8)), device, array);
        // A large multiplier, so that sums are not rounded to whole codes.
        bound = bound with { Projections = [bound.Projections[0] with { Multiplier = 1000 }] };
        double unit = CrossbarLayout.Of(bound, bound.Projections[0], array, device).Mapping.Unit;
        int[][] sums = Steady(Fabricator.Fabricate(bound, 0).Program, driven: 25);

        double expected = 25 * cells * Math.Pow(Sigma / unit * 1000, 2);
        double[] mean = [.. Enumerable.Range(0, 6).Select(j => sums.Average(s => s[j]))];
        for (int j = 0; j < 6; j++)
        {
            double variance = sums.Average(s => Math.Pow(s[j] - mean[j], 2));
            Assert.True(
                Math.Abs(variance / expected - 1) < 5 * Math.Sqrt(2.0 / Ticks) + 0.01,
                $"output {j}: variance {variance}, expected {expected}");
        }
        double covariance = sums.Average(s => (s[0] - mean[0]) * (s[3] - mean[3])) / expected;
        Assert.True(
            Math.Abs(covariance - correlation) < 5 / Math.Sqrt(Ticks), $"correlation {covariance}, expected {correlation}");
    }

    [Fact]
    public void Codes_are_the_currents_of_the_circuit_where_wires_take_83_percent_of_the_voltage()
    {
        CrossbarArray array = new()
        {
            Name = "thin",
            Rows = 32,
            Columns = 32,
            RWordLine = 60,
            RBitLine = 60,
            Arrangement = CellArrangement.OneSidedPair,
            Adc = new() { Bits = 0 },
        };
        DeviceModel device = new() { Name = "strong", GMin = 4e-5, GMax = 4e-4 };
        SpikeProgram bound = Bound.Program(Bound.Dense(32, 16, 8, Bound.Weights(8)), device, array);
        bound = bound with { Projections = [bound.Projections[0] with { Multiplier = 1 << 12 }] };
        CrossbarLayout layout = CrossbarLayout.Of(bound, bound.Projections[0], array, device);
        CrossbarTileLayout tile = Assert.Single(layout.Tiles);
        CrossbarCircuit circuit = new()
        {
            Rows = 32,
            Columns = 32,
            RWordLine = 60,
            RBitLine = 60,
            Conductance = [.. Enumerable.Range(0, 1024).Select(c => tile.Target(c / 32, c % 32))],
        };
        int[] sums = Steady(Fabricator.Fabricate(bound, 0).Program, driven: 20)[0];
        NodalSolution full = NodalSolver.Solve(circuit, [.. Enumerable.Repeat(1.0, 32)]);
        double least = Enumerable.Range(0, 1024).Min(c => full.WordLineVoltage[c] - full.BitLineVoltage[c]);
        Assert.True(least < 0.17, $"the droop is {1 - least:p1}");

        double[] drive = [.. Enumerable.Range(0, 32).Select(i => i < 20 ? 1.0 : 0.0)];
        double[] currents = NodalSolver.Solve(circuit, drive).OutputCurrent;
        for (int j = 0; j < 16; j++)
        {
            double expected = (currents[2 * j] - currents[2 * j + 1]) / layout.Mapping.Unit;
            // 20 driven rows of two columns, each rounded to 2^−8 of a code.
            Assert.True(Math.Abs(sums[j] / 4096.0 - expected) < 0.08, $"output {j}: {sums[j] / 4096.0}, expected {expected}");
        }
    }

    [Fact]
    public void Sinh_cells_without_wires_read_spikes_exactly()
    {
        SpikeProgram digital = Bound.Dense(60, 12, 8, Bound.Weights(8));
        DeviceModel device = Bound.Ideal with { SinhVoltage = 0.1 };
        FabricatedChip chip = Fabricator.Fabricate(Bound.Program(digital, device, Bound.Lossless), 0);
        Assert.Equal(Steady(digital, 30)[0], Steady(chip.Program, 30)[0]);
        Assert.Null(Assert.Single(chip.Report.Tiles).Linearisation);
    }

    [Theory]
    [InlineData(0.0, true)]
    [InlineData(0.15, false)]
    [InlineData(0.15, true)]
    public void The_error_of_a_linear_read_is_measured_and_small(double sinhVoltage, bool floating)
    {
        DeviceModel device = Bound.Ideal with { SinhVoltage = sinhVoltage };
        CrossbarArray array = new()
        {
            Name = "passive",
            Rows = 32,
            Columns = 32,
            RWordLine = 1,
            RBitLine = 1,
            RDriver = 100,
            RSink = 100,
            FloatingRows = floating,
        };
        FabricatedChip chip = Fabricator.Fabricate(Bound.Program(Bound.Dense(32, 16, 8, Bound.Weights(8)), device, array), 0);
        LinearisationError error = Assert.IsType<LinearisationError>(Assert.Single(chip.Report.Tiles).Linearisation);
        Assert.InRange(error.Largest, 1e-6, 0.05);
        Assert.InRange(error.RootMeanSquare, 1e-7, error.Largest);
    }

    [Fact]
    public void A_multi_level_voltage_over_a_sinh_cell_is_off_by_what_the_report_says()
    {
        SpikeProgram digital = Bound.Dense(32, 8, 8, Bound.Weights(8), payload: 255);
        DeviceModel device = Bound.Ideal with { SinhVoltage = 0.1 };
        CrossbarArray array = Bound.Lossless with { Dac = new() { Bits = 8, Mode = DacMode.Parallel, Voltage = 0.3 } };
        FabricatedChip chip = Fabricator.Fabricate(Bound.Program(digital, device, array), 0);
        Assert.True(Assert.Single(chip.Report.Tiles).Linearisation!.Largest > 0.1);
    }

    [Fact]
    public void A_converters_range_and_step_are_told_in_amperes()
    {
        CrossbarArray array = new() { Name = "a", Rows = 100, Adc = new() { Bits = 8 }, Dac = new() { Voltage = 0.1 } };
        FabricatedTile tile = Assert.Single(Fabricator.Fabricate(
            Bound.Program(Bound.Dense(100, 8, 8, Bound.Weights(8)), Bound.Ideal, array), 0).Report.Tiles);
        Assert.Equal(100 * 49e-6 * 0.1, tile.FullScaleCurrent, 12);
        Assert.Equal(100 * 49e-6 * 0.1 / 127, tile.CurrentPerCode, 12);
    }

    /// <summary>[tick][output]: sums of a program whose first rows have an event in every tick.</summary>
    private static int[][] Steady(SpikeProgram program, int driven)
    {
        int ticks = program.Projections[0].Read?.Tiles[0].Variance is null ? 1 : Ticks;
        SpikeTrainBuilder train = new(program.Population("in").Size, ticks);
        for (int tick = 0; tick < ticks; tick++)
        {
            for (int i = 0; i < driven; i++) train.Add(i, 1);
            train.EndTick();
        }
        return Tiny.Trace(new ReferenceBackend(), program, new InputBatch("in", [train.Build()]), ticks, "out");
    }
}
