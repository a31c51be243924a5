namespace Neuro.Compiler.Dialects;

/// <summary>How τ·dv/dt = (v_leak − v) + R·I becomes a step of dt.</summary>
public enum Integrator
{
    /// <summary>Forward Euler: v decays by 1 − dt/τ; v_leak enters with dt/τ.</summary>
    Euler,

    /// <summary>The solution for an input held over the step: v decays by e^(−dt/τ); v_leak enters with 1 − e^(−dt/τ).</summary>
    Exact,
}
