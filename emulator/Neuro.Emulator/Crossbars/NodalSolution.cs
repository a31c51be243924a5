namespace Neuro.Emulator.Crossbars;

/// <summary>Every voltage and current of a crossbar at rest. All matrices are [rows, columns].</summary>
public sealed class NodalSolution
{
    /// <summary>Volts of the word lines' nodes.</summary>
    public required double[] WordLineVoltage { get; init; }

    /// <summary>Volts of the bit lines' nodes.</summary>
    public required double[] BitLineVoltage { get; init; }

    /// <summary>Amperes through the cells, from word line to bit line.</summary>
    public required double[] CellCurrent { get; init; }

    /// <summary>Amperes of the word lines' segments to the left of each cell, away from the driver.</summary>
    public required double[] WordLineCurrent { get; init; }

    /// <summary>Amperes of the bit lines' segments below each cell, towards the sink.</summary>
    public required double[] BitLineCurrent { get; init; }

    /// <summary>[columns]: amperes into the sinks.</summary>
    public required double[] OutputCurrent { get; init; }

    /// <summary>Linear solves: 1 for ohmic cells.</summary>
    public required int Iterations { get; init; }

    /// <summary>Largest current that is missing at a node, relative to the largest cell current; 0 for ohmic cells.</summary>
    public required double Residual { get; init; }
}
