using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>
/// A matrix [rows, channels] whose rows are summed times 16-bit factors, modulo 2^32. Elements are words of 16 bits; where some
/// need more, there are two matrices of words: element = 2^16 · upper + lower, the lower with sign.
/// </summary>
internal sealed unsafe class RowMatrix
{
    private readonly AlignedArray<short> _lower;
    private readonly AlignedArray<short>? _upper;
    private readonly AlignedArray<int> _columnSums;
    private readonly int _rows;

    /// <summary>The matrix of <paramref name="array"/>, [<paramref name="rows"/>, channels].</summary>
    public RowMatrix(IrArray array, int rows)
    {
        _rows = rows;
        Channels = array.Length / rows;
        Stride = (Channels + RowKernels.Block - 1) / RowKernels.Block * RowKernels.Block;
        // A row of zeros follows the last: it pairs with what is single.
        _lower = new((rows + 1L) * Stride);
        _columnSums = new(Stride);
        int[] elements = array.ToInt32();
        if (elements.AsSpan().ContainsAnyExceptInRange(short.MinValue, short.MaxValue))
            _upper = new((rows + 1L) * Stride);
        for (int i = 0; i < elements.Length; i++)
        {
            (int row, int channel) = Math.DivRem(i, Channels);
            long place = (long)row * Stride + RowKernels.Place(channel);
            _lower.Pointer[place] = (short)elements[i];
            if (_upper is not null)
                _upper.Pointer[place] = (short)((elements[i] - (short)elements[i]) >> 16);
            _columnSums.Pointer[channel] += elements[i];
        }
    }

    /// <summary>Number of channels.</summary>
    public int Channels { get; }

    /// <summary>Channels, padded: the distance of the sums of two reads.</summary>
    public int Stride { get; }

    /// <summary>
    /// The sums of channels <paramref name="first"/> to <paramref name="end"/>, multiples of <see cref="RowKernels.Block"/>, for
    /// reads 0 to <paramref name="reads"/>, a multiple of <see cref="RowKernels.Reads"/> unless <paramref name="listed"/>.
    /// </summary>
    /// <param name="factors">What rows are multiplied with.</param>
    /// <param name="reads">Number of reads.</param>
    /// <param name="listed">Whether to pass through the lists of rows instead of all.</param>
    /// <param name="first">First channel.</param>
    /// <param name="end">One after the last channel.</param>
    /// <param name="sums">The sums, [read, <see cref="Stride"/>].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sum(RowFactors factors, int reads, bool listed, int first, int end, int* sums)
    {
        for (int read = 0; read < reads; read++)
            new Span<int>(sums + (long)read * Stride + first, end - first).Clear();
        if (_upper is not null)
        {
            Add(_upper.Pointer, factors, reads, listed, first, end, sums);
            Raise(reads, first, end, sums);
        }
        Add(_lower.Pointer, factors, reads, listed, first, end, sums);
        if (factors.Excess != 0 && !listed)
            AddExcess(factors.Excess, reads, first, end, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(short* words, RowFactors factors, int reads, bool listed, int first, int end, int* sums)
    {
        if (listed)
            RowKernels.AddListed(words, Stride, factors, reads, first, end, sums);
        else
            RowKernels.AddAll(words, Stride, (_rows + 1) / 2, factors, reads, first, end, sums);
    }

    // Sums of upper words become sums of elements without their lower words.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Raise(int reads, int first, int end, int* sums)
    {
        for (int read = 0; read < reads; read++, sums += Stride)
        {
            for (int c = first; c < end; c += Vector512<int>.Count)
                (Vector512.Load(sums + c) << 16).Store(sums + c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddExcess(int excess, int reads, int first, int end, int* sums)
    {
        for (int read = 0; read < reads; read++, sums += Stride)
        {
            for (int c = first; c < end; c += Vector512<int>.Count)
                (Vector512.Load(sums + c) + Vector512.Load(_columnSums.Pointer + c) * excess).Store(sums + c);
        }
    }
}
