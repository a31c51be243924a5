using ILGPU;
using ILGPU.Runtime;
using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Emulator.Ilgpu.Lowering;

namespace Neuro.Emulator.Ilgpu;

/// <summary>The buffers of a session.</summary>
internal sealed class DeviceMemory : IDisposable
{
    private readonly Accelerator _accelerator;
    private readonly List<IDisposable> _buffers = [];
    private readonly Machine _machine;
    private MemoryBuffer1D<int, Stride1D.Dense>? _input;
    private MemoryBuffer1D<long, Stride1D.Dense>? _plan;
    private MemoryBuffer1D<long, Stride1D.Dense>? _tally;
    private MemoryBuffer1D<int, Stride1D.Dense>? _log;

    /// <summary>Allocates and fills what <paramref name="program"/> needs; what changes is 0.</summary>
    public DeviceMemory(Accelerator accelerator, ProgramImage program, ulong seed)
    {
        _accelerator = accelerator;
        DeviceImage image = program.Image;
        try
        {
            _machine = new()
            {
                Table = Upload(image.Table),
                Constants = Upload(image.Constants),
                Targets = Upload(image.Targets),
                Weights8 = Upload(image.Weights8),
                Weights16 = Upload(image.Weights16),
                Weights32 = Upload(image.Weights32),
                Weights64 = Upload(image.Weights64),
                States = Zeros<int>(image.States),
                Sums = Zeros<int>(image.Sums),
                WideSums = Zeros<long>(image.WideSums),
                Events = Zeros<int>(image.Events),
                Payloads = Zeros<int>(image.Payloads),
                Counts = Zeros<int>(image.Counts),
                Streams = Zeros<int>(image.Slots),
                Counters = Zeros<long>((long)image.Slots * CounterField.Count),
                Outputs = Zeros<long>(image.Outputs),
                Patches = Zeros<int>(image.Patches),
                Bits = Zeros<int>(image.Bits),
                Slots = image.Slots,
                SeedLow = (int)(uint)seed,
                SeedHigh = (int)(uint)(seed >> 32),
                Populations = program.Populations.Count,
                FirstProjection = program.FirstProjection,
                FirstReduction = program.FirstReduction,
                FirstPlasticity = program.FirstPlasticity,
                Plasticities = program.Plasticities.Count,
                FirstStep = program.FirstStep,
                Steps = program.Steps,
                Phases = program.Phases.Count,
                FirstPhase = program.FirstPhase,
            };
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What kernels get.</summary>
    public Machine Machine
    {
        get
        {
            Machine machine = _machine;
            machine.Input = Room(ref _input, 1);
            machine.Plan = Room(ref _plan, 1);
            machine.Tally = Room(ref _tally, 1);
            machine.Log = Room(ref _log, 1);
            return machine;
        }
    }

    /// <summary>Sets the input of the next launch.</summary>
    public void SetInput(int[] values) => Fill(Room(ref _input, values.Length), values);

    /// <summary>Sets the plan of a recording, and makes room for what it records.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="tally">Elements of counts, which begin at 0.</param>
    /// <param name="log">Elements of states.</param>
    public void SetPlan(long[] plan, long tally, long log)
    {
        Fill(Room(ref _plan, plan.Length), plan);
        if (tally > 0)
            Room(ref _tally, tally).MemSetToZero();
        if (log > 0)
            _ = Room(ref _log, log);
    }

    /// <summary>Copies to the device.</summary>
    public static unsafe void Fill<T>(ArrayView<T> to, ReadOnlySpan<T> values, long first = 0)
        where T : unmanaged
    {
        if (values.IsEmpty)
            return;
        // ILGPU makes a pointer of the reference without pinning what it refers to.
        fixed (T* pinned = values)
            to.SubView(first, values.Length).CopyFromCPU(ref *pinned, values.Length);
    }

    /// <summary>Copies from the device.</summary>
    public static unsafe void Read<T>(ArrayView<T> from, long first, Span<T> values)
        where T : unmanaged
    {
        if (values.IsEmpty)
            return;
        fixed (T* pinned = values)
            from.SubView(first, values.Length).CopyToCPU(ref *pinned, values.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable? buffer in (IDisposable?[])[.. _buffers, _input, _plan, _tally, _log])
            buffer?.Dispose();
    }

    private ArrayView<T> Upload<T>(Pool<T> pool)
        where T : unmanaged
    {
        ArrayView<T> view = Allocate<T>(pool.Length);
        long first = 0;
        foreach (T[] segment in pool.Segments)
        {
            Fill(view, segment, first);
            first += segment.Length;
        }
        return view;
    }

    private ArrayView<T> Zeros<T>(long length)
        where T : unmanaged
    {
        ArrayView<T> view = Allocate<T>(length);
        view.MemSetToZero();
        return view;
    }

    private ArrayView<T> Allocate<T>(long length)
        where T : unmanaged
    {
        // Some drivers refuse a buffer of nothing.
        MemoryBuffer1D<T, Stride1D.Dense> buffer = _accelerator.Allocate1D<T>(Math.Max(1, length));
        _buffers.Add(buffer);
        return buffer.View.BaseView;
    }

    // A buffer of at least so many elements, larger than before where that was too small.
    private ArrayView<T> Room<T>(ref MemoryBuffer1D<T, Stride1D.Dense>? buffer, long length)
        where T : unmanaged
    {
        if (buffer is null || buffer.Length < length)
        {
            // Launches that still use it come first.
            _accelerator.Synchronize();
            buffer?.Dispose();
            buffer = null;
            buffer = _accelerator.Allocate1D<T>(Math.Max(16, 2 * length));
        }
        return buffer.View.BaseView;
    }
}
