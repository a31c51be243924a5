using Neuro.Compiler.Ann;

namespace Neuro.Compiler.Passes;

/// <summary>The step of a value of which a rounding is not given.</summary>
internal static class InputScale
{
    /// <summary>
    /// A step with which the values seen take up to <paramref name="levels"/> steps above 0, or half as many to either side where
    /// there are negative ones.
    /// </summary>
    public static (double Scale, int Least, int Most) Of(AnnRanges ranges, AnnNode node, int levels)
    {
        (double least, double most) = (ranges.Minimum(node.Name), ranges.Maximum(node.Name));
        // Images as bytes need no rounding at all.
        if (node is AnnInput { IsInteger: true } && least >= 0 && most <= levels) return (1, 0, levels);
        double largest = Math.Max(most, -least);
        if (largest == 0) largest = 1;
        return least < 0 ? (largest / (levels / 2), -(levels / 2), levels / 2) : (largest / levels, 0, levels);
    }
}
