using Neuro.Emulator.Cpu;
using Neuro.Emulator.Cpu.Crossbars;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Crossbars;

namespace Neuro.Benchmarks.Crossbars;

/// <summary>
/// The read of a crossbar as a session does it, from payloads to what is added to a port: DAC, product, noise, ADC, scale.
/// </summary>
internal sealed unsafe class ReadContender : KernelContender
{
    private const int Tick = 3;

    private readonly SpikeProgram _program;
    private readonly Projection _projection;
    private readonly TileReader _tile;
    private readonly PlaneDrive _plane;
    private readonly OutputScale<int> _scale;
    private readonly ReadBatch[] _batches;
    private readonly AlignedArray<int> _sums;

    /// <summary>The read of <paramref name="workload"/>.</summary>
    /// <param name="name">Who it is.</param>
    /// <param name="threads">Threads that it uses.</param>
    /// <param name="workload">The product.</param>
    /// <param name="conductances">What the cells hold, [row, column].</param>
    /// <param name="noise">Whether cells have read noise.</param>
    public ReadContender(string name, int threads, ProductWorkload workload, int[] conductances, bool noise)
        : base(name, threads, workload)
    {
        int size = workload.Size;
        _program = workload.Program(conductances, noise);
        _projection = _program.Projections[0];
        CrossbarTile tile = _projection.Read!.Tiles[0];
        _tile = new(_program, tile, new NoiseSource(_program.Seed, 0, size), firstDeviate: 0);
        _plane = new(_projection.Read.Planes[0]);
        _scale = new(_program, _projection, CrossbarExtents.Of(_projection.Connectivity, size, size));
        _batches = [.. Enumerable.Range(0, threads).Select(_ => new ReadBatch(new(size, size, size, size, noise)))];
        _sums = new((long)workload.Batch * size);
    }

    /// <inheritdoc/>
    protected override void Multiply(int worker, int first, int end)
    {
        ReadBatch batch = _batches[worker];
        for (int read = first; read < end; read++)
        {
            int* payloads = batch.Add(read, pixel: 0, stream: (uint)read);
            Workload.Inputs.AsSpan(read * Workload.Size, Workload.Size).CopyTo(new Span<int>(payloads, Workload.Size));
            if (batch.Count == batch.Capacity || read == end - 1)
                Flush(batch);
        }
    }

    /// <inheritdoc/>
    protected override void Check()
    {
        ReferenceCrossbar reference = new(_program, _projection);
        foreach (int read in (int[])[0, Workload.Batch / 2, Workload.Batch - 1])
        {
            long[] expected = new long[Workload.Size];
            Event[] events = [.. Enumerable.Range(0, Workload.Size)
                .Select(row => new Event(row, Workload.Inputs[read * Workload.Size + row]))];
            reference.Read(Tick, (uint)read, [.. events], expected);
            for (int column = 0; column < Workload.Size; column++)
                Expect(read, column, expected[column], _sums.Pointer[read * Workload.Size + column]);
        }
    }

    private void Flush(ReadBatch batch)
    {
        int size = Workload.Size;
        _tile.Read(batch, _plane, 0, Tick, firstRow: 0, firstOutput: 0, (0, size));
        for (int i = 0; i < batch.Count; i++)
        {
            int* sums = _sums.Pointer + (long)batch.Place(i).Slot * size;
            // As a neuron's step leaves them.
            new Span<int>(sums, size).Clear();
            _scale.Add(batch.Outputs(i), 0, 0, size, sums);
        }
        batch.Clear();
    }
}
