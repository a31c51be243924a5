using System.Numerics;
using System.Runtime.CompilerServices;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>
/// The operations of micro-programs on all lanes of a register: lane l of a result is the function of the same name in
/// <see cref="MicroOps"/> of lanes l of the operands. Shifts, bit counts and roundings are constants at every place of use, so
/// that after inlining only the instructions of one case remain.
/// </summary>
internal static unsafe class VectorOps<TLanes, T>
    where TLanes : struct, ILanes<T>
    where T : struct
{
    private const int PhiloxRounds = 10;

    /// <summary>−a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Negate(T a) => TLanes.Subtract(default, a);

    /// <summary>|a|; the minimum maps to itself, as max(a, −a) does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Abs(T a) => TLanes.Max(a, TLanes.Subtract(default, a));

    /// <summary>The mask of a ≠ 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T IsTrue(T a) => Not(TLanes.Equal(a, default));

    /// <summary>1 where the mask is set, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromMask(T mask) => TLanes.ShiftRightLogical(mask, 31);

    /// <summary>The mask of a ≠ b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NotEqual(T a, T b) => Not(TLanes.Equal(a, b));

    /// <summary>The mask of a &lt; b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LessThan(T a, T b) => TLanes.GreaterThan(b, a);

    /// <summary>The mask of a ≤ b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LessOrEqual(T a, T b) => Not(TLanes.GreaterThan(a, b));

    /// <summary>The mask of a ≥ b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T GreaterOrEqual(T a, T b) => Not(TLanes.GreaterThan(b, a));

    /// <summary>a clamped to <paramref name="bits"/> bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Saturate(T a, int bits) =>
        TLanes.Min(TLanes.Max(a, TLanes.Create((int)(-1L << (bits - 1)))), TLanes.Create((int)((1L << (bits - 1)) - 1)));

    /// <summary>The low <paramref name="bits"/> bits, sign-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Wrap(T a, int bits) => TLanes.ShiftRight(TLanes.ShiftLeft(a, 32 - bits), 32 - bits);

    /// <summary>The table's element at a, clamped to 0..<paramref name="last"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Lookup(T a, int* table, int last) =>
        TLanes.Gather(table, TLanes.Min(TLanes.Max(a, default), TLanes.Create(last)));

    /// <summary>The numbers from <paramref name="first"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Consecutive(int first) => TLanes.Add(TLanes.Create(first), TLanes.Index);

    /// <summary>Writes the first <paramref name="count"/> lanes as elements of <paramref name="size"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void StoreSome(T value, byte* destination, int size, int count)
    {
        int* lanes = stackalloc int[TLanes.Count];
        TLanes.Store(value, lanes);
        for (int lane = 0; lane < count; lane++)
        {
            if (size == sizeof(byte))
                destination[lane] = (byte)lanes[lane];
            else if (size == sizeof(short))
                ((short*)destination)[lane] = (short)lanes[lane];
            else
                ((int*)destination)[lane] = lanes[lane];
        }
    }

    /// <summary>The top <paramref name="bits"/> bits of the random words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T RandomBits(T words, int bits) => TLanes.ShiftRightLogical(words, 32 - bits);

    /// <summary>
    /// a / 2^s, rounded. With a = q·2^s + r and 0 ≤ r &lt; 2^s, every rounding is q + ((r + bias) >>> s) in unsigned 32 bits,
    /// where r + bias is below 3 · 2^30 and so cannot overflow.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ShiftRight(T a, int s, Rounding rounding, T words)
    {
        if (s == 0)
            return a;
        T q = TLanes.ShiftRight(a, s);
        if (rounding == Rounding.Floor)
            return q;
        int mask = (int)((1L << s) - 1);
        int half = 1 << (s - 1);
        T bias = rounding switch
        {
            Rounding.TowardZero => TLanes.And(TLanes.ShiftRight(a, 31), TLanes.Create(mask)),
            Rounding.Nearest => TLanes.Add(TLanes.ShiftRight(a, 31), TLanes.Create(half)),
            Rounding.NearestEven => TLanes.Add(TLanes.And(q, TLanes.Create(1)), TLanes.Create(half - 1)),
            _ => TLanes.And(words, TLanes.Create(mask)),
        };
        T r = TLanes.And(a, TLanes.Create(mask));
        return TLanes.Add(q, TLanes.ShiftRightLogical(TLanes.Add(r, bias), s));
    }

    /// <summary>
    /// (a · b) / 2^s with 64-bit products, rounded. Products exist for the even lanes, so the odd lanes are moved down and
    /// multiplied apart; both halves are biased, shifted and put together again.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MulShift(T a, T b, int s, Rounding rounding, T words)
    {
        if (s == 0)
            return TLanes.Multiply(a, b);
        T even = TLanes.MultiplyEven(a, b);
        T odd = TLanes.MultiplyEven(TLanes.ShiftRightLogical64(a, 32), TLanes.ShiftRightLogical64(b, 32));
        if (rounding == Rounding.Stochastic)
        {
            even = Bias64(even, s, rounding, TLanes.And(words, TLanes.Create64(0xFFFFFFFFL)));
            odd = Bias64(odd, s, rounding, TLanes.ShiftRightLogical64(words, 32));
        }
        else
        {
            even = Bias64(even, s, rounding, default);
            odd = Bias64(odd, s, rounding, default);
        }
        // The low word of (even >> s) belongs into the even lane, that of (odd >> s) into the odd lane, which lies 32 bits
        // higher.
        return s <= 32
            ? TLanes.Interleave(TLanes.ShiftRightLogical64(even, s), TLanes.ShiftLeft64(odd, 32 - s))
            : TLanes.Interleave(TLanes.ShiftRight64(even, s), TLanes.ShiftRight64(odd, s - 32));
    }

    /// <summary>(a · b) / 2^s, rounded, where every product fits 32 bits and s is at most 31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NarrowMulShift(T a, T b, int s, Rounding rounding, T words) =>
        ShiftRight(TLanes.Multiply(a, b), s, rounding, words);

    /// <summary>(a · 2^s) / b, rounded; lane by lane, for want of a vector division of integers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T DivShift(T a, T b, int s, Rounding rounding)
    {
        int* numerators = stackalloc int[TLanes.Count];
        int* denominators = stackalloc int[TLanes.Count];
        TLanes.Store(a, numerators);
        TLanes.Store(b, denominators);
        for (int lane = 0; lane < TLanes.Count; lane++)
            numerators[lane] = MicroOps.DivShift(numerators[lane], denominators[lane], s, rounding);
        return TLanes.Load(numerators);
    }

    /// <summary>
    /// Word 0 of the Philox4x32-10 blocks with counters (tick, ordinal, number, draw); see
    /// <see cref="Runtime.Random.Philox4x32"/> for the scalar equivalent and the source.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Random(int tick, int ordinal, T numbers, int draw, uint key0, uint key1)
    {
        T c0 = TLanes.Create(tick);
        T c1 = TLanes.Create(ordinal);
        T c2 = numbers;
        T c3 = TLanes.Create(draw);
        T multiplier0 = TLanes.Create(unchecked((int)0xD2511F53));
        T multiplier1 = TLanes.Create(unchecked((int)0xCD9E8D57));
        for (int round = 0; round < PhiloxRounds; round++)
        {
            (T high0, T low0) = MultiplyUnsigned(c0, multiplier0);
            (T high1, T low1) = MultiplyUnsigned(c2, multiplier1);
            c0 = TLanes.Xor(TLanes.Xor(high1, c1), TLanes.Create((int)key0));
            c1 = low1;
            c2 = TLanes.Xor(TLanes.Xor(high0, c3), TLanes.Create((int)key1));
            c3 = low0;
            key0 += 0x9E3779B9;
            key1 += 0xBB67AE85;
        }
        return c0;
    }

    /// <summary>
    /// Appends the neurons whose lanes are set to an event list and returns its new length; lanes at or after <paramref
    /// name="end"/> are padding. Where the registers can be compressed there is no branch to mispredict: a whole register is
    /// written, which the row has room for, and only as many of its lanes count as there are events.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Append(T mask, int* indices, int count, int neuron, int end)
    {
        uint bits = TLanes.Bits(mask);
        if (!TLanes.CanCompress)
            return bits == 0 ? count : AppendOneByOne(bits, indices, count, neuron, end);
        TLanes.Store(TLanes.Compress(mask, TLanes.Add(TLanes.Create(neuron), TLanes.Index)), indices + count);
        return count + BitOperations.PopCount(WithoutPadding(bits, neuron, end));
    }

    /// <summary>As the other, with the payloads of the events.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int AppendPayloads(T values, int* indices, int* payloads, int count, int neuron, int end)
    {
        T mask = IsTrue(values);
        uint bits = TLanes.Bits(mask);
        if (!TLanes.CanCompress)
            return bits == 0 ? count : AppendOneByOne(bits, values, indices, payloads, count, neuron, end);
        TLanes.Store(TLanes.Compress(mask, TLanes.Add(TLanes.Create(neuron), TLanes.Index)), indices + count);
        TLanes.Store(TLanes.Compress(mask, values), payloads + count);
        return count + BitOperations.PopCount(WithoutPadding(bits, neuron, end));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint WithoutPadding(uint bits, int neuron, int end) =>
        end - neuron < TLanes.Count ? bits & ((1u << (end - neuron)) - 1) : bits;

    private static int AppendOneByOne(uint bits, int* indices, int count, int neuron, int end)
    {
        for (bits = WithoutPadding(bits, neuron, end); bits != 0; bits &= bits - 1)
            indices[count++] = neuron + BitOperations.TrailingZeroCount(bits);
        return count;
    }

    private static int AppendOneByOne(uint bits, T values, int* indices, int* payloads, int count, int neuron, int end)
    {
        int* lanes = stackalloc int[TLanes.Count];
        TLanes.Store(values, lanes);
        for (bits = WithoutPadding(bits, neuron, end); bits != 0; bits &= bits - 1)
        {
            int lane = BitOperations.TrailingZeroCount(bits);
            payloads[count] = lanes[lane];
            indices[count++] = neuron + lane;
        }
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Not(T mask) => TLanes.Xor(mask, TLanes.Create(-1));

    /// <summary>
    /// v plus what makes a shift right by s, which floors, round as asked. |v| ≤ 2^62, so that nothing overflows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Bias64(T v, int s, Rounding rounding, T words) => rounding switch
    {
        Rounding.Floor => v,
        Rounding.TowardZero => TLanes.Add64(v, TLanes.ShiftRightLogical64(TLanes.ShiftRight64(v, 63), 64 - s)),
        // One less for a negative v, so that its half-way points go down, away from zero.
        Rounding.Nearest => TLanes.Add64(TLanes.Add64(v, TLanes.Create64(1L << (s - 1))), TLanes.ShiftRight64(v, 63)),
        // half − 1, and one more where the floor is odd.
        Rounding.NearestEven => TLanes.Add64(
            TLanes.Add64(v, TLanes.Create64((1L << (s - 1)) - 1)),
            TLanes.And(TLanes.ShiftRightLogical64(v, s), TLanes.Create64(1))),
        _ => TLanes.Add64(v, s <= 32 ? TLanes.And(words, TLanes.Create64((1L << s) - 1)) : TLanes.ShiftLeft64(words, s - 32)),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T High, T Low) MultiplyUnsigned(T a, T factor)
    {
        T even = TLanes.MultiplyEvenUnsigned(a, factor);
        T odd = TLanes.MultiplyEvenUnsigned(TLanes.ShiftRightLogical64(a, 32), factor);
        T high = TLanes.Interleave(TLanes.ShiftRightLogical64(even, 32), odd);
        return (high, TLanes.Interleave(even, TLanes.ShiftLeft64(odd, 32)));
    }
}
