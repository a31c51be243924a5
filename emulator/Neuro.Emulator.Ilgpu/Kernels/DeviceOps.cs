using System.Runtime.CompilerServices;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>
/// The operations of micro-programs as kernels execute them: what <see cref="Ir.MicroOps"/> does, without calls into the runtime,
/// exceptions or branches on the rounding, which ILGPU would have to compile too.
/// </summary>
internal static class DeviceOps
{
    /// <summary>v / 2^s rounded toward zero, s from 0 to 62.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ShiftTowardZero(long v, int s)
    {
        long q = v >> s;
        return v < 0 && v - (q << s) != 0 ? q + 1 : q;
    }

    /// <summary>v / 2^s rounded to nearest, halves away from zero, s from 1 to 62.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ShiftNearest(long v, int s)
    {
        long q = v >> s;
        long r = v - (q << s);
        long half = 1L << (s - 1);
        // At r = half the value lies midway: away from zero is up for a positive v and down for a negative one.
        return r >= (v < 0 ? half + 1 : half) ? q + 1 : q;
    }

    /// <summary>As <see cref="ShiftNearest"/>; v itself for s = 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ShiftNearestOrNot(long v, int s) => s == 0 ? v : ShiftNearest(v, s);

    /// <summary>v / 2^s rounded to nearest, halves to even, s from 1 to 62.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ShiftNearestEven(long v, int s)
    {
        long q = v >> s;
        long r = v - (q << s);
        long half = 1L << (s - 1);
        return r > half - (q & 1) ? q + 1 : q;
    }

    /// <summary>v / 2^s rounded with the random word's bits, s from 1 to 62.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ShiftStochastic(long v, int s, int word)
    {
        long bits = word & 0xFFFFFFFFL;
        long offset = s <= 32 ? bits & ((1L << s) - 1) : bits << (s - 32 < 0 ? 0 : s - 32);
        long q = v >> s;
        return v - (q << s) + offset >= 1L << s ? q + 1 : q;
    }

    /// <summary>(a · 2^s) / b rounded to floor, modulo 2^32; 0 where b is 0; s from 0 to 31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DivideFloor(int a, int b, int s)
    {
        long n = (long)a << s;
        long d = b == 0 ? 1 : b;
        long q = n / d;
        bool down = n - q * d != 0 && (n < 0) != (d < 0);
        return b == 0 ? 0 : (int)(down ? q - 1 : q);
    }

    /// <summary>(a · 2^s) / b rounded toward zero, modulo 2^32; 0 where b is 0; s from 0 to 31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DivideTowardZero(int a, int b, int s)
    {
        long q = ((long)a << s) / (b == 0 ? 1 : b);
        return b == 0 ? 0 : (int)q;
    }

    /// <summary>(a · 2^s) / b rounded to nearest, halves away from zero, modulo 2^32; 0 where b is 0; s from 0 to 31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DivideNearest(int a, int b, int s) => Divide(a, b, s, even: false);

    /// <summary>(a · 2^s) / b rounded to nearest, halves to even, modulo 2^32; 0 where b is 0; s from 0 to 31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DivideNearestEven(int a, int b, int s) => Divide(a, b, s, even: true);

    /// <summary>|a| modulo 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Abs(int a) => a < 0 ? -a : a;

    /// <summary>The smaller.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Min(int a, int b) => a < b ? a : b;

    /// <summary>The larger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Max(int a, int b) => a > b ? a : b;

    /// <summary>b where a is not 0, else c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Select(int a, int b, int c) => a != 0 ? b : c;

    /// <summary>a clamped to <paramref name="minimum"/> … <paramref name="maximum"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Clamp(int a, int minimum, int maximum) => a < minimum ? minimum : a > maximum ? maximum : a;

    /// <summary>a clamped to <paramref name="minimum"/> … <paramref name="maximum"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Clamp(long a, long minimum, long maximum) => a < minimum ? minimum : a > maximum ? maximum : a;

    /// <summary>⌊√v⌋ for v below 2^48.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long SquareRoot(long v)
    {
        // One bit of the result after the other: no device's square root is trusted with the last bit.
        long root = 0;
        for (long bit = 1L << 23; bit != 0; bit >>= 1)
        {
            long larger = root | bit;
            root = larger * larger <= v ? larger : root;
        }
        return root;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Divide(int a, int b, int s, bool even)
    {
        long n = (long)a << s;
        long d = b == 0 ? 1 : b;
        long q = n / d;
        long rest = n - q * d;
        long twice = 2 * (rest < 0 ? -rest : rest);
        long whole = d < 0 ? -d : d;
        bool away = even ? twice > whole || (twice == whole && (q & 1) != 0) : twice >= whole;
        long step = (n < 0) != (d < 0) ? -1 : 1;
        return b == 0 ? 0 : (int)(away ? q + step : q);
    }
}
