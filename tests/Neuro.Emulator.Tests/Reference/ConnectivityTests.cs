using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.Tests.Reference;

/// <summary>What arrives where through each connectivity.</summary>
public sealed class ConnectivityTests
{
    private static readonly ReferenceBackend Backend = new();

    [Fact]
    public void Dense_weights_are_indexed_by_source_then_target()
    {
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("a", 2), Tiny.Relays("b", 1, 3)],
            [Tiny.Projection("a", "b", new Dense(), IrValue.FromArray("w"))],
            [Tiny.Array("w", [2, 3], 1, 2, 3, 10, 20, 30)]);
        Assert.Equal([[-7, -14, -21], [11, 22, 33]], Run(program, 2, (0, 0, -7), (1, 0, 1), (1, 1, 1)));
    }

    [Fact]
    public void Sparse_rows_reach_their_targets_and_repeated_pairs_add()
    {
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("a", 3), Tiny.Relays("b", 1, 3)],
            [Tiny.Projection("a", "b", new Sparse("rows", "targets"), IrValue.FromArray("w"))],
            [Tiny.Array("rows", [4], 0, 1, 1, 4), Tiny.Array("targets", [4], 2, 0, 1, 1), Tiny.Array("w", [4], 5, 1, 2, 4)]);
        Assert.Equal([[0, 0, 5], [0, 0, 0], [1, 6, 0]], Run(program, 3, (0, 0, 1), (1, 1, 1), (2, 2, 1)));
    }

    [Fact]
    public void One_to_one_reaches_the_same_index()
    {
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("a", 2), Tiny.Relays("b", 1, 2)], [Tiny.Projection("a", "b", new OneToOne(), 3)]);
        Assert.Equal([[6, 9]], Run(program, 1, (0, 0, 2), (0, 1, 3)));
    }

    [Fact]
    public void A_weight_is_scaled_by_its_targets_multiplier_and_shifted_before_the_payload()
    {
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("a", 1), Tiny.Relays("b", 1, 2)],
            [
                Tiny.Projection("a", "b", new Dense(), IrValue.FromArray("w"))
                    with { Multiplier = IrValue.FromArray("m"), Shift = 3 },
            ],
            [Tiny.Array("w", [1, 2], 5, -7), Tiny.Array("m", [2], 3, 11)]);
        Assert.Equal([[5 * 3 * 8 * 2, -7 * 11 * 8 * 2]], Run(program, 1, (0, 0, 2)));
    }

    [Fact]
    public void A_64_bit_accumulator_holds_the_exact_sum_and_saturates_when_read()
    {
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("a", 2), Tiny.Relays("b", 1, 1)],
            [Tiny.Projection("a", "b", new Dense(), IrValue.FromArray("w")) with { Shift = 30 }],
            [Tiny.Array("w", [2, 1], 100, -99)], Tiny.Relay(bits: 64));
        Assert.Equal([[int.MaxValue], [int.MinValue], [1 << 30]], Run(program, 3, (0, 0, 1), (1, 1, 1), (2, 0, 1), (2, 1, 1)));
    }

    [Fact]
    public void Several_projections_into_one_port_add()
    {
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("a", 2), Tiny.Relays("b", 1, 2)],
            [Tiny.Projection("a", "b", new OneToOne(), 3), Tiny.Projection("a", "b", new Dense(), 10) with { Name = "second" }]);
        Assert.Equal([[13, 10]], Run(program, 1, (0, 0, 1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Convolutions_equal_the_loop_over_outputs_and_taps(int seed)
    {
        Random random = new(seed);
        int groups = random.Next(1, 3);
        Convolution c = new()
        {
            Groups = groups,
            InputChannels = groups * random.Next(1, 3),
            OutputChannels = groups * random.Next(1, 3),
            InputHeight = random.Next(3, 8),
            InputWidth = random.Next(3, 8),
            KernelHeight = random.Next(1, 4),
            KernelWidth = random.Next(1, 4),
            StrideY = random.Next(1, 4),
            StrideX = random.Next(1, 4),
            PaddingTop = random.Next(0, 3),
            PaddingLeft = random.Next(0, 3),
            DilationY = random.Next(1, 3),
            DilationX = random.Next(1, 3),
            OutputHeight = random.Next(1, 6),
            OutputWidth = random.Next(1, 6),
        };
        int[] weights = [.. Enumerable.Range(0, c.WeightCount).Select(_ => random.Next(-9, 10))];
        int[] multipliers = [.. Enumerable.Range(0, c.OutputChannels).Select(_ => random.Next(1, 5))];
        int[] image = [.. Enumerable.Range(0, c.InputSize).Select(_ => random.Next(-2, 3))];
        SpikeProgram program = Tiny.Program(
            [
                Tiny.Input("a", c.InputChannels, c.InputHeight, c.InputWidth),
                Tiny.Relays("b", 1, c.OutputChannels, c.OutputHeight, c.OutputWidth),
            ],
            [Tiny.Projection("a", "b", c, IrValue.FromArray("w")) with { Multiplier = IrValue.FromArray("m") }],
            [
                Tiny.Array("w", [c.OutputChannels, c.InputChannels / groups, c.KernelHeight, c.KernelWidth], weights),
                Tiny.Array("m", [c.OutputChannels], multipliers),
            ]);
        int[] actual = Run(program, 1, [.. image.Select((payload, i) => (0, i, payload)).Where(e => e.payload != 0)])[0];
        Assert.Equal(Correlate(c, image, weights, multipliers), actual);
    }

    [Fact]
    public void Synaptic_events_count_stored_synapses_and_not_taps_beyond_the_edge()
    {
        Convolution c = new()
        {
            InputChannels = 1,
            InputHeight = 3,
            InputWidth = 3,
            OutputChannels = 1,
            OutputHeight = 3,
            OutputWidth = 3,
            KernelHeight = 3,
            KernelWidth = 3,
            PaddingTop = 1,
            PaddingLeft = 1,
        };
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("a", 1, 3, 3), Tiny.Relays("b", 1, 1, 3, 3)], [Tiny.Projection("a", "b", c, 0)]);
        using ISession session = Backend.Open(program, new SessionOptions());
        session.Run(Tiny.Events(program, 1, (0, 0, 5), (0, 4, 1)), 2);
        // A corner reaches four outputs, the centre nine; zero weights count.
        Assert.Equal(new Counters(Spikes: 0, InputEvents: 2, SynapticEvents: 13, NeuronUpdates: 18), session.Counters(0));
    }

    /// <summary>PyTorch's definition of Conv2d, output by output.</summary>
    private static int[] Correlate(Convolution c, int[] image, int[] weights, int[] multipliers)
    {
        List<int> outputs = [];
        int perGroupIn = c.InputChannels / c.Groups;
        int perGroupOut = c.OutputChannels / c.Groups;
        for (int o = 0; o < c.OutputSize; o++)
        {
            (int co, int oy, int ox) = Coordinates(o, c.OutputHeight, c.OutputWidth);
            int sum = 0;
            for (int k = 0; k < perGroupIn * c.KernelHeight * c.KernelWidth; k++)
            {
                (int ci, int ky, int kx) = Coordinates(k, c.KernelHeight, c.KernelWidth);
                int y = oy * c.StrideY - c.PaddingTop + ky * c.DilationY;
                int x = ox * c.StrideX - c.PaddingLeft + kx * c.DilationX;
                int source = ((co / perGroupOut * perGroupIn + ci) * c.InputHeight + y) * c.InputWidth + x;
                if (y >= 0 && y < c.InputHeight && x >= 0 && x < c.InputWidth)
                    sum += image[source] * weights[co * perGroupIn * c.KernelHeight * c.KernelWidth + k];
            }
            outputs.Add(sum * multipliers[co]);
        }
        return [.. outputs];
    }

    /// <summary>Channel, row and column of a flat index.</summary>
    private static (int Channel, int Row, int Column) Coordinates(int index, int height, int width) =>
        (index / (height * width), index / width % height, index % width);

    private static int[][] Run(SpikeProgram program, int ticks, params (int Tick, int Neuron, int Payload)[] events) =>
        Tiny.Trace(Backend, program, Tiny.Events(program, ticks, events), ticks, "b");
}
