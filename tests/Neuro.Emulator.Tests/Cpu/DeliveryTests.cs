using Neuro.Ir;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Tests.Cpu;

/// <summary>Deliveries of sizes that the random programs do not reach: whole blocks of columns, many
/// rows, rows that threads share.</summary>
public class DeliveryTests
{
    private const int Ticks = 5;

    [Theory]
    [InlineData(8, 1)]
    [InlineData(8, 3)]
    [InlineData(16, 1)]
    [InlineData(16, 3)]
    [InlineData(32, 1)]
    public void Dense_rows_of_every_width_add_up_over_blocks_and_remainders(int bits, int largestPayload)
    {
        foreach (int targets in (int[])[1, 33, 64, 256, 301, 650])
            Check(30, targets, new Dense(), Weights(30 * targets, bits), largestPayload);
    }

    [Fact]
    public void Dense_sums_of_many_extreme_bytes_do_not_overflow_16_bits()
    {
        int[] weights = new int[700 * 40];
        Array.Fill(weights, -128);
        Check(700, 40, new Dense(), weights, largestPayload: 1, rate: 1);
    }

    [Fact]
    public void Dense_multipliers_of_each_target_apply_to_its_sum() =>
        Check(30, 301, new Dense(), Weights(30 * 301, 8), 1, p => p with { Multiplier = IrValue.FromArray("m"), Shift = 3 },
            [Tiny.Array("m", [301], Weights(301, 8))]);

    [Theory]
    [InlineData(60)]
    [InlineData(300)]
    [InlineData(70_000)]
    public void Sparse_rows_of_every_index_type_reach_every_part(int targets)
    {
        (int[] rows, int[] columns) = Rows(40, targets, 30);
        IrArray[] arrays = [RowArray(rows),
            IrArray.Create("columns", [columns.Length], targets > 65_536 ? 20 : targets > 256 ? 16 : 8, signed: false, columns)];
        Sparse sparse = new("rows", "columns");
        Check(40, targets, sparse, Weights(columns.Length, 8), 1, arrays: arrays);
        Check(40, targets, sparse, Weights(columns.Length, 16), 3, arrays: arrays);
        Check(40, targets, sparse, null, 1, p => p with { Weight = -7, Shift = 2 }, arrays);
    }

    [Fact]
    public void Synapses_of_one_row_arrive_each_after_its_own_delay()
    {
        (int[] rows, int[] columns) = Rows(40, 300, 30);
        IrArray[] arrays = [RowArray(rows), Tiny.Array("columns", [columns.Length], columns),
            Tiny.Array("delays", [columns.Length], Delays(columns.Length))];
        Check(40, 300, new Sparse("rows", "columns"), Weights(columns.Length, 8), 1,
            p => p with { Delay = IrValue.FromArray("delays") }, arrays);
        Check(10, 300, new Dense(), Weights(3000, 8), 2, p => p with { Delay = IrValue.FromArray("delays") },
            [Tiny.Array("delays", [10, 300], Delays(3000))]);
        Check(300, 300, new OneToOne(), Weights(300, 8), 2, p => p with { Delay = IrValue.FromArray("delays") },
            [Tiny.Array("delays", [300], Delays(300))]);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(1, 1, 4)]
    public void Convolutions_reach_the_outputs_that_read_an_input(int stride, int dilation, int groups)
    {
        const int channels = 4, size = 15, outputs = 20;
        int extent = (size + 2 - dilation * 2 - 1) / stride + 1;
        Convolution convolution = new()
        {
            InputChannels = channels,
            InputHeight = size,
            InputWidth = size,
            OutputChannels = outputs,
            OutputHeight = extent,
            OutputWidth = extent,
            KernelHeight = 3,
            KernelWidth = 3,
            StrideX = stride,
            StrideY = stride,
            PaddingTop = 1,
            PaddingLeft = 1,
            DilationX = dilation,
            DilationY = dilation,
            Groups = groups,
        };
        IrArray weights = Tiny.Array("w", [outputs, channels / groups, 3, 3], Weights(convolution.WeightCount, 8));
        foreach (int payload in (int[])[1, 3])
            Run(convolution.InputSize, convolution.OutputSize, convolution, IrValue.FromArray("w"), payload, 0.1, p => p,
                [weights]);
    }

    private static void Check(
        int sources, int targets, Connectivity connectivity, int[]? weights, int largestPayload,
        Func<Projection, Projection>? change = null, IrArray[]? arrays = null, double rate = 0.2)
    {
        IrArray[] all = weights is null
            ? arrays ?? []
            : [.. arrays ?? [], Tiny.Array("w", connectivity is Dense ? [sources, targets] : [weights.Length], weights)];
        Run(sources, targets, connectivity, weights is null ? 1 : IrValue.FromArray("w"), largestPayload, rate,
            change ?? (p => p), all);
    }

    private static void Run(
        int sources, int targets, Connectivity connectivity, IrValue weight, int largestPayload, double rate,
        Func<Projection, Projection> change, IrArray[] arrays)
    {
        Population input = Tiny.Input("input", sources) with
        {
            PayloadMinimum = largestPayload == 1 ? 0 : -largestPayload,
            PayloadMaximum = largestPayload,
        };
        SpikeProgram program = Tiny.Program(
            [input, Tiny.Relays("relays", 1, targets)],
            [change(Tiny.Projection("input", "relays", connectivity, weight))],
            arrays,
            Tiny.Relay(bits: connectivity is Dense && arrays.Any(a => a.Bits == 32) ? 64 : 32));
        Agreement.Check(
            program, new("input", [.. Enumerable.Range(0, 2).Select(slot => Train(sources, largestPayload, rate, slot))]),
            batchSize: 2, Ticks);
    }

    private static SpikeTrain Train(int neurons, int largestPayload, double rate, int seed)
    {
        Random random = new(seed);
        SpikeTrainBuilder builder = new(neurons);
        for (int tick = 0; tick < Ticks; tick++)
        {
            for (int neuron = 0; neuron < neurons; neuron++)
            {
                if (random.NextDouble() < rate)
                    builder.Add(neuron, largestPayload == 1 || random.Next(2) == 0 ? largestPayload : -1);
            }
            builder.EndTick();
        }
        return builder.Build();
    }

    private static int[] Weights(int count, int bits)
    {
        Random random = new(count);
        int limit = bits == 32 ? 1 << 20 : 1 << (bits - 1);
        return [.. Enumerable.Range(0, count).Select(i => i == 0 ? limit - 1 : random.Next(-limit, limit))];
    }

    private static int[] Delays(int count) => [.. Enumerable.Range(0, count).Select(i => i * 7 % 4)];

    private static (int[] Rows, int[] Columns) Rows(int sources, int targets, int perRow)
    {
        Random random = new(targets);
        int[] columns = [.. Enumerable.Range(0, sources)
            .SelectMany(_ => Enumerable.Range(0, perRow).Select(_ => random.Next(targets)).Order())];
        return ([.. Enumerable.Range(0, sources + 1).Select(i => i * perRow)], columns);
    }

    private static IrArray RowArray(int[] rows) => IrArray.Create("rows", [rows.Length], 31, signed: false, rows);
}
