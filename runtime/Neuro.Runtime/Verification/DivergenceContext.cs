namespace Neuro.Runtime.Verification;

/// <summary>The two values of a diverging cell's neuron at a tick nearby.</summary>
/// <param name="Tick">The tick.</param>
/// <param name="Expected">What the golden says.</param>
/// <param name="Actual">What the run gave.</param>
public readonly record struct DivergenceContext(int Tick, long Expected, long Actual);
