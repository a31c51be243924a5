using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Neuro.Ir.Crossbars;

namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>What one plane puts on the rows for their payloads: x of SEMANTICS.md, section 9.</summary>
internal sealed unsafe class PlaneDrive(InputPlane plane)
{
    // The largest |x| whose square is a word with sign.
    private const int LargestOfSmallSquare = 181;
    private const int Ints = 16;
    private const int Words = 2 * Ints;

    /// <summary>What codes are worth.</summary>
    public long Weight => plane.Weight;

    /// <summary>Whether a square of an input may not fit 16 bits with sign.</summary>
    public bool LargeSquares => Math.Max(plane.Maximum, -plane.Minimum) > LargestOfSmallSquare;

    /// <summary>
    /// Drives <paramref name="rows"/> rows; <paramref name="payloads"/> may be read, and <paramref name="inputs"/> is written
    /// with zeros, up to the next multiple of 32.
    /// </summary>
    /// <returns>How many rows are driven with a value that is not 0, and the sum of all.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (int Active, int Sum) Encode(int* payloads, short* inputs, int rows)
    {
        int active = 0;
        Vector512<int> sums = default;
        for (int row = 0; row < rows; row += Words)
        {
            Vector512<short> x = Vector512.Narrow(
                Encode(Vector512.Load(payloads + row)), Encode(Vector512.Load(payloads + row + Ints)));
            if (row + Words > rows)
                x &= Vector512.LessThan(Vector512<short>.Indices, Vector512.Create((short)(rows - row)));
            x.Store(inputs + row);
            active += BitOperations.PopCount(~Vector512.Equals(x, default).ExtractMostSignificantBits() & 0xFFFFFFFF);
            sums = Lanes.MultiplyAdd(sums, x, Vector512<short>.One);
        }
        return (active, Vector512.Sum(sums));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<int> Encode(Vector512<int> p)
    {
        if (plane.Digit)
            return (p >> plane.Shift) & Vector512.Create(plane.Maximum);
        // Halves away from zero: of |p|, which as an unsigned number has room for what is added.
        Vector512<int> sign = p >> 31;
        Vector512<uint> magnitude = ((p ^ sign) - sign).AsUInt32();
        magnitude = (magnitude + Vector512.Create((1u << plane.Shift) >> 1)) >>> plane.Shift;
        Vector512<int> minimum = Vector512.Create(plane.Minimum);
        // 2^31 itself, of a shift of 0, is not a magnitude that keeps its sign; it is far below the minimum.
        magnitude = Vector512.Min(magnitude, Vector512.Create((uint)int.MaxValue));
        Vector512<int> x = (magnitude.AsInt32() ^ sign) - sign;
        return Vector512.Min(Vector512.Max(x, minimum), Vector512.Create(plane.Maximum));
    }
}
