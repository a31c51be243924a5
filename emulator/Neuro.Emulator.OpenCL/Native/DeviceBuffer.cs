using System.Runtime.InteropServices;

namespace Neuro.Emulator.OpenCL.Native;

/// <summary>A buffer on the device, that may grow; copies wait for all that was queued before.</summary>
/// <param name="context">Where it is.</param>
/// <param name="queue">The queue of its copies.</param>
/// <param name="what">What it holds, for people.</param>
internal sealed unsafe class DeviceBuffer(DeviceContext context, nint queue, string what) : IDisposable
{
    // Drivers copy large pieces well; a piece is far below what any of them takes.
    private const int PieceBytes = 1 << 30;

    private long _bytes;

    /// <summary>Its handle; 0 before it is first made.</summary>
    public nint Handle { get; private set; }

    /// <summary>Makes it at least <paramref name="bytes"/> long; returns whether it is a new one, whose content is
    /// lost.</summary>
    public bool Grow(long bytes)
    {
        if (Handle != 0 && bytes <= _bytes)
            return false;
        Dispose();
        _bytes = Math.Max(bytes, 64);
        Handle = context.CreateBuffer(_bytes, what);
        return true;
    }

    /// <summary>Sets everything to 0.</summary>
    public void Clear()
    {
        int zero = 0;
        // What is filled is a whole number of patterns.
        nuint bytes = (nuint)(_bytes & -sizeof(int));
        context.Check(
            context.Api.EnqueueFillBuffer(queue, Handle, &zero, sizeof(int), 0, bytes, 0, null, null), $"clear {what}");
    }

    /// <summary>Writes elements from byte <paramref name="offset"/> on.</summary>
    public void Write<T>(ReadOnlySpan<T> values, long offset = 0) where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        fixed (byte* first = bytes)
            Write(first, bytes.Length, offset);
    }

    /// <summary>Writes an array of whatever elements from byte <paramref name="offset"/> on.</summary>
    public void Write(Array values, long offset)
    {
        long bytes = Buffer.ByteLength(values);
        fixed (byte* first = &MemoryMarshal.GetArrayDataReference(values))
        {
            for (long done = 0; done < bytes; done += PieceBytes)
                Write(first + done, Math.Min(PieceBytes, bytes - done), offset + done);
        }
    }

    /// <summary>Reads elements from byte <paramref name="offset"/> on.</summary>
    public void Read<T>(Span<T> values, long offset = 0) where T : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        if (bytes.Length == 0)
            return;
        fixed (byte* first = bytes)
        {
            context.Check(
                context.Api.EnqueueReadBuffer(
                    queue, Handle, true, (nuint)offset, (nuint)bytes.Length, first, 0, null, null), $"read {what}", waits: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        context.Release(Handle, context.Api.ReleaseMemObject);
        Handle = 0;
    }

    private void Write(byte* first, long bytes, long offset)
    {
        if (bytes == 0)
            return;
        context.Check(
            context.Api.EnqueueWriteBuffer(queue, Handle, true, (nuint)offset, (nuint)bytes, first, 0, null, null),
            $"write {what}");
    }
}
