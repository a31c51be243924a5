namespace Neuro.Targets.Ranc;

/// <summary>Where the packets of one copy of a neuron go.</summary>
/// <param name="Core">Number of the core; −1 for the place that packets leave by.</param>
/// <param name="Axon">The axon, or the output.</param>
/// <param name="Tick">Ticks beyond one.</param>
internal readonly record struct RancDestination(int Core, int Axon, int Tick);
