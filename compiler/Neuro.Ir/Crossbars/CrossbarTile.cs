namespace Neuro.Ir.Crossbars;

/// <summary>
/// One array, or what is used of it, as its converters see it: a matrix of integer conductances from rows to channels. A channel
/// is what one ADC code comes from: a column, or the difference of two.
/// </summary>
public sealed record CrossbarTile
{
    /// <summary>Group of the convolution that it belongs to; 0 otherwise.</summary>
    public int Group { get; init; }

    /// <summary>First row of the projection's matrix.</summary>
    public required int FirstRow { get; init; }

    /// <summary>Number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>First output (column of the projection's matrix).</summary>
    public required int FirstOutput { get; init; }

    /// <summary>Number of outputs.</summary>
    public required int Outputs { get; init; }

    /// <summary>Array [rows, channels] of signed effective conductances; their number of columns is that of the
    /// channels.</summary>
    public required string Conductance { get; init; }

    /// <summary>Array [rows, channels] of read-noise variances, not negative; null without read noise.</summary>
    public string? Variance { get; init; }

    /// <summary>Right shift of (normal deviate · square root), 0 to 62.</summary>
    public int NoiseShift { get; init; }

    /// <summary>The output, from 0 within the tile, that a channel's code is added to; −1 for all of them. An array with an
    /// element for each channel.</summary>
    public required IrValue Output { get; init; }

    /// <summary>The value of a code, 2^−fraction of a weight code: for all channels, or an array with an element for
    /// each.</summary>
    public required IrValue Coefficient { get; init; }

    /// <summary>Factor of the ADC: for all channels, or an array with an element for each. 1 or more.</summary>
    public IrValue Gain { get; init; } = 1;

    /// <summary>Right shift of current · gain, 0 to 62.</summary>
    public int GainShift { get; init; }

    /// <summary>Added after the shift: for all channels, or an array with an element for each.</summary>
    public IrValue Offset { get; init; } = 0;

    /// <summary>How the shift rounds: floor or nearest.</summary>
    public Rounding Rounding { get; init; } = Rounding.Nearest;

    /// <summary>Smallest code.</summary>
    public int MinimumCode { get; init; } = int.MinValue;

    /// <summary>Largest code.</summary>
    public int MaximumCode { get; init; } = int.MaxValue;

    /// <summary>Added to every output of the tile: this times the sum of the inputs of its rows, 2^−fraction of a weight
    /// code.</summary>
    public long InputCoefficient { get; init; }

    /// <summary>Cells that a driven row reads: the tile's physical columns.</summary>
    public required int CellsPerRow { get; init; }
}
