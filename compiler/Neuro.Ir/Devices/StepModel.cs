using System.Text.Json.Serialization;

namespace Neuro.Ir.Devices;

/// <summary>
/// What the step families have in common: a smallest step, its asymmetry, bounds, and their spreads. Of one device,
/// <code>
/// g = 1 + dw_min_dtod·ξ     (or exp(dw_min_dtod·ξ))        r = up_down_dtod·ξ        β = up_down
/// Δ⁺ = |dw_min·(min(β, 0) + g + r)|                        Δ⁻ = |dw_min·(−max(β, 0) + g − r)|
/// b_max = |w_max·(1 + w_max_dtod·ξ)|                       b_min = −|w_min·(1 + w_min_dtod·ξ)|
/// </code>
/// Every pulse adds a step of the family and a deviation of its own, then clips to the bounds. Where there is write noise, the
/// state that the steps work on is hidden, and what is read is w + write_noise_std·dw_min·ξ, drawn anew with every pulse.
/// Source: Gokmen and Vlasov, Front. Neurosci. 10:333 (2016); Rasch et al., AICAS 2021; IBM/aihwkit (MIT), whose parameter
/// names these are. The numbers are relative to weights: w has no unit.
/// </summary>
public abstract record StepModel : PulseModel
{
    /// <summary>Size of the mean step at w = 0.</summary>
    public required double DwMin { get; init; }

    /// <summary>Asymmetry β: above 0 the down step is smaller by that share, below 0 the up step.</summary>
    public double UpDown { get; init; }

    /// <summary>Upper bound, not negative.</summary>
    public double WMax { get; init; } = 1;

    /// <summary>Lower bound, not positive.</summary>
    public double WMin { get; init; } = -1;

    /// <summary>Device-to-device spread of the step, relative.</summary>
    public double DwMinDtod { get; init; }

    /// <summary>Whether the spread of the step is log-normal.</summary>
    public bool DwMinDtodLogNormal { get; init; }

    /// <summary>Device-to-device spread of the asymmetry.</summary>
    public double UpDownDtod { get; init; }

    /// <summary>Device-to-device spread of the upper bound, relative.</summary>
    public double WMaxDtod { get; init; }

    /// <summary>Device-to-device spread of the lower bound, relative.</summary>
    public double WMinDtod { get; init; }

    /// <summary>Cycle-to-cycle deviation of a step, relative.</summary>
    public double DwMinStd { get; init; }

    /// <summary>Standard deviation of what is read about the hidden state, in units of <see cref="DwMin"/>.</summary>
    public double WriteNoiseStd { get; init; }

    /// <summary>State after a reset.</summary>
    public double Reset { get; init; }

    /// <summary>Device-to-device spread of the state after a reset, absolute.</summary>
    public double ResetDtod { get; init; }

    /// <summary>Deviation of a reset from the one before, absolute.</summary>
    public double ResetStd { get; init; }

    /// <summary>Update cycles in which a leaking cell loses 1 − 1/e of its distance from the state after a reset: a factor
    /// 1 − 1/lifetime each; 0 for a cell that does not leak.</summary>
    public double Lifetime { get; init; }

    /// <summary>Device-to-device spread of the lifetime, relative.</summary>
    public double LifetimeDtod { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override double StateMinimum => WMin;

    /// <inheritdoc/>
    [JsonIgnore]
    public override double StateMaximum => WMax;
}
