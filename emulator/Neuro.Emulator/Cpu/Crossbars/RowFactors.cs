using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>
/// What the rows of a matrix are multiplied with in some reads: a factor of 16 bits for each row and, for reads in which few rows
/// are driven, lists of those rows, two by two.
/// </summary>
internal sealed unsafe class RowFactors
{
    private const int Words = 32;

    // A factor above this is given to the row as two.
    private const int LargestWord = short.MaxValue;

    private readonly AlignedArray<short> _dense;
    private readonly AlignedArray<int> _rows;
    private readonly AlignedArray<int> _pairs;
    private readonly AlignedArray<int> _counts;
    private readonly int _listStride;

    /// <summary>Room for <paramref name="reads"/> reads of <paramref name="rows"/> rows.</summary>
    public RowFactors(int reads, int rows)
    {
        Stride = (rows + Words - 1) / Words * Words;
        _listStride = 2 * (rows + 1);
        _dense = new((long)reads * Stride);
        _rows = new((long)reads * _listStride);
        _pairs = new((long)reads * _listStride / 2);
        _counts = new(reads);
    }

    /// <summary>Factors between two reads.</summary>
    public int Stride { get; }

    /// <summary>What every factor of <see cref="Dense"/> lacks.</summary>
    public int Excess { get; private set; }

    /// <summary>The factors of a read, one for each row, 0 beyond the last.</summary>
    public short* Dense(int read) => _dense.Pointer + (long)read * Stride;

    /// <summary>The driven rows of a read, an even number; one may occur twice.</summary>
    public int* Rows(int read) => _rows.Pointer + (long)read * _listStride;

    /// <summary>The factors of each two rows of <see cref="Rows"/>, that of the first in the low word.</summary>
    public int* Pairs(int read) => _pairs.Pointer + (long)read * (_listStride / 2);

    /// <summary>Number of pairs.</summary>
    public int PairCount(int read) => _counts.Pointer[read];

    /// <summary>
    /// Lists those of <paramref name="rows"/> rows whose input is not 0; a row of zeros, which follows them, fills up the last
    /// pair.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void List(int read, int rows)
    {
        short* inputs = Dense(read);
        int* list = Rows(read);
        short* factors = (short*)Pairs(read);
        int count = 0;
        for (int first = 0; first < rows; first += Words)
        {
            for (ulong mask = Driven(inputs + first); mask != 0; mask &= mask - 1)
            {
                int row = first + BitOperations.TrailingZeroCount(mask);
                list[count] = row;
                factors[count++] = inputs[row];
            }
        }
        Close(read, count, rows);
    }

    /// <summary>Lists the squares of a read's <paramref name="inputs"/>, whose rows have been listed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ListSquares(RowFactors inputs, int read, int rows)
    {
        int* driven = inputs.Rows(read);
        short* x = (short*)inputs.Pairs(read);
        int* list = Rows(read);
        short* factors = (short*)Pairs(read);
        int count = 0;
        for (int i = 0; i < 2 * inputs.PairCount(read) && driven[i] != rows; i++)
        {
            // |x| is at most 255: 65025 fits two words.
            int square = x[i] * x[i];
            list[count] = driven[i];
            factors[count++] = (short)Math.Min(square, LargestWord);
            if (square <= LargestWord)
                continue;
            list[count] = driven[i];
            factors[count++] = (short)(square - LargestWord);
        }
        Close(read, count, rows);
    }

    /// <summary>The squares of a read's <paramref name="inputs"/>, one for each row.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="read">The read.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="large">Whether squares may need 16 bits without sign; all reads of a product have it alike.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Square(RowFactors inputs, int read, int rows, bool large)
    {
        Excess = large ? 1 << 15 : 0;
        Vector512<short> excess = Vector512.Create((short)(large ? short.MinValue : 0));
        short* x = inputs.Dense(read);
        short* squares = Dense(read);
        for (int row = 0; row < rows; row += Words)
        {
            Vector512<short> values = Vector512.Load(x + row);
            (values * values + excess).Store(squares + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Driven(short* inputs) =>
        ~Vector512.Equals(Vector512.Load(inputs), default).ExtractMostSignificantBits() & 0xFFFFFFFF;

    private void Close(int read, int count, int zeroRow)
    {
        if (count % 2 != 0)
        {
            Rows(read)[count] = zeroRow;
            ((short*)Pairs(read))[count++] = 0;
        }
        _counts.Pointer[read] = count / 2;
    }
}
