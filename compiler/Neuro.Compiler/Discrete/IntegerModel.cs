namespace Neuro.Compiler.Discrete;

/// <summary>
/// Computes with whole numbers: with x the sum of what arrives in a window, n = clamp(round((x + bias) / step), Minimum,
/// Maximum), halves to even, is given out in the next window.
/// </summary>
public sealed record IntegerModel : NeuronModel
{
    /// <summary>Added to x, [1] or [neuron].</summary>
    public double[] Bias { get; init; } = [0.0];

    /// <summary>What n = 1 is worth, in units of x.</summary>
    public required double Step { get; init; }

    /// <summary>Least n.</summary>
    public required int Minimum { get; init; }

    /// <summary>Largest n.</summary>
    public required int Maximum { get; init; }

    /// <summary>Factor of x + bias below 0; 1 for none.</summary>
    public double NegativeSlope { get; init; } = 1;

    /// <summary>When it listens and speaks, and how.</summary>
    public required CodeWindow Window { get; init; }
}
