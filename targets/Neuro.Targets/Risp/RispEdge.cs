namespace Neuro.Targets.Risp;

/// <summary>A synapse.</summary>
/// <param name="From">Id of the neuron that it comes from.</param>
/// <param name="To">Id of the neuron that it goes to.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Delay">Its delay in ticks, at least 1.</param>
public sealed record RispEdge(int From, int To, double Weight, int Delay);
