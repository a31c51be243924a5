namespace Neuro.Ir.Devices;

/// <summary>
/// Steps that are a power of the distance to the bound: up Δ⁺·((b_max − w)/(b_max − b_min))^γ⁺·(1 + sξ), down
/// Δ⁻·((w − b_min)/(b_max − b_min))^γ⁻·(1 + sξ). Of one device, with β of the exponents, γ⁺ = |γ·(min(β, 0) + 1 + dtod·ξ + r)|,
/// γ⁻ = |γ·(−max(β, 0) + 1 + dtod·ξ − r)|, r = up_down_dtod·ξ.
/// Source: Frascaroli et al., Sci. Rep. 8:7178 (2018); IBM/aihwkit, PowStepDevice.
/// </summary>
public sealed record PowStep : StepModel
{
    /// <summary>γ.</summary>
    public double PowGamma { get; init; } = 1;

    /// <summary>Device-to-device spread of γ, relative.</summary>
    public double PowGammaDtod { get; init; }

    /// <summary>β: asymmetry of the exponents.</summary>
    public double PowUpDown { get; init; }

    /// <summary>Device-to-device spread of the exponents' asymmetry.</summary>
    public double PowUpDownDtod { get; init; }
}
