using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Neuro.Ir.Devices;

/// <summary>
/// Steps as they were measured: their mean and their cycle-to-cycle deviation at evenly spaced conductances from G_min to G_max,
/// interpolated linearly between. Of one device, both are multiplied by |1 + step_dtod·ξ|, one ξ for up and one for down. The
/// state is (G − G_min)/(G_max − G_min), and steps are in its unit. <c>neuro devices fit</c> writes such a model.
/// </summary>
public sealed record MeasuredStep : PulseModel
{
    /// <summary>Mean step of a potentiating pulse, from G_min to G_max.</summary>
    public required ImmutableArray<double> Up { get; init; }

    /// <summary>Mean step of a depressing pulse as a positive number, from G_min to G_max.</summary>
    public required ImmutableArray<double> Down { get; init; }

    /// <summary>Deviation of a potentiating pulse from its mean; empty for none.</summary>
    public ImmutableArray<double> UpSigma { get; init; } = [];

    /// <summary>Deviation of a depressing pulse from its mean; empty for none.</summary>
    public ImmutableArray<double> DownSigma { get; init; } = [];

    /// <summary>Device-to-device spread of the steps, relative.</summary>
    public double StepDtod { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override double StateMinimum => 0;

    /// <inheritdoc/>
    [JsonIgnore]
    public override double StateMaximum => 1;
}
