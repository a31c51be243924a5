using System.Collections.Immutable;

namespace Neuro.Runtime.Runs;

/// <summary>The outcome of <see cref="DatasetRunner.Run"/>.</summary>
/// <param name="Trace">What was recorded.</param>
/// <param name="Counters">Operations executed, per sample.</param>
public sealed record DatasetRun(RunTrace Trace, ImmutableArray<Counters> Counters);
