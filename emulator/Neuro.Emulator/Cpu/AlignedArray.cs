using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Neuro.Emulator.Cpu;

/// <summary>
/// A zeroed array that the collector does not move, beginning at a cache line, so that kernels may keep a pointer to it for as
/// long as the owner lives. Pages that are never touched cost no memory.
/// </summary>
internal sealed unsafe class AlignedArray<T> where T : unmanaged
{
    private const int CacheLine = 64;

    // Rows of several arrays that lie a multiple of 4 KiB apart would collide in the first-level cache: each array is moved on by
    // three lines against the one before.
    private const int Stagger = 3 * CacheLine;
    private const int Staggers = 20;
    private static int _next;

    private readonly long[] _storage;

    /// <summary>An array of <paramref name="length"/> zeros, with room for one more vector behind them.</summary>
    public AlignedArray(long length)
    {
        int stagger = (int)((uint)Interlocked.Increment(ref _next) % Staggers) * Stagger;
        long bytes = checked(length * sizeof(T));
        if (bytes < Stagger * Staggers)
            stagger = 0;
        long words = (bytes + stagger + 2 * CacheLine + sizeof(long) - 1) / sizeof(long);
        _storage = GC.AllocateArray<long>(checked((int)words), pinned: true);
        nint start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_storage));
        Pointer = (T*)(((start + CacheLine - 1) & -CacheLine) + stagger);
        Length = length;
    }

    /// <summary>The first element.</summary>
    public T* Pointer { get; }

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>Elements from <paramref name="start"/> on.</summary>
    public Span<T> Slice(long start, int count) => new(Pointer + start, count);
}
