using System.Runtime.InteropServices;

namespace ILGPU.Runtime;

/// <summary>Memory of an accelerator.</summary>
public sealed unsafe class MemoryBuffer1D<T, TStride> : IDisposable
    where T : unmanaged
    where TStride : struct
{
    private const nuint CacheLine = 64;

    private void* _memory;

    internal MemoryBuffer1D(long length)
    {
        nuint bytes = checked((nuint)length * (nuint)sizeof(T));
        // Memory that was never written may not be there when it is: ask for no more than the machine has.
        if (bytes > (nuint)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            throw new InsufficientMemoryException($"{bytes} bytes were asked for");
        _memory = NativeMemory.AlignedAlloc(bytes + CacheLine, CacheLine);
        NativeMemory.Clear(_memory, bytes);
        View = new(new((T*)_memory, length));
    }

    /// <summary>Frees the memory of a buffer that nobody disposed of.</summary>
    ~MemoryBuffer1D() => Free();

    /// <summary>All of it.</summary>
    public ArrayView1D<T, TStride> View { get; }

    /// <summary>Number of elements.</summary>
    public long Length => View.Length;

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
