using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Neuro.Emulator.Cpu.Reductions;

/// <summary>Sums and extremes of many values.</summary>
internal static class VectorScan
{
    /// <summary>The sum, exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Sum(ReadOnlySpan<int> values)
    {
        Vector512<long> sums = default;
        int i = 0;
        for (; i + Vector256<int>.Count <= values.Length; i += Vector256<int>.Count)
        {
            Vector256<int> some = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);
            sums += Vector512.Create(Vector256.WidenLower(some), Vector256.WidenUpper(some));
        }
        long sum = Vector512.Sum(sums);
        for (; i < values.Length; i++)
            sum += values[i];
        return sum;
    }

    /// <summary>The largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Max(ReadOnlySpan<int> values)
    {
        Vector256<int> most = Vector256.Create(int.MinValue);
        int i = 0;
        for (; i + Vector256<int>.Count <= values.Length; i += Vector256<int>.Count)
            most = Vector256.Max(most, Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i));
        int largest = int.MinValue;
        for (int lane = 0; lane < Vector256<int>.Count; lane++)
            largest = Math.Max(largest, most[lane]);
        for (; i < values.Length; i++)
            largest = Math.Max(largest, values[i]);
        return largest;
    }
}
