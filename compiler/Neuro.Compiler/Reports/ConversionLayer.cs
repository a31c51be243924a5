using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Reports;

/// <summary>A population beside the values that it stands for.</summary>
public sealed record ConversionLayer
{
    /// <summary>The population.</summary>
    public required string Population { get; init; }

    /// <summary>The node of the conventional network.</summary>
    public required string Node { get; init; }

    /// <summary>What a spike in every tick (rate), or a number of 1, is worth; one for all, or one per run of neurons.</summary>
    public required double[] Units { get; init; }

    /// <summary>When it listens; null for rates.</summary>
    public CodeWindow? Window { get; init; }

    /// <summary>√(Σ(decoded − value)² / Σvalue²) over samples and neurons; null where nothing was measured.</summary>
    public double? Error { get; init; }
}
