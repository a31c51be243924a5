using System.Collections.Immutable;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Tests.Crossbars;

/// <summary>Where weights lie on arrays, and what their cells are programmed to.</summary>
public sealed class CrossbarLayoutTests
{
    private static readonly DeviceModel Device = new() { Name = "d", GMin = 1e-6, GMax = 26e-6 };

    public static TheoryData<CellArrangement, int, int> Mappings()
    {
        TheoryData<CellArrangement, int, int> data = [];
        foreach (CellArrangement arrangement in Enum.GetValues<CellArrangement>())
            foreach (int bitsPerCell in (int[])[0, 1, 2, 3])
                foreach (int levels in (int[])[0, 256])
                    data.Add(arrangement, bitsPerCell, levels);
        return data;
    }

    [Theory]
    [MemberData(nameof(Mappings))]
    public void Channels_of_a_row_add_up_to_its_weight(CellArrangement arrangement, int bitsPerCell, int levels)
    {
        int[] weights = [.. Enumerable.Range(-128, 256)];
        CrossbarArray array = new()
        {
            Name = "a",
            Rows = 100,
            Columns = 40,
            Arrangement = arrangement,
            BitsPerCell = bitsPerCell,
        };
        // An offset of 128 codes each way takes 257 levels.
        bool single = arrangement is CellArrangement.Offset or CellArrangement.ReferenceColumn;
        if (levels > 0 && bitsPerCell == 0 && single) levels = 257;
        CrossbarLayout layout = Layout(array, Device with { Levels = levels }, 8, [16, 16], weights);

        foreach (CrossbarTileLayout tile in layout.Tiles)
            for (int row = 0; row < tile.Rows; row++)
                for (int output = 0; output < tile.Outputs; output++)
                {
                    double sum = 0;
                    for (int c = 0; c < tile.Channels.Length; c++)
                        if (tile.Channels[c].Output == output || tile.Channels[c].Output == -1)
                            sum += tile.Channels[c].Sign * Math.ScaleB(
                                tile.ChannelWeight(row, c), tile.Channels[c].Slice * bitsPerCell);
                    if (arrangement == CellArrangement.Offset)
                        for (int slice = 0; slice < layout.Mapping.Slices; slice++)
                            sum -= Math.ScaleB(layout.Mapping.Zero(slice) / layout.Mapping.Unit, slice * bitsPerCell);
                    int code = weights[(tile.FirstRow + row) * 16 + tile.FirstOutput + output];
                    Assert.True(Math.Abs(sum - code) < 1e-9, $"weight {code} is held as {sum}");
                }
        Assert.Equal(0, layout.Clipped);
        Assert.True(layout.LargestWeightError < 1e-9, $"{layout.LargestWeightError}");
    }

    [Theory]
    [MemberData(nameof(Mappings))]
    public void Targets_lie_within_the_range_of_the_device_and_on_its_levels(
        CellArrangement arrangement, int bitsPerCell, int levels)
    {
        DeviceModel device = Device with { Levels = levels == 0 ? 0 : 12 };
        CrossbarArray array = new() { Name = "a", Columns = 64, Arrangement = arrangement, BitsPerCell = bitsPerCell };
        CrossbarLayout layout = Layout(array, device, 8, [16, 16], [.. Enumerable.Range(-128, 256)]);

        foreach (CrossbarTileLayout tile in layout.Tiles)
            for (int row = 0; row < tile.Rows; row++)
                for (int column = 0; column < tile.Columns; column++)
                {
                    double target = tile.Target(row, column);
                    Assert.InRange(target, device.GMin * (1 - 1e-12), device.GMax * (1 + 1e-12));
                    double level = (target - device.GMin) / (device.GMax - device.GMin) * 11;
                    if (levels > 0) Assert.True(Math.Abs(level - Math.Round(level)) < 1e-9, $"[{row}, {column}]: level {level}");
                }
    }

    [Fact]
    public void The_whole_range_stands_for_the_largest_weight_of_a_pair()
    {
        CrossbarLayout layout = Layout(new() { Name = "a" }, Device, 8, [1, 3], [127, -127, 0]);

        CrossbarTileLayout tile = Assert.Single(layout.Tiles);
        IEnumerable<double> targets = Enumerable.Range(0, 6).Select(c => Math.Round(tile.Target(0, c), 15));
        Assert.Equal([26e-6, 1e-6, 1e-6, 26e-6, 1e-6, 1e-6], targets);
        Assert.Equal(new CrossbarChannel(1, 2, 3, 0, 1), tile.Channels[1]);
    }

    [Fact]
    public void A_layer_is_cut_into_as_few_arrays_as_it_fits_of_even_sizes()
    {
        CrossbarArray array = new() { Name = "a", Rows = 256, Columns = 128 };
        CrossbarLayout layout = Layout(array, Device, 4, [784, 100], [.. Enumerable.Range(0, 78400).Select(i => i % 15 - 7)]);

        Assert.Equal(8, layout.Tiles.Length);
        Assert.All(layout.Tiles, t => Assert.Equal((196, 50, 100), (t.Rows, t.Outputs, t.Columns)));
        Assert.Equal(784 * 200, layout.Cells);
        Assert.Equal(784.0 * 200 / (8 * 256 * 128), layout.Utilisation, 12);
        int[,] held = new int[784, 100];
        foreach (CrossbarTileLayout t in layout.Tiles)
            for (int r = 0; r < t.Rows; r++)
                for (int o = 0; o < t.Outputs; o++) held[t.FirstRow + r, t.FirstOutput + o]++;
        Assert.All(held.Cast<int>(), times => Assert.Equal(1, times));
    }

    [Fact]
    public void Few_levels_round_weights_and_are_counted()
    {
        int[] weights = [.. Enumerable.Range(-128, 256)];
        CrossbarLayout layout = Layout(new() { Name = "a" }, Device with { Levels = 8 }, 8, [16, 16], weights);

        Assert.Equal(8, layout.LevelsUsed);
        Assert.Equal(1, layout.Clipped);
        Assert.InRange(layout.LargestWeightError, 8.5, 127.0 / 14 + 1e-9);
        Assert.InRange(layout.WeightError, 127.0 / 7 / Math.Sqrt(12) * 0.95, 127.0 / 7 / Math.Sqrt(12) * 1.05);
    }

    [Theory]
    [InlineData(CellArrangement.Offset)]
    [InlineData(CellArrangement.ReferenceColumn)]
    public void Single_cells_hold_zero_exactly_whatever_the_levels(CellArrangement arrangement)
    {
        for (int levels = 3; levels < 40; levels++)
        {
            CrossbarArray array = new() { Name = "a", Arrangement = arrangement };
            CrossbarLayout layout = Layout(array, Device with { Levels = levels }, 8, [1, 3], [0, 127, -127]);
            Assert.Equal(0, layout.Mapping.Held(0), 12);
            Assert.Equal(127, layout.Mapping.Held(127), 9);
            Assert.Equal(-127, layout.Mapping.Held(-127), 9);
        }
    }

    [Fact]
    public void Blocks_without_synapses_take_no_array()
    {
        IrArray weights = IrArray.Create("w", [40], 8, true, Enumerable.Repeat(3, 40).ToArray());
        SpikeProgram program = Program(40, 40) with { Arrays = [weights] };
        program = program with { Projections = [program.Projections[0] with { Connectivity = new OneToOne() }] };
        CrossbarArray array = new() { Name = "a", Rows = 10, Columns = 20 };
        CrossbarLayout layout = CrossbarLayout.Of(program, program.Projections[0], array, Device);

        Assert.Equal([0, 10, 20, 30], layout.Tiles.Select(t => t.FirstRow));
        Assert.Equal([0, 10, 20, 30], layout.Tiles.Select(t => t.FirstOutput));
    }

    [Fact]
    public void What_cannot_be_held_is_refused()
    {
        Refused("NEU3541", () => Layout(
            new() { Name = "a", Columns = 3, BitsPerCell = 1 }, Device, 8, [1, 1], [5]));
        Refused("NEU3542", () => Layout(new() { Name = "a" }, Device with { GMax = 1e-6 }, 8, [1, 1], [5]));
        Refused("NEU3542", () => Layout(
            new() { Name = "a", Arrangement = CellArrangement.Offset }, Device with { Levels = 2 }, 8, [1, 1], [5]));
        SpikeProgram large = Program(1 << 15, 1 << 15);
        Refused("NEU3543", () => CrossbarLayout.Of(large, large.Projections[0], new() { Name = "a" }, Device));
        SpikeProgram delayed = Program(2, 1) with { Arrays = [IrArray.Create("d", [2, 1], 8, true, [0, 1])] };
        Refused("NEU3540", () => CrossbarLayout.Of(
            delayed, delayed.Projections[0] with { Delay = IrValue.FromArray("d") }, new() { Name = "a" }, Device));
    }

    private static void Refused(string code, Action layOut) =>
        Assert.Equal(code, Assert.Single(Assert.Throws<DiagnosticException>(layOut).Diagnostics).Code);

    private static CrossbarLayout Layout(
        CrossbarArray array, DeviceModel device, int bits, ImmutableArray<int> shape, int[] weights)
    {
        SpikeProgram program = Program(shape[0], shape[1]) with { Arrays = [IrArray.Create("w", shape, bits, true, weights)] };
        return CrossbarLayout.Of(program, program.Projections[0], array, device);
    }

    private static SpikeProgram Program(int sources, int targets) => new()
    {
        Name = "p",
        TimeStep = new(1, 1000),
        Populations =
            [new() { Name = "in", Shape = [sources] }, new() { Name = "out", Shape = [targets], Neuron = "n", Phase = 1 }],
        Projections =
        [
            new()
            {
                Name = "fc",
                Source = "in",
                Target = "out",
                Port = "x",
                Connectivity = new Dense(),
                Weight = IrValue.FromArray("w"),
            },
        ],
    };
}
