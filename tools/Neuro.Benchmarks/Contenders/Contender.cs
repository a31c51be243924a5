namespace Neuro.Benchmarks.Contenders;

/// <summary>Something that can run a workload and say how long it took.</summary>
/// <param name="name">Who it is.</param>
/// <param name="threads">Threads that it uses.</param>
internal abstract class Contender(string name, int threads) : IDisposable
{
    private readonly List<Measurement> _measurements = [];

    /// <summary>Who it is: "neuro", "C", "brian2", "torch".</summary>
    public string Name { get; } = name;

    /// <summary>Threads that it uses.</summary>
    public int Threads { get; } = threads;

    /// <summary>Why it cannot run here; null where it can.</summary>
    public string? Unavailable { get; protected set; }

    /// <summary>Median time of all measured runs in seconds.</summary>
    public double Median
    {
        get
        {
            double[] sorted = [.. _measurements.Select(m => m.Seconds).Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>All runs, in the order of measuring.</summary>
    public IReadOnlyList<Measurement> Measurements => _measurements;

    /// <summary>Gets everything ready: compiles, loads, warms up. Sets <see cref="Unavailable"/> where that fails.</summary>
    public abstract void Prepare();

    /// <summary>Runs once and keeps the measurement.</summary>
    public void Measure()
    {
        if (Unavailable is null && Run() is { } measurement)
            _measurements.Add(measurement);
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>One timed run; null, with <see cref="Unavailable"/> set, where it failed.</summary>
    protected abstract Measurement? Run();
}
