using System.Diagnostics;
using Neuro.Benchmarks.Contenders;
using Neuro.Emulator.Cpu.Threading;

namespace Neuro.Benchmarks.Crossbars;

/// <summary>
/// A part of our CPU backend. Threads share the reads of a product and meet after the last repetition, as those of a session that
/// share its slots meet after the last tick.
/// </summary>
/// <param name="name">Who it is.</param>
/// <param name="threads">Threads that it uses; they divide the batch.</param>
/// <param name="workload">The product.</param>
internal abstract class KernelContender(string name, int threads, ProductWorkload workload) : Contender(name, threads)
{
    private readonly WorkerTeam _team = new(threads);

    /// <summary>The product.</summary>
    protected ProductWorkload Workload { get; } = workload;

    /// <inheritdoc/>
    public override void Prepare()
    {
        Multiply(repetitions: 1);
        Check();
        Run();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _team.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected sealed override Measurement Run()
    {
        long start = Stopwatch.GetTimestamp();
        Multiply(Workload.Repetitions);
        return new(Stopwatch.GetElapsedTime(start).TotalSeconds / Workload.Repetitions, 0, null);
    }

    /// <summary>One worker's reads, from <paramref name="first"/> to <paramref name="end"/>.</summary>
    protected abstract void Multiply(int worker, int first, int end);

    /// <summary>Compares what has been computed with the reference.</summary>
    /// <exception cref="InvalidDataException">It differs.</exception>
    protected abstract void Check();

    /// <summary>Fails where a number is not what it should be.</summary>
    protected void Expect(int read, int column, long expected, long actual)
    {
        if (expected != actual)
            throw new InvalidDataException(
                $"{Name}, {Workload.Size}, batch {Workload.Batch}: read {read}, column {column} is {actual}, not {expected}");
    }

    private void Multiply(int repetitions)
    {
        int share = Workload.Batch / Threads;
        _team.Run(worker =>
        {
            for (int i = 0; i < repetitions; i++)
                Multiply(worker, worker * share, (worker + 1) * share);
        });
    }
}
