using System.Collections.Immutable;

namespace Neuro.Ir.Devices;

/// <summary>
/// Steps whose factor is given at evenly spaced states: up Δ⁺·m⁺(x)·(1 + sξ), down Δ⁻·m⁻(x)·(1 + sξ), with
/// x = (w − b_min)/(b_max − b_min) and m interpolated linearly between its nodes. Source: IBM/aihwkit, PiecewiseStepDevice.
/// </summary>
public sealed record PiecewiseStep : StepModel
{
    /// <summary>m⁺ from the lower to the upper bound.</summary>
    public ImmutableArray<double> PiecewiseUp { get; init; } = [1];

    /// <summary>m⁻ from the lower to the upper bound.</summary>
    public ImmutableArray<double> PiecewiseDown { get; init; } = [1];
}
