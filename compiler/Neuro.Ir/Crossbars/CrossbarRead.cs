using System.Collections.Immutable;

namespace Neuro.Ir.Crossbars;

/// <summary>
/// How a projection's sums are read from one fabricated chip, in integers: SEMANTICS.md, section 9. It takes the place of the
/// projection's weights, which stay as what was meant.
/// </summary>
public sealed record CrossbarRead
{
    /// <summary>The drives of the rows, one after the other.</summary>
    public required ImmutableArray<InputPlane> Planes { get; init; }

    /// <summary>The arrays.</summary>
    public required ImmutableArray<CrossbarTile> Tiles { get; init; }

    /// <summary>Fraction bits of the outputs, 0 to 32.</summary>
    public int FractionBits { get; init; }
}
