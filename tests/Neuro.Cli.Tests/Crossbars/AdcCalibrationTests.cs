using Neuro.Compiler.Passes;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Runtime.Data;

namespace Neuro.Cli.Tests.Crossbars;

/// <summary>Ranges of ADCs against sums over weights and inputs that are written out here.</summary>
public sealed class AdcCalibrationTests
{
    private const int Ticks = 12;

    // Inputs go to a convolution with padding and two groups, and to a dense map of all of them.
    private static readonly SpikeProgram Program = ProgramText.Parse("""
        program "two kinds" {
          dt 1/1000
          array k : s8[4, 1, 2, 2] = [1, -2, 3, 4, -5, 6, 7, -8, 9, 10, -11, 12, 13, 14, -15, 16]
          array w : s8[18, 2] = [
            1, 2, 3, -4, 5, 6, 7, 8, -9, 10, 11, 12, 13, -14, 15, 16, 17, 18, 19, 20, -21, 22, 23, 24, 25, 26, 27, -28, 29, 30,
            31, 32, -33, 34, 35, 36]
          neuron sum {
            acc x : i32
            fired = ge x, 1
            emit fired
          }
          input in [2, 3, 3] { payload 0 .. 3 }
          population map [4, 4, 4] : sum phase 1 { }
          population out [2] : sum phase 1 { }
          projection conv : in -> map port x { conv in [2, 3, 3] out [4, 4, 4] kernel [2, 2] padding [1, 1] groups 2; weight @k }
          projection fc : in -> out port x { dense; weight @w; delay 2 }
          output out
        }
        """, "two.ir");

    [Theory]
    [InlineData("conv")]
    [InlineData("fc")]
    public void The_calibrated_range_is_the_largest_current_of_the_data(string projection)
    {
        Projection bound = Bound(AdcRange.Calibrated, 100).Projections.First(p => p.Name == projection);
        List<double>[] currents = Currents(bound);
        Assert.Equal(currents.Length, bound.Crossbar!.AdcRanges.Length);
        for (int tile = 0; tile < currents.Length; tile++)
            Assert.Equal(currents[tile].Max(), bound.Crossbar.AdcRanges[tile], 1e-6);
    }

    [Theory]
    [InlineData("conv", 50)]
    [InlineData("conv", 90)]
    [InlineData("fc", 75)]
    public void A_percentile_is_a_bound_that_this_share_of_currents_keeps(string projection, double percent)
    {
        Projection bound = Bound(AdcRange.Percentile, percent).Projections.First(p => p.Name == projection);
        List<double>[] currents = Currents(bound);
        for (int tile = 0; tile < currents.Length; tile++)
        {
            currents[tile].Sort();
            double exact = currents[tile][(int)Math.Ceiling(percent / 100 * currents[tile].Count) - 1];
            // Bins are 1/4096 wide, and a range is one unit at least.
            Assert.InRange(bound.Crossbar!.AdcRanges[tile], Math.Max(1, exact) - 1e-6, Math.Max(1, exact * (1 + 1.0 / 2048)));
        }
    }

    private static SpikeProgram Bound(AdcRange range, double percent) => Bind.Run(
        Program,
        new BindOptions
        {
            Device = new DeviceModel { Name = "cell", GMin = 1e-6, GMax = 1e-4 },
            Array = new CrossbarArray
            {
                Name = "array",
                Rows = 10,
                Columns = 64,
                Dac = new DacModel { Bits = 2 },
                Adc = new AdcModel { Bits = 6, Range = range, Percentile = percent },
            },
        },
        new CalibrationData(new SpikeDataset("numbers", [2, 3, 3], Ticks, 3, Sample)), new ReferenceBackend(), []).Program;

    private static SpikeTrain Sample(int number)
    {
        int[] raster = new int[Ticks * 18];
        for (int i = 0; i < raster.Length; i++)
            raster[i] = (i + 1) * (number + 3) * 7919 % 11 is var digit && digit <= 3 ? digit : 0;
        return SpikeTrain.FromDense(raster, Ticks, 18);
    }

    /// <summary>Magnitudes of all currents of all reads of each tile: Σ payload · weight over the tile's rows.</summary>
    private static List<double>[] Currents(Projection projection)
    {
        CrossbarLayout layout = CrossbarLayout.Of(
            Program, projection, new CrossbarArray { Name = "array", Rows = 10, Columns = 64 },
            new DeviceModel { Name = "cell", GMin = 1e-6, GMax = 1e-4 });
        CrossbarMatrix matrix = layout.Matrix;
        List<double>[] currents = [.. layout.Tiles.Select(_ => new List<double>())];
        for (int sample = 0; sample < 3; sample++)
        {
            SpikeTrain train = Sample(sample);
            for (int read = 0; read < Ticks * matrix.Pixels; read++)
            {
                (int tick, int pixel) = Math.DivRem(read, matrix.Pixels);
                for (int t = 0; t < layout.Tiles.Length; t++)
                    Read(layout.Tiles[t], matrix, train, tick, pixel, currents[t]);
            }
        }
        return currents;
    }

    private static void Read(
        CrossbarTileLayout tile, CrossbarMatrix matrix, SpikeTrain train, int tick, int pixel, List<double> currents)
    {
        int Payload(int row) => matrix.Source(tile.Group, pixel, tile.FirstRow + row) is >= 0 and int source
            && train.IndicesAt(tick).IndexOf(source) is >= 0 and int at
            ? train.PayloadsAt(tick)[at]
            : 0;
        int[] payloads = [.. Enumerable.Range(0, tile.Rows).Select(Payload)];
        if (payloads.All(p => p == 0))
            return;
        for (int output = tile.FirstOutput; output < tile.FirstOutput + tile.Outputs; output++)
            currents.Add(Math.Abs(payloads.Select((p, row) => p * matrix.Weight(tile.Group, tile.FirstRow + row, output)).Sum()));
    }
}
