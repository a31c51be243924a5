namespace Neuro.Ir.Devices;

/// <summary>
/// Steps that change linearly with the state: up Δ⁺(1 − γ⁺·w/w_max), down Δ⁻(1 − γ⁻·w/w_min). With multiplicative noise the
/// step is multiplied by (1 + sξ), else Δ·sξ is added; s = dw_min_std. Of one device, γ = |γ + γ_dtod·ξ|.
/// Source: IBM/aihwkit, LinearStepDevice.
/// </summary>
public sealed record LinearStep : StepModel
{
    /// <summary>γ⁺: share of the up step that is lost at the upper bound.</summary>
    public double GammaUp { get; init; }

    /// <summary>γ⁻: share of the down step that is lost at the lower bound.</summary>
    public double GammaDown { get; init; }

    /// <summary>Device-to-device spread of γ⁺, absolute.</summary>
    public double GammaUpDtod { get; init; }

    /// <summary>Device-to-device spread of γ⁻, absolute.</summary>
    public double GammaDownDtod { get; init; }

    /// <summary>Whether the cycle-to-cycle deviation is relative to the step at the state, not to the one at zero.</summary>
    public bool MultNoise { get; init; } = true;

    /// <summary>Whether w_max and w_min of the steps are the nominal bounds, not the device's own.</summary>
    public bool MeanBoundReference { get; init; } = true;
}
