using System.Collections.Immutable;

namespace Neuro.Ir.Devices;

/// <summary>How a target conductance is written. Without any member, a cell ends at its target.</summary>
public sealed record ProgrammingModel
{
    /// <summary>The scheme.</summary>
    public ProgrammingMethod Method { get; init; } = ProgrammingMethod.Direct;

    /// <summary>c₀, c₁, … of the programming error's standard deviation σ(g) = Σ cᵢ·(g/g_ref)^i, in siemens; empty for no
    /// error.</summary>
    public ImmutableArray<double> Sigma { get; init; } = [];

    /// <summary>g_ref in siemens; 0 for G_max.</summary>
    public double SigmaReference { get; init; }

    /// <summary>Distance from the target at which verifying ends, in fractions of G_max − G_min.</summary>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>Most pulses of one write.</summary>
    public int PulseBudget { get; init; } = 1000;
}
