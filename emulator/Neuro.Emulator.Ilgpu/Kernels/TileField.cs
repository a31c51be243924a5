namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Places in the descriptor of a tile of a crossbar read.</summary>
internal static class TileField
{
    /// <summary>Group of the convolution.</summary>
    public const int Group = 0;

    /// <summary>First row of the matrix.</summary>
    public const int FirstRow = 1;

    /// <summary>Number of rows.</summary>
    public const int Rows = 2;

    /// <summary>First output of the matrix.</summary>
    public const int FirstOutput = 3;

    /// <summary>Number of outputs.</summary>
    public const int Outputs = 4;

    /// <summary>Number of channels.</summary>
    public const int Channels = 5;

    /// <summary>First conductance, in the weights of 16 bits: [row, channel].</summary>
    public const int Conductances = 6;

    /// <summary>First variance, in the weights of 32 bits: [row, channel]; −1 without read noise.</summary>
    public const int Variances = 7;

    /// <summary>Right shift of the noise.</summary>
    public const int NoiseShift = 8;

    /// <summary>Output, coefficient, gain and offset of each channel, one after the other, in the constants.</summary>
    public const int PerChannel = 9;

    /// <summary>Right shift of the ADC.</summary>
    public const int GainShift = 10;

    /// <summary>Whether that rounds to nearest; else to floor.</summary>
    public const int Nearest = 11;

    /// <summary>Smallest code.</summary>
    public const int MinimumCode = 12;

    /// <summary>Largest code.</summary>
    public const int MaximumCode = 13;

    /// <summary>What the sum of the inputs adds to every output.</summary>
    public const int InputCoefficient = 14;

    /// <summary>Cells that a driven row reads.</summary>
    public const int CellsPerRow = 15;

    /// <summary>Digital additions of a read.</summary>
    public const int Additions = 16;

    /// <summary>First four of its channels, over all tiles: base(τ) / 4 of SEMANTICS.md, section 10.</summary>
    public const int FirstQuad = 17;

    /// <summary>Fields of a descriptor.</summary>
    public const int Count = 18;
}
