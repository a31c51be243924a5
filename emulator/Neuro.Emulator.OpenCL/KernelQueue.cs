using Neuro.Emulator.OpenCL.Generation;
using Neuro.Emulator.OpenCL.Native;

namespace Neuro.Emulator.OpenCL;

/// <summary>The kernels of a session and the queue that runs them, one after the other.</summary>
internal sealed unsafe class KernelQueue : IDisposable
{
    // Arguments after the buffers: first tick, number of ticks, which of them.
    private const int FirstScalar = 12;

    private readonly DeviceContext _context;
    private readonly DeviceProgram _program;
    private readonly List<nint> _kernels = [];
    private readonly int _batchSize;

    /// <summary>The kernels of <paramref name="built"/> for a batch.</summary>
    public KernelQueue(DeviceContext context, DeviceProgram program, BuiltProgram built, int batchSize)
    {
        (_context, _program, _batchSize) = (context, program, batchSize);
        Handle = context.CreateQueue();
        try
        {
            foreach (string name in program.Kernels)
                _kernels.Add(context.CreateKernel(built.Handle, name));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The queue's handle.</summary>
    public nint Handle { get; private set; }

    /// <summary>Hands the buffers to every kernel.</summary>
    public void Bind(DeviceMemory memory)
    {
        foreach (nint kernel in _kernels)
        {
            uint index = 0;
            foreach (nint buffer in memory.Handles)
            {
                nint handle = buffer;
                _context.Check(_context.Api.SetKernelArg(kernel, index++, (nuint)sizeof(nint), &handle), "clSetKernelArg");
            }
        }
    }

    /// <summary>Queues the return of all slots to their initial state: a kernel of its own where there are many, else no tick of
    /// the only one.</summary>
    public void Reset() => Run(_kernels[^1], 0, 0, _program.Style.Staged ? 0 : DeviceProgram.Reset);

    /// <summary>Queues what ends a sample of <paramref name="ticks"/> ticks.</summary>
    public void EndSample(int ticks)
    {
        if (!_program.EndsSamples)
            return;
        if (!_program.Style.Staged)
            Run(_kernels[0], ticks, 0, DeviceProgram.SampleEnd);
        else
            RunAll("end", ticks, 0, 0);
    }

    /// <summary>Queues <paramref name="ticks"/> ticks; where every step is a kernel, the one that records runs only if
    /// <paramref name="records"/>: a launch costs as much as the steps of many neurons.</summary>
    public void Run(int firstTick, int ticks, bool records)
    {
        if (!_program.Style.Staged)
        {
            Run(_kernels[0], firstTick, ticks, 0);
            return;
        }
        for (int t = 0; t < ticks; t++)
        {
            RunAll("step", firstTick, ticks, t);
            if (records)
                RunAll("record", firstTick, ticks, t);
        }
    }

    /// <summary>Waits until all that is queued is done.</summary>
    public void Finish() => _context.Check(_context.Api.Finish(Handle), "clFinish", waits: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Handle == 0)
            return;
        // What is still queued may use what is given back next.
        _context.Api.Finish(Handle);
        foreach (nint kernel in _kernels)
            _context.Release(kernel, _context.Api.ReleaseKernel);
        _context.Release(Handle, _context.Api.ReleaseCommandQueue);
        Handle = 0;
    }

    private void RunAll(string kind, int firstTick, int ticks, int at)
    {
        for (int i = 0; i < _kernels.Count; i++)
        {
            if (_program.Kernels[i].StartsWith(kind, StringComparison.Ordinal))
                Run(_kernels[i], firstTick, ticks, at);
        }
    }

    private void Run(nint kernel, int firstTick, int ticks, int at)
    {
        int* scalars = stackalloc[] { firstTick, ticks, at };
        for (uint i = 0; i < 3; i++)
            _context.Check(_context.Api.SetKernelArg(kernel, FirstScalar + i, sizeof(int), scalars + i), "clSetKernelArg");
        ExecutionStyle style = _program.Style;
        uint dimensions = style.Staged ? 2u : 1u;
        nuint* global = stackalloc[] { (nuint)style.Lanes, (nuint)_batchSize };
        if (!style.Staged)
            global[0] = (nuint)((long)_batchSize * style.GroupSize);
        nuint* local = stackalloc[] { (nuint)style.GroupSize, 1u };
        _context.Check(
            _context.Api.EnqueueNdrangeKernel(Handle, kernel, dimensions, null, global, local, 0, null, null),
            "clEnqueueNDRangeKernel");
    }
}
