using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>
/// Eight narrow elements that lie apart, brought into one register and put back where SSE 4.1 is supported: an instruction for
/// each that takes it straight from memory, or there, costs half of what the way through a general register does.
/// </summary>
internal static unsafe class StridedElements
{
    /// <summary>The elements, <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ushort> LoadInt16(ushort* source, nint stride)
    {
        nint three = 3 * stride;
        ushort* next = source + 4 * stride;
        Vector128<ushort> elements = Sse2.Insert(Vector128<ushort>.Zero, source[0], 0);
        elements = Sse2.Insert(elements, source[stride], 1);
        elements = Sse2.Insert(elements, source[2 * stride], 2);
        elements = Sse2.Insert(elements, source[three], 3);
        elements = Sse2.Insert(elements, next[0], 4);
        elements = Sse2.Insert(elements, next[stride], 5);
        elements = Sse2.Insert(elements, next[2 * stride], 6);
        return Sse2.Insert(elements, next[three], 7);
    }

    /// <summary>The elements, <paramref name="stride"/> apart, in the lower half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> LoadInt8(byte* source, nint stride)
    {
        nint three = 3 * stride;
        byte* next = source + 4 * stride;
        Vector128<byte> elements = Sse41.Insert(Vector128<byte>.Zero, source[0], 0);
        elements = Sse41.Insert(elements, source[stride], 1);
        elements = Sse41.Insert(elements, source[2 * stride], 2);
        elements = Sse41.Insert(elements, source[three], 3);
        elements = Sse41.Insert(elements, next[0], 4);
        elements = Sse41.Insert(elements, next[stride], 5);
        elements = Sse41.Insert(elements, next[2 * stride], 6);
        return Sse41.Insert(elements, next[three], 7);
    }

    /// <summary>Puts elements <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt16(Vector128<ushort> elements, ushort* destination, nint stride)
    {
        nint three = 3 * stride;
        ushort* next = destination + 4 * stride;
        destination[0] = Sse2.Extract(elements, 0);
        destination[stride] = Sse2.Extract(elements, 1);
        destination[2 * stride] = Sse2.Extract(elements, 2);
        destination[three] = Sse2.Extract(elements, 3);
        next[0] = Sse2.Extract(elements, 4);
        next[stride] = Sse2.Extract(elements, 5);
        next[2 * stride] = Sse2.Extract(elements, 6);
        next[three] = Sse2.Extract(elements, 7);
    }

    /// <summary>Puts the elements of the lower half <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt8(Vector128<byte> elements, byte* destination, nint stride)
    {
        nint three = 3 * stride;
        byte* next = destination + 4 * stride;
        destination[0] = Sse41.Extract(elements, 0);
        destination[stride] = Sse41.Extract(elements, 1);
        destination[2 * stride] = Sse41.Extract(elements, 2);
        destination[three] = Sse41.Extract(elements, 3);
        next[0] = Sse41.Extract(elements, 4);
        next[stride] = Sse41.Extract(elements, 5);
        next[2 * stride] = Sse41.Extract(elements, 6);
        next[three] = Sse41.Extract(elements, 7);
    }
}
