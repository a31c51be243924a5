namespace Neuro.Runtime.Verification;

/// <summary>The outcome of comparing two traces.</summary>
/// <param name="First">The first divergence, or null when everything agrees.</param>
/// <param name="Samples">Samples compared.</param>
/// <param name="DifferentSamples">Samples that differ anywhere.</param>
/// <param name="Cells">Spike cells (tick × neuron), state values and counts compared.</param>
public sealed record Comparison(Divergence? First, int Samples, int DifferentSamples, long Cells)
{
    /// <summary>Whether everything agrees.</summary>
    public bool Agrees => First is null;
}
