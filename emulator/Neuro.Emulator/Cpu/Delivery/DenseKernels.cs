using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>
/// Sums rows of a dense matrix. The sums of a block of columns stay in registers while all rows pass, so that a row costs one
/// load and one addition per register; the port is read and written once per block. All of it is inlined into the delivery. Row
/// number zeroRow is all zeros.
/// </summary>
internal static unsafe class DenseKernels
{
    private const int Bytes = 32;
    private const int Ints = 16;

    /// <summary>
    /// Columns up to which a layer counts as small: its rows are summed without a branch on the number of events.
    /// </summary>
    public const int SmallColumns = 2 * Bytes;

    /// <summary>
    /// Rows of bytes, each taken once, summed in 16 bits; at most <paramref name="safeRows"/> rows cannot overflow.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddBytes(sbyte* weights, int stride, int zeroRow, EventList events, DenseColumns columns, int safeRows)
    {
        for (int first = 0; first < events.Count; first += safeRows)
        {
            EventList some = new(events.Indices + first, null, Math.Min(safeRows, events.Count - first));
            int column = columns.Start;
            for (; column + 8 * Bytes <= columns.End; column += 8 * Bytes)
                EightOfBytes(weights + column, stride, some.Indices, some.Count, columns, column);
            for (; column + Bytes < columns.End; column += 2 * Bytes)
                TwoOfBytes(weights + column, stride, zeroRow, some.Indices, some.Count, columns, column);
            if (column < columns.End)
                OneOfBytes(weights + column, stride, zeroRow, some.Indices, some.Count, columns, column);
        }
    }

    /// <summary>The same for at most <see cref="SmallColumns"/> columns from the first on, also for no events at all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFewBytes(sbyte* weights, int stride, int zeroRow, EventList events, DenseColumns columns, int safeRows)
    {
        if (events.Count > safeRows)
            AddBytes(weights, stride, zeroRow, events, columns, safeRows);
        else if (columns.End > Bytes)
            TwoOfBytes(weights, stride, zeroRow, events.Indices, events.Count, columns, 0);
        else
            OneOfBytes(weights, stride, zeroRow, events.Indices, events.Count, columns, 0);
    }

    /// <summary>Rows of any width, each times its event's payload, summed in 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<TWeight>(TWeight* weights, int stride, EventList events, DenseColumns columns)
        where TWeight : unmanaged
    {
        int column = columns.Start;
        for (; column + 4 * Ints <= columns.End; column += 4 * Ints)
            FourOfInts(weights + column, stride, events, columns, column);
        for (; column < columns.End; column += Ints)
            OneOfInts(weights + column, stride, events, columns, column);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightOfBytes(sbyte* block, nint stride, int* rows, int count, DenseColumns columns, int column)
    {
        Vector512<short> s0 = default, s1 = default, s2 = default, s3 = default;
        Vector512<short> s4 = default, s5 = default, s6 = default, s7 = default;
        for (int e = 0; e < count; e++)
        {
            sbyte* row = block + rows[e] * stride;
            s0 += Widening.LoadInt16(row);
            s1 += Widening.LoadInt16(row + Bytes);
            s2 += Widening.LoadInt16(row + 2 * Bytes);
            s3 += Widening.LoadInt16(row + 3 * Bytes);
            s4 += Widening.LoadInt16(row + 4 * Bytes);
            s5 += Widening.LoadInt16(row + 5 * Bytes);
            s6 += Widening.LoadInt16(row + 6 * Bytes);
            s7 += Widening.LoadInt16(row + 7 * Bytes);
        }
        columns.Add(s0, column);
        columns.Add(s1, column + Bytes);
        columns.Add(s2, column + 2 * Bytes);
        columns.Add(s3, column + 3 * Bytes);
        columns.Add(s4, column + 4 * Bytes);
        columns.Add(s5, column + 5 * Bytes);
        columns.Add(s6, column + 6 * Bytes);
        columns.Add(s7, column + 7 * Bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoOfBytes(sbyte* block, nint stride, int zeroRow, int* rows, int count, DenseColumns columns, int column)
    {
        sbyte* a = block + Row(rows, 0, count, zeroRow) * stride;
        sbyte* b = block + Row(rows, 1, count, zeroRow) * stride;
        sbyte* c = block + Row(rows, 2, count, zeroRow) * stride;
        sbyte* d = block + Row(rows, 3, count, zeroRow) * stride;
        Vector512<short> s0 = Widening.LoadInt16(a) + Widening.LoadInt16(b) + (Widening.LoadInt16(c) + Widening.LoadInt16(d));
        Vector512<short> s1 = Widening.LoadInt16(a + Bytes) + Widening.LoadInt16(b + Bytes)
            + (Widening.LoadInt16(c + Bytes) + Widening.LoadInt16(d + Bytes));
        for (int e = 4; e < count; e++)
        {
            sbyte* row = block + rows[e] * stride;
            s0 += Widening.LoadInt16(row);
            s1 += Widening.LoadInt16(row + Bytes);
        }
        columns.Add(s0, column);
        columns.Add(s1, column + Bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneOfBytes(sbyte* block, nint stride, int zeroRow, int* rows, int count, DenseColumns columns, int column)
    {
        Vector512<short> s0 = Widening.LoadInt16(block + Row(rows, 0, count, zeroRow) * stride)
            + Widening.LoadInt16(block + Row(rows, 1, count, zeroRow) * stride)
            + (Widening.LoadInt16(block + Row(rows, 2, count, zeroRow) * stride)
            + Widening.LoadInt16(block + Row(rows, 3, count, zeroRow) * stride));
        for (int e = 4; e < count; e++)
            s0 += Widening.LoadInt16(block + rows[e] * stride);
        columns.Add(s0, column);
    }

    // rows[e] of the first four events, or the row of zeros where there are fewer: a branch on a number of events that changes
    // from tick to tick would cost more than four rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Row(int* rows, int e, int count, int zeroRow)
    {
        int exists = (e - count) >> 31;
        return (rows[e] & exists) | (zeroRow & ~exists);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourOfInts<TWeight>(TWeight* block, nint stride, EventList events, DenseColumns columns, int column)
        where TWeight : unmanaged
    {
        Vector512<int> s0 = default, s1 = default, s2 = default, s3 = default;
        for (int e = 0; e < events.Count; e++)
        {
            TWeight* row = block + events.Indices[e] * stride;
            Vector512<int> payload = Vector512.Create(events.Payloads == null ? 1 : events.Payloads[e]);
            s0 += Widening.LoadInt32(row) * payload;
            s1 += Widening.LoadInt32(row + Ints) * payload;
            s2 += Widening.LoadInt32(row + 2 * Ints) * payload;
            s3 += Widening.LoadInt32(row + 3 * Ints) * payload;
        }
        columns.Add(s0, column);
        columns.Add(s1, column + Ints);
        columns.Add(s2, column + 2 * Ints);
        columns.Add(s3, column + 3 * Ints);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneOfInts<TWeight>(TWeight* block, nint stride, EventList events, DenseColumns columns, int column)
        where TWeight : unmanaged
    {
        Vector512<int> s0 = default;
        for (int e = 0; e < events.Count; e++)
        {
            Vector512<int> payload = Vector512.Create(events.Payloads == null ? 1 : events.Payloads[e]);
            s0 += Widening.LoadInt32(block + events.Indices[e] * stride) * payload;
        }
        columns.Add(s0, column);
    }
}
