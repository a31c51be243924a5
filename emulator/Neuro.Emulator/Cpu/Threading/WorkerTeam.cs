using System.Runtime.ExceptionServices;

namespace Neuro.Emulator.Cpu.Threading;

/// <summary>
/// Threads that run one job together: the caller is worker 0. Between jobs the others spin for a while, since jobs of some
/// microseconds often follow each other, and then sleep.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private const int SpinsBeforeSleep = 20_000;
    private const int Awake = 0;
    private const int Asleep = 1;

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _wake;
    private readonly int[] _states;
    private readonly CountdownEvent _finished = new(0);
    private Action<int> _job = _ => { };
    private volatile int _generation;
    private volatile bool _disposed;
    private ExceptionDispatchInfo? _failure;

    /// <summary>A team of <paramref name="size"/> workers.</summary>
    public WorkerTeam(int size)
    {
        _wake = [.. Enumerable.Range(1, size - 1).Select(_ => new SemaphoreSlim(0))];
        _states = new int[size - 1];
        _threads = [.. Enumerable.Range(1, size - 1).Select(Start)];
    }

    /// <summary>Number of workers.</summary>
    public int Size => _threads.Length + 1;

    /// <summary>
    /// Runs <paramref name="job"/>(worker) on every worker and returns when all are done; the first failure is thrown.
    /// </summary>
    public void Run(Action<int> job)
    {
        if (Size == 1)
        {
            job(0);
            return;
        }
        _job = job;
        _failure = null;
        _finished.Reset(_threads.Length);
        WakeAll();
        Execute(0);
        for (int spins = 0; spins < SpinsBeforeSleep && !_finished.IsSet; spins++)
            Thread.SpinWait(1);
        _finished.Wait();
        _failure?.Throw();
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        WakeAll();
        foreach (Thread thread in _threads)
            thread.Join();
        foreach (SemaphoreSlim wake in _wake)
            wake.Dispose();
        _finished.Dispose();
    }

    private Thread Start(int worker)
    {
        Thread thread = new(() => Loop(worker)) { IsBackground = true, Name = $"neuro worker {worker}" };
        thread.Start();
        return thread;
    }

    private void WakeAll()
    {
        Interlocked.Increment(ref _generation);
        for (int i = 0; i < _wake.Length; i++)
        {
            if (Interlocked.Exchange(ref _states[i], Awake) == Asleep)
                _wake[i].Release();
        }
    }

    private void Loop(int worker)
    {
        for (int seen = 0; ; seen++)
        {
            AwaitJob(worker - 1, seen);
            if (_disposed)
                return;
            Execute(worker);
            _finished.Signal();
        }
    }

    // Waits until the generation differs from the one seen.
    private void AwaitJob(int index, int seen)
    {
        for (int spins = 0; spins < SpinsBeforeSleep; spins++)
        {
            if (_generation != seen)
                return;
            Thread.SpinWait(1);
        }
        Interlocked.Exchange(ref _states[index], Asleep);
        // A job that came meanwhile either saw the state and released the semaphore, or did not and the state is taken back.
        if (_generation != seen && Interlocked.CompareExchange(ref _states[index], Awake, Asleep) == Asleep)
            return;
        _wake[index].Wait();
    }

    private void Execute(int worker)
    {
        try
        {
            _job(worker);
        }
        catch (Exception exception)
        {
            // The first failure is the cause; those after it are of threads that waited for the first.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }
    }
}
