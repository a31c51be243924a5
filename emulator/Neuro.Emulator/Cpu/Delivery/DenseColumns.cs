using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>The columns of a dense matrix that one thread sums, and what becomes of the sums.</summary>
/// <param name="sums">The port's sums.</param>
/// <param name="multipliers">Multiplier of each target, or null.</param>
/// <param name="factor">Multiplier of all targets.</param>
/// <param name="start">First column.</param>
/// <param name="end">One after the last column.</param>
internal readonly unsafe struct DenseColumns(int* sums, int* multipliers, int factor, int start, int end)
{
    private readonly int* _sums = sums;
    private readonly int* _multipliers = multipliers;
    private readonly int _factor = factor;

    /// <summary>First column, a multiple of the padding.</summary>
    public readonly int Start = start;

    /// <summary>One after the last column.</summary>
    public readonly int End = end;

    /// <summary>Adds the scaled sums of 16 columns from <paramref name="column"/> on to the port.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector512<int> sum, int column)
    {
        if (_multipliers != null)
            sum *= Vector512.Load(_multipliers + column);
        if (_factor != 1)
            sum *= Vector512.Create(_factor);
        (Vector512.Load(_sums + column) + sum).Store(_sums + column);
    }

    /// <summary>Adds the scaled sums of 32 columns from <paramref name="column"/> on to the port.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector512<short> sum, int column)
    {
        Add(Widening.ToInt32(sum.GetLower()), column);
        Add(Widening.ToInt32(sum.GetUpper()), column + 16);
    }
}
