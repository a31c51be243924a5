namespace Neuro.Emulator.Cpu.Emit;

/// <summary>
/// What one vector register of 32-bit lanes can do, so that <see cref="VectorOps{TLanes, T}"/> is written once for every width.
/// A mask has all bits of a lane set for true and none for false. The operations that end in 64 see pairs of lanes as 64-bit
/// lanes, the even lane low.
/// </summary>
/// <typeparam name="T">The register: a vector of int.</typeparam>
internal unsafe interface ILanes<T> where T : struct
{
    /// <summary>Number of 32-bit lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Whether <see cref="Compress"/> is available.</summary>
    static abstract bool CanCompress { get; }

    /// <summary>0, 1, 2, …</summary>
    static abstract T Index { get; }

    /// <summary>The value in every lane.</summary>
    static abstract T Create(int value);

    /// <summary>The value in every 64-bit lane.</summary>
    static abstract T Create64(long value);

    /// <summary>Consecutive elements.</summary>
    static abstract T Load(int* source);

    /// <summary>Consecutive 64-bit elements, each clamped to the range of 32 bits.</summary>
    static abstract T LoadSaturated(long* source);

    /// <summary>Consecutive elements of 8 bits.</summary>
    static abstract T LoadInt8(sbyte* source);

    /// <summary>Consecutive unsigned elements of 8 bits.</summary>
    static abstract T LoadUInt8(byte* source);

    /// <summary>Consecutive elements of 16 bits.</summary>
    static abstract T LoadInt16(short* source);

    /// <summary>Consecutive unsigned elements of 16 bits.</summary>
    static abstract T LoadUInt16(ushort* source);

    /// <summary>Elements that lie <paramref name="stride"/> apart.</summary>
    static abstract T LoadStrided<TElement>(TElement* source, nint stride) where TElement : unmanaged;

    /// <summary>Writes the low 8 bits as consecutive elements.</summary>
    static abstract void StoreInt8(T value, byte* destination);

    /// <summary>Writes the low 16 bits as consecutive elements.</summary>
    static abstract void StoreInt16(T value, short* destination);

    /// <summary>Writes elements that lie <paramref name="stride"/> apart.</summary>
    static abstract void StoreStrided<TElement>(T value, TElement* destination, nint stride) where TElement : unmanaged;

    /// <summary>Writes consecutive elements.</summary>
    static abstract void Store(T value, int* destination);

    /// <summary>a + b modulo 2^32.</summary>
    static abstract T Add(T a, T b);

    /// <summary>a − b modulo 2^32.</summary>
    static abstract T Subtract(T a, T b);

    /// <summary>a · b modulo 2^32.</summary>
    static abstract T Multiply(T a, T b);

    /// <summary>a &amp; b.</summary>
    static abstract T And(T a, T b);

    /// <summary>a | b.</summary>
    static abstract T Or(T a, T b);

    /// <summary>a ^ b.</summary>
    static abstract T Xor(T a, T b);

    /// <summary>The smaller.</summary>
    static abstract T Min(T a, T b);

    /// <summary>The larger.</summary>
    static abstract T Max(T a, T b);

    /// <summary>a &lt;&lt; count.</summary>
    static abstract T ShiftLeft(T a, int count);

    /// <summary>a &gt;&gt; count with copies of the sign.</summary>
    static abstract T ShiftRight(T a, int count);

    /// <summary>a &gt;&gt;&gt; count with zeros.</summary>
    static abstract T ShiftRightLogical(T a, int count);

    /// <summary>The mask of a = b.</summary>
    static abstract T Equal(T a, T b);

    /// <summary>The mask of a &gt; b.</summary>
    static abstract T GreaterThan(T a, T b);

    /// <summary>a where the mask is set, else b.</summary>
    static abstract T Choose(T mask, T a, T b);

    /// <summary>Bit l is lane l of the mask.</summary>
    static abstract uint Bits(T mask);

    /// <summary>The values where the mask is set, moved together to the lowest lanes; the rest is zero.</summary>
    static abstract T Compress(T mask, T values);

    /// <summary>table[index] of each lane; the indices are in range.</summary>
    static abstract T Gather(int* table, T index);

    /// <summary>Signed 64-bit products of the even lanes.</summary>
    static abstract T MultiplyEven(T a, T b);

    /// <summary>Unsigned 64-bit products of the even lanes.</summary>
    static abstract T MultiplyEvenUnsigned(T a, T b);

    /// <summary>a + b modulo 2^64.</summary>
    static abstract T Add64(T a, T b);

    /// <summary>a &lt;&lt; count of 64-bit lanes.</summary>
    static abstract T ShiftLeft64(T a, int count);

    /// <summary>a &gt;&gt; count of 64-bit lanes, with copies of the sign.</summary>
    static abstract T ShiftRight64(T a, int count);

    /// <summary>a &gt;&gt;&gt; count of 64-bit lanes, with zeros.</summary>
    static abstract T ShiftRightLogical64(T a, int count);

    /// <summary>Even lanes of the one, odd lanes of the other.</summary>
    static abstract T Interleave(T even, T odd);
}
