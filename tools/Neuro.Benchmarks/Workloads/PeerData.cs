using System.Runtime.InteropServices;

namespace Neuro.Benchmarks.Workloads;

/// <summary>
/// What a peer program reads: arrays one after the other, each an int64 element count and the little-endian elements. The C side
/// (C/bench.h) asks for them in the same order.
/// </summary>
internal sealed class PeerData(Stream stream)
{
    /// <summary>Appends a number as an array of one int32.</summary>
    public void Add(int value) => Add<int>([value]);

    /// <summary>Appends an array.</summary>
    public void Add<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        long count = values.Length;
        stream.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(ref count)));
        stream.Write(MemoryMarshal.AsBytes(values));
    }
}
