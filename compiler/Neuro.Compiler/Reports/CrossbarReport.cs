using System.Collections.Immutable;

namespace Neuro.Compiler.Reports;

/// <summary>What holds a projection's weights, where crossbars do.</summary>
public sealed record CrossbarReport
{
    /// <summary>Name of the device.</summary>
    public required string Device { get; init; }

    /// <summary>Name of the array.</summary>
    public required string Array { get; init; }

    /// <summary>Arrays in use.</summary>
    public int Arrays { get; init; }

    /// <summary>Cells that stand for a weight, over the cells of these arrays.</summary>
    public double Utilisation { get; init; }

    /// <summary>Different conductances that cells are to be set to.</summary>
    public int Levels { get; init; }

    /// <summary>Weights that the cells cannot hold, and that are cut off.</summary>
    public long Clipped { get; init; }

    /// <summary>Root mean square of what rounding to the device's conductances does to weights, in weight codes.</summary>
    public double WeightError { get; init; }

    /// <summary>The arrays.</summary>
    public ImmutableArray<TileReport> Tiles { get; init; } = [];
}
