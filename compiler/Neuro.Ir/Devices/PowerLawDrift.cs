namespace Neuro.Ir.Devices;

/// <summary>
/// Structural relaxation of phase-change cells: g(t) = g₀·((t + t₀)/t₀)^(−ν). Every write draws ν = |μ + σ·ξ|, where with
/// g_r = g_target/G_max, not below 1e-7,
/// <code>
/// μ = clip(mean_log·ln g_r + mean, mean_min, mean_max)
/// σ = clip(deviation_log·ln g_r + deviation, deviation_min, deviation_max)
/// </code>
/// Source: Nandakumar et al., ICECS 2019; Joshi et al., Nat. Commun. 11:2473 (2020); IBM/aihwkit, PCMLikeNoiseModel.
/// </summary>
public sealed record PowerLawDrift : DriftModel
{
    /// <summary>t₀: seconds from programming to the first read, at which g₀ is known.</summary>
    public required double T0 { get; init; }

    /// <summary>Coefficient of ln g_r in the mean exponent.</summary>
    public double MeanLog { get; init; }

    /// <summary>Mean exponent at G_max, before the clip.</summary>
    public double Mean { get; init; }

    /// <summary>Smallest mean exponent.</summary>
    public double MeanMin { get; init; }

    /// <summary>Largest mean exponent.</summary>
    public double MeanMax { get; init; } = 1;

    /// <summary>Coefficient of ln g_r in the exponent's standard deviation.</summary>
    public double DeviationLog { get; init; }

    /// <summary>The exponent's standard deviation at G_max, before the clip.</summary>
    public double Deviation { get; init; }

    /// <summary>Smallest standard deviation.</summary>
    public double DeviationMin { get; init; }

    /// <summary>Largest standard deviation.</summary>
    public double DeviationMax { get; init; } = 1;
}
