using System.Collections.Immutable;

namespace Neuro.Ir.Devices;

/// <summary>
/// Relaxation that widens the distribution about the target: the deviation that the cell was written with, σ(g)·ξ, becomes
/// σ_t(g)·ξ, not below zero. σ_t is known at a few times as a polynomial of g/g_ref as <see cref="ProgrammingModel.Sigma"/>
/// is, and is interpolated linearly in ln t between them; before the first and after the last time it stays.
/// Source: Wan et al., Nature 608:504 (2022); IBM/aihwkit, ReRamWan2022NoiseModel.
/// </summary>
public sealed record RelaxationDrift : DriftModel
{
    /// <summary>Times in seconds, rising.</summary>
    public required ImmutableArray<double> Times { get; init; }

    /// <summary>For each time c₀, c₁, … of the standard deviation, in siemens.</summary>
    public required ImmutableArray<ImmutableArray<double>> Sigma { get; init; }
}
