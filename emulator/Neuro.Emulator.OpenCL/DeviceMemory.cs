using Neuro.Emulator.OpenCL.Generation;
using Neuro.Emulator.OpenCL.Native;

namespace Neuro.Emulator.OpenCL;

/// <summary>The buffers of a session, in the order of the kernels' arguments.</summary>
internal sealed class DeviceMemory : IDisposable
{
    private readonly DeviceBuffer[] _all;

    /// <summary>The buffers of <paramref name="batchSize"/> slots, with the program's constants.</summary>
    public DeviceMemory(DeviceContext context, nint queue, DeviceProgram program, int batchSize)
    {
        DeviceBuffer Make(string what) => new(context, queue, what);
        _all =
        [
            Make("8-bit constants"), Make("16-bit constants"), Make("32-bit constants"), Make("states and events"),
            Make("64-bit sums"), Make("payloads"), Make("streams"), Make("input"), Make("recording options"),
            Make("recorded payloads"), Make("recorded states"), Make("recorded counts"),
        ];
        try
        {
            Upload(_all[0], program.Constants.Bytes, sizeof(byte));
            Upload(_all[1], program.Constants.Shorts, sizeof(short));
            Upload(_all[2], program.Constants.Ints, sizeof(int));
            Ints.Grow(program.Slot.Ints * batchSize * sizeof(int));
            Longs.Grow(program.Slot.Longs * batchSize * sizeof(long));
            Bytes.Grow(program.Slot.Bytes * batchSize);
            Streams.Grow((long)batchSize * sizeof(uint));
            foreach (DeviceBuffer buffer in _all[7..])
                buffer.Grow(1);
            // Neurons that never emit leave their payloads as they are.
            Ints.Clear();
            Bytes.Clear();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>32-bit numbers of all slots.</summary>
    public DeviceBuffer Ints => _all[3];

    /// <summary>64-bit numbers of all slots.</summary>
    public DeviceBuffer Longs => _all[4];

    /// <summary>8-bit numbers of all slots.</summary>
    public DeviceBuffer Bytes => _all[5];

    /// <summary>Random stream of each slot.</summary>
    public DeviceBuffer Streams => _all[6];

    /// <summary>External events.</summary>
    public DeviceBuffer Input => _all[7];

    /// <summary>What is recorded.</summary>
    public DeviceBuffer Record => _all[8];

    /// <summary>Recorded payloads of 0 and 1.</summary>
    public DeviceBuffer Recorded8 => _all[9];

    /// <summary>Recorded states and other payloads.</summary>
    public DeviceBuffer Recorded32 => _all[10];

    /// <summary>Payloads summed over a run.</summary>
    public DeviceBuffer Counts => _all[11];

    /// <summary>The handles, in the order of arguments.</summary>
    public IEnumerable<nint> Handles => _all.Select(b => b.Handle);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DeviceBuffer buffer in _all)
            buffer.Dispose();
    }

    private static void Upload(DeviceBuffer buffer, List<(long Offset, Array Elements)> arrays, int elementSize)
    {
        buffer.Grow(ConstantPool.Length(arrays) * elementSize);
        foreach ((long offset, Array elements) in arrays)
            buffer.Write(elements, offset * elementSize);
    }
}
