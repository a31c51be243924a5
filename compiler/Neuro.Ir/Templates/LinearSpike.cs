namespace Neuro.Ir.Templates;

/// <summary>How the membrane of a <see cref="LinearNeuronTemplate"/> becomes spikes.</summary>
/// <param name="Reset">What a spike does to v.</param>
/// <param name="Inclusive">Whether reaching the threshold is enough (≥ instead of &gt;).</param>
/// <param name="BeforeUpdate">Whether the v that the last tick left decides, instead of the
/// one this tick's input has entered.</param>
/// <param name="MaximumCount">Most spikes that one tick may carry: 1, or more for s = min(max(⌊v / threshold⌋, 0), MaximumCount),
/// which ignores <paramref name="Inclusive"/>.</param>
public sealed record LinearSpike(
    LinearReset Reset = LinearReset.Zero, bool Inclusive = false, bool BeforeUpdate = false, int MaximumCount = 1);
