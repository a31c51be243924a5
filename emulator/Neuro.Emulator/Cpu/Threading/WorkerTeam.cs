using System.Runtime.ExceptionServices;

namespace Neuro.Emulator.Cpu.Threading;

/// <summary>Threads that run one job together: the caller is worker 0, the others sleep between jobs.</summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _wake;
    private readonly CountdownEvent _finished = new(0);
    private Action<int> _job = _ => { };
    private volatile bool _disposed;
    private ExceptionDispatchInfo? _failure;

    /// <summary>A team of <paramref name="size"/> workers.</summary>
    public WorkerTeam(int size)
    {
        _wake = [.. Enumerable.Range(1, size - 1).Select(_ => new SemaphoreSlim(0))];
        _threads = [.. Enumerable.Range(1, size - 1).Select(Start)];
    }

    /// <summary>Number of workers.</summary>
    public int Size => _threads.Length + 1;

    /// <summary>Runs <paramref name="job"/>(worker) on every worker and returns when all are done; the first failure is thrown.</summary>
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
        foreach (SemaphoreSlim wake in _wake)
            wake.Release();
        Execute(0);
        _finished.Wait();
        _failure?.Throw();
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (SemaphoreSlim wake in _wake)
            wake.Release();
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

    private void Loop(int worker)
    {
        while (true)
        {
            _wake[worker - 1].Wait();
            if (_disposed)
                return;
            Execute(worker);
            _finished.Signal();
        }
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
