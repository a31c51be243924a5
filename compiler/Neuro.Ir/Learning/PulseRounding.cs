namespace Neuro.Ir.Learning;

/// <summary>How a proposed change becomes a whole number of pulses.</summary>
public enum PulseRounding
{
    /// <summary>To nearest, halves away from zero.</summary>
    Nearest,
    /// <summary>The fraction is kept per synapse and added to the next change.</summary>
    Accumulate,
    /// <summary>The fraction is the probability of one pulse more.</summary>
    Stochastic,
}
