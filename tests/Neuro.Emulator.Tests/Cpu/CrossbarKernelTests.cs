using Neuro.Emulator.Cpu;
using Neuro.Emulator.Cpu.Crossbars;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.Tests.Cpu;

/// <summary>The vectorised steps of a read, each against its definition.</summary>
public unsafe class CrossbarKernelTests
{
    private const int Reads = 8;

    private static readonly CrossbarTile Tile = new()
    {
        FirstRow = 0,
        Rows = 1,
        FirstOutput = 0,
        Outputs = 1,
        Conductance = "g",
        Output = 0,
        Coefficient = 1,
        CellsPerRow = 1,
    };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 17)]
    [InlineData(15, 129)]
    [InlineData(17, 32)]
    [InlineData(63, 65)]
    [InlineData(65, 3)]
    [InlineData(255, 31)]
    [InlineData(300, 300)]
    public void Rows_are_summed_alike_from_lists_and_in_whole(int rows, int channels)
    {
        Random random = new(rows);
        foreach (int largest in (int[])[short.MaxValue, int.MaxValue / 255 / rows])
        {
            int[] elements = Draw(random, rows * channels, -largest, largest);
            RowMatrix matrix = new(Tiny.Array("g", [rows, channels], elements), rows);
            RowFactors factors = new(Reads, rows + 40);
            int[][] inputs = [.. Enumerable.Range(0, Reads).Select(read => Inputs(random, rows, read))];
            for (int read = 0; read < Reads; read++)
                Fill(factors, read, inputs[read]);
            long[][] expected = [.. inputs.Select(x => Product(x, elements, channels))];
            Check(expected, Sum(matrix, factors, listed: false), matrix);
            Check(expected, Sum(matrix, factors, listed: true), matrix);
        }
    }

    [Theory]
    [InlineData(1, 33, 255)]
    [InlineData(65, 3, 255)]
    [InlineData(64, 64, 255)]
    [InlineData(31, 100, 181)]
    public void Squares_of_inputs_are_summed_alike_from_lists_and_in_whole(int rows, int channels, int largest)
    {
        Random random = new(rows);
        int[] elements = Draw(random, rows * channels, 0, int.MaxValue / (largest * largest) / rows);
        RowMatrix matrix = new(Tiny.Array("variance", [rows, channels], elements), rows);
        (RowFactors factors, RowFactors squares) = (new(Reads, rows), new(Reads, rows));
        int[][] inputs = [.. Enumerable.Range(0, Reads)
            .Select(read => Inputs(random, rows, read).Select(x => Math.Clamp(x, -largest, largest)).ToArray())];
        long[][] expected = [.. inputs.Select(x => Product([.. x.Select(value => value * value)], elements, channels))];
        foreach (bool listed in (bool[])[false, true])
        {
            for (int read = 0; read < Reads; read++)
            {
                Fill(factors, read, inputs[read]);
                if (listed)
                    squares.ListSquares(factors, read, rows);
                else
                    squares.Square(factors, read, rows, large: largest > 181);
            }
            Check(expected, Sum(matrix, squares, listed), matrix);
        }
    }

    [Fact]
    public void Payloads_drive_rows_as_the_plane_says()
    {
        InputPlane[] planes =
        [
            new(false, 0, -255, 255, 1), new(false, 1, -3, 200, 2), new(false, 31, -1, 1, 1L << 31), new(false, 8, 0, 127, 256),
            new(true, 0, 0, 1, 1), new(true, 7, 0, 255, 128), new(true, 31, 0, 1, -1L << 31),
        ];
        Random random = new(2);
        int[] payloads = [0, 1, -1, 2, -2, 3, -3, 127, 128, -128, int.MaxValue, int.MinValue, -int.MaxValue,
            .. Draw(random, 40, -1000, 1000), .. Draw(random, 40, int.MinValue, int.MaxValue)];
        AlignedArray<int> source = new(payloads.Length + RowKernels.Block);
        source.Slice(0, (int)source.Length).Fill(99);
        payloads.CopyTo(source.Slice(0, payloads.Length));
        foreach (InputPlane plane in planes)
        {
            foreach (int rows in (int[])[1, 31, 32, 33, payloads.Length])
            {
                RowFactors factors = new(1, rows);
                int[] expected = [.. payloads.Take(rows).Select(p => plane.Digit
                    ? (p >> plane.Shift) & plane.Maximum
                    : (int)Math.Clamp(MicroOps.ShiftRight(p, plane.Shift, Rounding.Nearest), plane.Minimum, plane.Maximum))];
                (int active, int sum) = new PlaneDrive(plane).Encode(source.Pointer, factors.Dense(0), rows);
                Assert.Equal(expected, new Span<short>(factors.Dense(0), rows).ToArray().Select(x => (int)x));
                Assert.Equal((expected.Count(x => x != 0), expected.Sum()), (active, sum));
                Assert.Equal(-1, new Span<short>(factors.Dense(0) + rows, factors.Stride - rows).IndexOfAnyExcept((short)0));
            }
        }
    }

    [Fact]
    public void Deviates_are_those_of_the_generator_and_the_table()
    {
        ulong seed = 0xFEDCBA9876543210;
        NoiseSource noise = new(seed, projection: 5, deviates: 300);
        AlignedArray<int> deviates = new(200 + NoiseSource.Block);
        noise.Draw(tick: 7, stream: 3, plane: 2, pixel: 11, firstDeviate: 84, first: 32, end: 200, deviates.Pointer);
        ulong key = (uint)seed | (ulong)((uint)(seed >> 32) + 3) << 32;
        for (int c = 32; c < 200; c++)
        {
            uint block = (uint)(11 * 300 / 4 + (84 + c) / 4);
            (uint x0, uint x1, uint x2, uint x3) = Philox4x32.Block(7, (1u << 31) + 5, block, 2, key);
            int expected = NormalTable.Deviate((c % 4) switch { 0 => x0, 1 => x1, 2 => x2, _ => x3 });
            Assert.True(expected == deviates.Pointer[c], $"channel {c}: expected {expected}, actual {deviates.Pointer[c]}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(30)]
    [InlineData(62)]
    public void Noise_is_exact_up_to_the_largest_variance(int shift)
    {
        Random random = new(shift);
        int largest = (int)Math.Min(int.MaxValue, Math.Pow(2, 2 * (shift + 9)) / 256);
        int[] variances = [0, 1, 2, 3, 4, largest, largest - 1, .. Draw(random, 57, 0, largest)];
        int[] deviates = [.. Enumerable.Range(0, 64)
            .Select(i => i < 8 ? 15738 : NormalTable.Deviate((uint)random.Next() << 1))];
        int[] expected = [.. variances.Select((v, c) => (int)MicroOps.ShiftRight(
            deviates[c] * (long)Math.Sqrt((long)v << 16), shift, Rounding.Nearest))];
        (AlignedArray<int> sums, AlignedArray<int> v, AlignedArray<int> z) = (new(64), new(64), new(64));
        variances.CopyTo(v.Slice(0, 64));
        deviates.CopyTo(z.Slice(0, 64));
        Converter(Tile with { NoiseShift = shift }).AddNoise(sums.Pointer, v.Pointer, z.Pointer, 0, 64);
        Assert.Equal(expected, sums.Slice(0, 64).ToArray());
    }

    [Theory]
    [InlineData(Rounding.Floor, 0)]
    [InlineData(Rounding.Nearest, 0)]
    [InlineData(Rounding.Floor, 20)]
    [InlineData(Rounding.Nearest, 20)]
    [InlineData(Rounding.Floor, 62)]
    [InlineData(Rounding.Nearest, 62)]
    public void Codes_are_exact_up_to_the_largest_sum_and_gain(Rounding rounding, int shift)
    {
        Random random = new(shift);
        int[] gains = [int.MaxValue, int.MaxValue, 1, 1, .. Draw(random, 60, 1, int.MaxValue)];
        int[] offsets = Draw(random, 64, int.MinValue, int.MaxValue);
        const int Most = int.MaxValue;
        int[] values = [Most, -Most, Most, -Most, .. Draw(random, 60, -Most, Most)];
        CrossbarTile tile = Tile with
        {
            Gain = IrValue.FromArray("gain"),
            Offset = IrValue.FromArray("offset"),
            GainShift = shift,
            Rounding = rounding,
            MinimumCode = -1_000_000_000,
            MaximumCode = 2_000_000_000,
        };
        int[] expected = [.. values.Select((s, c) => (int)Math.Clamp(
            MicroOps.ShiftRight((long)s * gains[c], shift, rounding) + offsets[c], tile.MinimumCode, tile.MaximumCode))];
        (AlignedArray<int> sums, AlignedArray<int> codes) = (new(64), new(64));
        values.CopyTo(sums.Slice(0, 64));
        Converter(tile, Tiny.Array("gain", [64], gains), Tiny.Array("offset", [64], offsets))
            .Convert(sums.Pointer, 0, 64, codes.Pointer);
        Assert.Equal(expected, codes.Slice(0, 64).ToArray());
    }

    private static ChannelConverter Converter(CrossbarTile tile, params IrArray[] arrays) =>
        new(Tiny.Program([], [], arrays), tile, channels: 64);

    private static int[] Draw(Random random, int count, int minimum, int maximum) =>
        [.. Enumerable.Range(0, count).Select(_ => (int)random.NextInt64(minimum, maximum + 1L))];

    /// <summary>No input, one, few, or all; some at the extremes.</summary>
    private static int[] Inputs(Random random, int rows, int read)
    {
        double rate = read switch { 0 => 0, 1 => 1.0 / rows, < 5 => 0.2, _ => 1 };
        return [.. Enumerable.Range(0, rows)
            .Select(_ => random.NextDouble() >= rate ? 0 : read == 7 ? 255 : random.Next(-255, 256))];
    }

    private static void Fill(RowFactors factors, int read, int[] inputs)
    {
        // What an earlier tile with more rows has left.
        new Span<short>(factors.Dense(read), factors.Stride).Fill(77);
        for (int row = 0; row < (inputs.Length + 31) / 32 * 32; row++)
            factors.Dense(read)[row] = (short)(row < inputs.Length ? inputs[row] : 0);
        factors.List(read, inputs.Length);
    }

    private static long[] Product(int[] inputs, int[] elements, int channels)
    {
        long[] sums = new long[channels];
        for (int i = 0; i < elements.Length; i++)
            sums[i % channels] += (long)inputs[i / channels] * elements[i];
        return sums;
    }

    private static AlignedArray<int> Sum(RowMatrix matrix, RowFactors factors, bool listed)
    {
        AlignedArray<int> sums = new((long)Reads * matrix.Stride);
        matrix.Sum(factors, Reads, listed, 0, matrix.Stride, sums.Pointer);
        return sums;
    }

    private static void Check(long[][] expected, AlignedArray<int> sums, RowMatrix matrix)
    {
        for (int read = 0; read < expected.Length; read++)
        {
            for (int c = 0; c < matrix.Channels; c++)
            {
                (long sum, int actual) = (expected[read][c], sums.Pointer[read * matrix.Stride + c]);
                Assert.True(sum == actual, $"read {read}, channel {c}: expected {sum}, actual {actual}");
            }
        }
    }
}
