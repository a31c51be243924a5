namespace Neuro.Benchmarks.Contenders;

/// <summary>One timed run of a workload.</summary>
/// <param name="Seconds">Time of the run, without loading and warming up.</param>
/// <param name="Spikes">Events emitted by neurons in that run.</param>
/// <param name="SynapticEvents">Deliveries, or null where the contender does not count them.</param>
internal sealed record Measurement(double Seconds, long Spikes, long? SynapticEvents);
