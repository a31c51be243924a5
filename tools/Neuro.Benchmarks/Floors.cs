using Neuro.Benchmarks.Workloads;
using Neuro.Runtime;

namespace Neuro.Benchmarks;

/// <summary>
/// What the work costs at least on a current server core, so that a figure can be read as a distance from the possible: measured
/// with loops that do nothing else.
/// </summary>
internal static class Floors
{
    // A read-modify-write of a 40 kB array at a random index.
    private const double NanosecondsPerScatteredEvent = 0.9;

    // An int8 row added to int32 sums in the first-level cache: a vector of 16 sums loaded, added and stored each quarter
    // nanosecond.
    private const double NanosecondsPerRowEvent = 0.016;

    // A leaky integrator in vectors; 0.15 with several states and 64-bit products.
    private const double NanosecondsPerUpdate = 0.08;

    /// <summary>Seconds that one run of <paramref name="workload"/> takes at least with that many threads.</summary>
    public static double Seconds(Workload workload, Counters counters, int threads)
    {
        double perEvent = workload.Scattered ? NanosecondsPerScatteredEvent : NanosecondsPerRowEvent;
        return 1e-9 * (counters.SynapticEvents * perEvent + counters.NeuronUpdates * NanosecondsPerUpdate) / threads;
    }
}
