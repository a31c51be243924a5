namespace Neuro.Compiler.Dialects;

/// <summary>The factor with which input enters a leaky state. An integrator without leak (I, IF) takes R,
/// except with <see cref="Unit"/>.</summary>
public enum InputGain
{
    /// <summary>(dt/τ)·R.</summary>
    Euler,

    /// <summary>(1 − e^(−dt/τ))·R.</summary>
    Exact,

    /// <summary>1: R and w_in are left out, as where they are thought part of the weights.</summary>
    Unit,
}
