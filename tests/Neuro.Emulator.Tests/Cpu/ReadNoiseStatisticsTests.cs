using Neuro.Emulator.Cpu;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Tests.Cpu;

/// <summary>Read noise as a measurement would find it: 100,000 codes of one input, minus what they are without noise.</summary>
public class ReadNoiseStatisticsTests
{
    private const int Rows = 7, Channels = 50, Ticks = 50, Slots = 40;
    private const int Count = Channels * Ticks * Slots;

    // n = z · √(V · 2^16) / 2^s, and z has 12 fraction bits: with s = 16 a code is 1/16 of V's root.
    private const int NoiseShift = 16, CodesPerRoot = 16;

    private static readonly int[] Inputs = [3, -250, 0, 17, 1, 90, -8];
    private static readonly double[,,] Errors = Measure();

    // Σ σ² · x² of every channel: the same for all of them.
    private static double Variance =>
        Inputs.Select((x, row) => (double)x * x * CellVariance(row)).Sum() * CodesPerRoot * CodesPerRoot;

    [Fact]
    public void The_mean_of_the_errors_is_zero()
    {
        double mean = Errors.Cast<double>().Average();
        Assert.InRange(mean / Math.Sqrt(Variance / Count), -5, 5);
    }

    [Fact]
    public void Their_variance_is_the_sum_of_the_cells_variances_times_the_squared_inputs()
    {
        // The variance of a sample's variance is 2σ⁴ / N for normal deviates; rounding a code adds 1/12.
        double variance = Errors.Cast<double>().Average(e => e * e);
        Assert.InRange((variance - Variance - 1.0 / 12) / (Variance * Math.Sqrt(2.0 / Count)), -5, 5);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    [InlineData(1, 4, 0)]
    public void Errors_of_other_ticks_streams_and_channels_are_not_correlated(int ticks, int slots, int channels)
    {
        double sum = 0;
        int pairs = 0;
        for (int t = 0; t + ticks < Ticks; t++)
        {
            for (int s = 0; s + slots < Slots; s++)
            {
                for (int c = 0; c + channels < Channels; c++, pairs++)
                    sum += Errors[t, s, c] * Errors[t + ticks, s + slots, c + channels];
            }
        }
        Assert.InRange(sum / Variance / Math.Sqrt(pairs), -5, 5);
    }

    private static int CellVariance(int row) => 10 + 3 * row;

    private static double[,,] Measure()
    {
        SpikeProgram quiet = Program(noise: false);
        SpikeProgram noisy = Program(noise: true);
        int[] expected = Run(quiet);
        int[] actual = Run(noisy);
        double[,,] errors = new double[Ticks, Slots, Channels];
        for (int i = 0; i < Count; i++)
            errors[i / Channels % Ticks, i / Channels / Ticks, i % Channels] = actual[i] - expected[i];
        return errors;
    }

    /// <summary>The relays' sums, [slot, tick, channel].</summary>
    private static int[] Run(SpikeProgram program)
    {
        SpikeTrainBuilder train = new(Rows, Ticks);
        for (int tick = 0; tick < Ticks; tick++)
        {
            for (int row = 0; row < Rows; row++)
            {
                if (Inputs[row] != 0)
                    train.Add(row, Inputs[row]);
            }
            train.EndTick();
        }
        SpikeTrain input = train.Build();
        using ISession session = new CpuBackend().Open(program, new() { BatchSize = Slots });
        Recording recording = new(program, new() { States = [("relays", "sum")] }, Slots);
        session.Run(new("input", [.. Enumerable.Repeat(input, Slots)]), Ticks, recording);
        return [.. Enumerable.Range(0, Slots).SelectMany(slot => recording.States("relays", "sum", slot).ToArray())];
    }

    private static SpikeProgram Program(bool noise)
    {
        CrossbarTile tile = new()
        {
            FirstRow = 0,
            Rows = Rows,
            FirstOutput = 0,
            Outputs = Channels,
            Conductance = "g",
            Variance = noise ? "variance" : null,
            NoiseShift = NoiseShift,
            Output = IrValue.FromArray("output"),
            Coefficient = 1,
            CellsPerRow = Channels,
        };
        Projection projection = Tiny.Projection("input", "relays", new Dense(), 1) with
        {
            Read = new() { Planes = [TinyCrossbar.Plain], Tiles = [tile] },
        };
        return Tiny.Program(
            [Tiny.Input("input", Rows), Tiny.Relays("relays", 1, Channels)],
            [projection],
            [
                Tiny.Array("g", [Rows, Channels], [.. Enumerable.Range(0, Rows * Channels).Select(i => i * 7 % 101 - 50)]),
                Tiny.Array("variance", [Rows, Channels], [.. Enumerable.Range(0, Rows * Channels)
                    .Select(i => CellVariance(i / Channels))]),
                Tiny.Array("output", [Channels], [.. Enumerable.Range(0, Channels)]),
            ]);
    }
}
