namespace Neuro.Ir.Devices;

/// <summary>
/// Steps that vanish at the device's own bounds: up Δ⁺(1 − w/b_max), down Δ⁻(1 − w/b_min); a <see cref="LinearStep"/> with γ = 1.
/// Source: Fusi and Abbott, Nat. Neurosci. 10:485 (2007); IBM/aihwkit, SoftBoundsDevice.
/// </summary>
public sealed record SoftBounds : StepModel
{
    /// <summary>Whether the cycle-to-cycle deviation is relative to the step at the state, not to the one at zero.</summary>
    public bool MultNoise { get; init; } = true;
}
