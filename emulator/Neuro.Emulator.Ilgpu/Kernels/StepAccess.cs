using System.Runtime.CompilerServices;
using ILGPU;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>What emitted micro-programs read and write, and where they call for it.</summary>
internal static class StepAccess
{
    /// <summary>A state or a narrow sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int State(ref Machine m, long index) => m.States[index];

    /// <summary>Stores a state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref Machine m, long index, int value) => m.States[index] = value;

    /// <summary>Takes a port's sum and leaves 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Take(ref Machine m, long index)
    {
        ArrayView<int> sums = m.Sums;
        int sum = sums[index];
        sums[index] = 0;
        return sum;
    }

    /// <summary>Takes a wide port's sum, clamped to 32 bits, and leaves 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TakeWide(ref Machine m, long index)
    {
        ArrayView<long> sums = m.WideSums;
        long sum = sums[index];
        sums[index] = 0;
        return (int)DeviceOps.Clamp(sum, int.MinValue, int.MaxValue);
    }

    /// <summary>A parameter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Parameter(ref Machine m, long index) => m.Constants[index];

    /// <summary>An element of the table at <paramref name="first"/>, whose last has number <paramref name="last"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Lookup(ref Machine m, int index, long first, int last) =>
        m.Constants[first + DeviceOps.Clamp(index, 0, last)];
}
