namespace Neuro.Targets.Risp;

/// <summary>A neuron.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Threshold">From which, or above which, it spikes.</param>
/// <param name="Leaks">Whether its potential is lost with each tick.</param>
public sealed record RispNode(int Id, double Threshold, bool Leaks);
