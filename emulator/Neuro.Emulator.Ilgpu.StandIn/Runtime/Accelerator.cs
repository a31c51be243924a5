namespace ILGPU.Runtime;

/// <summary>What runs kernels.</summary>
public sealed class Accelerator : IDisposable
{
    internal Accelerator(Device device) => Device = device;

    /// <summary>Its device.</summary>
    public Device Device { get; }

    /// <summary>Memory for <paramref name="length"/> elements, all 0.</summary>
    /// <exception cref="OutOfMemoryException">There is not so much.</exception>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(long length)
        where T : unmanaged =>
        new(length);

    /// <summary>Waits for all kernels.</summary>
    public void Synchronize()
    {
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
    }
}
