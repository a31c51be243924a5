namespace Neuro.Ir.Templates;

/// <summary>Options that several templates have, spelt alike.</summary>
internal static class CommonOptions
{
    /// <summary>How products and right shifts round.</summary>
    public static TemplateOption Rounding { get; } = TemplateOption.Choice("rounding", "how products and right shifts round",
        nameof(Ir.Rounding.Nearest), nameof(Ir.Rounding.Floor), nameof(Ir.Rounding.TowardZero), nameof(Ir.Rounding.NearestEven),
        nameof(Ir.Rounding.Stochastic));

    /// <summary>What a spike does to v.</summary>
    public static TemplateOption Reset { get; } = TemplateOption.Choice(
        "reset", "what a spike does to v", "zero", "subtract", "to-value");

    /// <summary>Whether reaching the threshold is enough.</summary>
    public static TemplateOption Comparator { get; } = TemplateOption.Choice(
        "comparator", "v > threshold or v ≥ threshold", "gt", "ge");

    /// <summary>Width of the ports.</summary>
    public static TemplateOption AccumulatorBits { get; } = TemplateOption.Choice(
        "accumulator_bits", "width of the ports", "32", "64");

    /// <summary>Width of the membrane's state.</summary>
    public static TemplateOption StateBits(int otherwise, int maximum) =>
        TemplateOption.Number("state_bits", "width of the states, two's complement", 4, maximum, otherwise);

    /// <summary>The chosen reset.</summary>
    public static LinearReset ResetOf(TemplateOptions o) =>
        o.Choice("reset") switch { "zero" => LinearReset.Zero, "subtract" => LinearReset.Subtract, _ => LinearReset.ToValue };
}
