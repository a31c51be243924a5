namespace Neuro.Ir.Devices;

/// <summary>
/// Soft bounds about a reference device that is subtracted: with q = w + ref, up Δ⁺(1 − q/b_max), down Δ⁻(1 − q/b_min), q
/// clipped to the bounds. Of one device, ref = reference_mean + reference_std·ξ, and, where asked, plus the symmetry point, at
/// which up and down steps are equal: (Δ⁺ − Δ⁻)/(Δ⁺/b_max − Δ⁻/b_min). The slopes Δ/b have a spread of their own: b = b/|1 +
/// slope_dtod·ξ|.
/// Source: Gong, Rasch et al., IEDM 2022; IBM/aihwkit, SoftBoundsReferenceDevice.
/// </summary>
public sealed record SoftBoundsReference : StepModel
{
    /// <summary>Mean of the reference.</summary>
    public double ReferenceMean { get; init; }

    /// <summary>Device-to-device spread of the reference, absolute.</summary>
    public double ReferenceStd { get; init; }

    /// <summary>Whether the reference is set to the device's own symmetry point.</summary>
    public bool SubtractSymmetryPoint { get; init; }

    /// <summary>Device-to-device spread of the slope of the up steps, relative.</summary>
    public double SlopeUpDtod { get; init; }

    /// <summary>Device-to-device spread of the slope of the down steps, relative.</summary>
    public double SlopeDownDtod { get; init; }

    /// <summary>Whether the cycle-to-cycle deviation is relative to the step at the state, not to the one at zero.</summary>
    public bool MultNoise { get; init; } = true;
}
