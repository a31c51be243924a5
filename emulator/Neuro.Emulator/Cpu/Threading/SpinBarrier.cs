using System.Runtime.CompilerServices;

namespace Neuro.Emulator.Cpu.Threading;

/// <summary>
/// Where a fixed number of threads wait for each other, many times a millisecond: they spin, and give way only when the wait is
/// long.
/// </summary>
/// <param name="participants">Number of threads.</param>
internal sealed class SpinBarrier(int participants)
{
    private const int SpinsBeforeYield = 2000;

    private int _arrived;
    private volatile int _generation;
    private volatile bool _broken;

    /// <summary>Lets every waiting thread, now and later, fail instead of waiting for one that will not come.</summary>
    public void Break() => _broken = true;

    /// <summary>Waits until all threads have arrived.</summary>
    /// <exception cref="OperationCanceledException">The barrier is broken.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Wait()
    {
        int generation = _generation;
        if (Interlocked.Increment(ref _arrived) == participants)
        {
            _arrived = 0;
            _generation = generation + 1;
            return;
        }
        for (int spins = 0; _generation == generation; spins++)
        {
            if (_broken)
                throw new OperationCanceledException("another thread of the session failed");
            if (spins < SpinsBeforeYield)
                Thread.SpinWait(1);
            else
                Thread.Yield();
        }
    }
}
