namespace Neuro.Cli.Studies.Grids;

/// <summary>How a varied quantity's values lie on a chart.</summary>
internal enum AxisScale
{
    /// <summary>Numbers, evenly.</summary>
    Linear,

    /// <summary>Positive numbers, by their logarithm.</summary>
    Logarithmic,

    /// <summary>Words, side by side in the order they were given.</summary>
    Names,
}
