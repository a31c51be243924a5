using System.Collections.Immutable;

namespace Neuro.Emulator.Crossbars;

/// <summary>One array of a chip.</summary>
public sealed record FabricatedTile
{
    /// <summary>The projection whose weights it holds.</summary>
    public required string Projection { get; init; }

    /// <summary>Number of the tile within the projection.</summary>
    public required int Tile { get; init; }

    /// <summary>Rows in use.</summary>
    public required int Rows { get; init; }

    /// <summary>Physical columns in use.</summary>
    public required int Columns { get; init; }

    /// <summary>Share of the array's cells in use.</summary>
    public required double Utilisation { get; init; }

    /// <summary>Numbers of cells by conductance at the time of the reads: equal bins from 0 to the device's largest conductance;
    /// cells above it are in the last.</summary>
    public required ImmutableArray<int> Histogram { get; init; }

    /// <summary>Programming pulses.</summary>
    public required long Pulses { get; init; }

    /// <summary>Cells stuck at the largest conductance.</summary>
    public required int StuckOn { get; init; }

    /// <summary>Cells stuck at the smallest conductance.</summary>
    public required int StuckOff { get; init; }

    /// <summary>Weights whose code is beyond what the cells hold.</summary>
    public required long Clipped { get; init; }

    /// <summary>Root mean square, in weight codes, of what the chip's weights differ from those that were meant, when each row is
    /// read alone, the digital drift compensation included.</summary>
    public required double WeightError { get; init; }

    /// <summary>Root mean square, in weight codes, of what integer conductances round off.</summary>
    public required double ReadRounding { get; init; }

    /// <summary>Mean magnitude of the channels' currents relative to the time of programming; codes are divided by it where drift
    /// is compensated. 1 where it is not.</summary>
    public required double DriftFactor { get; init; }

    /// <summary>Current at the end of the converters' range, in amperes.</summary>
    public required double FullScaleCurrent { get; init; }

    /// <summary>Current of one code, in amperes; 0 for a converter that loses nothing.</summary>
    public required double CurrentPerCode { get; init; }

    /// <summary>How far a linear read is from the circuit; null where it is exact or was not looked at.</summary>
    public LinearisationError? Linearisation { get; init; }
}
