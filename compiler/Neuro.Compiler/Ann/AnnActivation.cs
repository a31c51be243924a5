namespace Neuro.Compiler.Ann;

/// <summary>
/// y = min(max(x, Minimum), Maximum), and, where there is a negative slope, y = slope · x for x &lt; 0: Relu, Clip, LeakyRelu.
/// </summary>
public sealed record AnnActivation : AnnNode
{
    /// <summary>Least value; −∞ for none.</summary>
    public double Minimum { get; init; }

    /// <summary>Largest value; +∞ for none.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Slope below zero; then <see cref="Minimum"/> is −∞.</summary>
    public double NegativeSlope { get; init; }
}
