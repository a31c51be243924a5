namespace Neuro.Compiler.Reports;

/// <summary>One array of a <see cref="CrossbarReport"/>.</summary>
public sealed record TileReport
{
    /// <summary>Group of the convolution that it belongs to; 0 otherwise.</summary>
    public int Group { get; init; }

    /// <summary>First row of the projection's matrix that it holds.</summary>
    public int FirstRow { get; init; }

    /// <summary>Rows in use.</summary>
    public int Rows { get; init; }

    /// <summary>First output that it holds.</summary>
    public int FirstOutput { get; init; }

    /// <summary>Outputs.</summary>
    public int Outputs { get; init; }

    /// <summary>Columns in use.</summary>
    public int Columns { get; init; }

    /// <summary>Codes converted a read.</summary>
    public int Channels { get; init; }

    /// <summary>Largest magnitude of a channel's current that the ADC's codes span, in amperes.</summary>
    public double AdcRange { get; init; }

    /// <summary>Largest magnitude of a channel's current on the calibration data, in amperes; null without data.</summary>
    public double? Current { get; init; }

    /// <summary><see cref="Current"/> in codes of the ADC, which clips at its largest; null without data, or for a converter that
    /// loses nothing.</summary>
    public double? Codes { get; init; }
}
