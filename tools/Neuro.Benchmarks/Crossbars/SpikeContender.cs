using Neuro.Emulator.Cpu;
using Neuro.Emulator.Cpu.Crossbars;

namespace Neuro.Benchmarks.Crossbars;

/// <summary>The sums of the rows that binary spikes drive: through lists of these rows, or through all of them.</summary>
internal sealed unsafe class SpikeContender : KernelContender
{
    private readonly bool _listed;
    private readonly RowMatrix _matrix;
    private readonly RowFactors[] _factors;
    private readonly AlignedArray<int> _sums;

    /// <summary>The sums of <paramref name="workload"/>.</summary>
    /// <param name="name">Who it is.</param>
    /// <param name="threads">Threads that it uses.</param>
    /// <param name="workload">The product.</param>
    /// <param name="listed">Whether rows without spike are left out.</param>
    public SpikeContender(string name, int threads, ProductWorkload workload, bool listed)
        : base(name, threads, workload)
    {
        _listed = listed;
        _matrix = new(workload.Program(workload.Conductances, noise: false).Array("g"), workload.Size);
        _factors = [.. Enumerable.Range(0, threads).Select(_ => new RowFactors(workload.Batch, workload.Size))];
        _sums = new((long)workload.Batch * _matrix.Stride);
    }

    /// <inheritdoc/>
    public override void Prepare()
    {
        // Every worker has its reads, from number 0 on.
        for (int i = 0; i < Workload.Spikes.Length; i++)
        {
            (int read, int row) = Math.DivRem(i, Workload.Size);
            (int worker, int local) = Math.DivRem(read, Workload.Batch / Threads);
            _factors[worker].Dense(local)[row] = (short)Workload.Spikes[i];
        }
        base.Prepare();
    }

    /// <inheritdoc/>
    protected override void Multiply(int worker, int first, int end)
    {
        RowFactors factors = _factors[worker];
        for (int read = 0; _listed && read < end - first; read++)
            factors.List(read, Workload.Size);
        int* sums = _sums.Pointer + (long)first * _matrix.Stride;
        _matrix.Sum(factors, end - first, _listed, 0, _matrix.Stride, sums);
    }

    /// <inheritdoc/>
    protected override void Check()
    {
        for (int read = 0; read < Workload.Batch; read += 7)
        {
            for (int column = 0; column < Workload.Size; column++)
            {
                long sum = 0;
                for (int row = 0; row < Workload.Size; row++)
                    sum += Workload.Spikes[read * Workload.Size + row] * Workload.Conductances[row * Workload.Size + column];
                Expect(read, column, sum, _sums.Pointer[(long)read * _matrix.Stride + column]);
            }
        }
    }
}
