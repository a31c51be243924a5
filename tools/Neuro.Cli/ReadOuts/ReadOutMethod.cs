using System.Globalization;

namespace Neuro.Cli.ReadOuts;

/// <summary>How a read-out is fitted to the counts of labelled samples.</summary>
/// <param name="Kind">"assigned", "template" or "ridge".</param>
/// <param name="Ridge">For ridge: λ, relative to the mean square of a count.</param>
internal sealed record ReadOutMethod(string Kind, double Ridge)
{
    /// <summary>Every neuron votes for the class it fires most for.</summary>
    public const string Assigned = "assigned";

    /// <summary>The class whose mean counts are nearest by their cosine.</summary>
    public const string Template = "template";

    /// <summary>Least squares of one-hot labels, with a penalty on the weights.</summary>
    public const string LeastSquares = "ridge";

    private const double UsualRidge = 1;

    /// <summary>The forms, for help pages.</summary>
    public const string Usage = "assigned, template, ridge or ridge:LAMBDA";

    /// <summary>Reads the text form; null where it is not one.</summary>
    public static ReadOutMethod? TryParse(string text)
    {
        string[] parts = text.Split(':');
        if (parts is [Assigned or Template])
            return new(parts[0], 0);
        if (parts is [LeastSquares])
            return new(LeastSquares, UsualRidge);
        return parts is [LeastSquares, var lambda]
            && double.TryParse(lambda, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value >= 0 && double.IsFinite(value)
            ? new(LeastSquares, value)
            : null;
    }
}
