using System.Collections.Immutable;

namespace Neuro.Emulator.Crossbars;

/// <summary>What the cells and converters of one chip came out as.</summary>
/// <param name="Chip">Number of the chip.</param>
/// <param name="Tiles">Every tile of every bound projection, in the program's order.</param>
public sealed record FabricationReport(int Chip, ImmutableArray<FabricatedTile> Tiles)
{
    /// <summary>Programming pulses of all cells.</summary>
    public long Pulses => Tiles.Sum(t => t.Pulses);
}
