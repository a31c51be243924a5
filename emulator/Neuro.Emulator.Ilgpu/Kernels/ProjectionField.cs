namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Places in the descriptor of a projection.</summary>
internal static class ProjectionField
{
    /// <summary>A <see cref="ProjectionKind"/>.</summary>
    public const int Kind = 0;

    /// <summary>Number of the source population.</summary>
    public const int Source = 1;

    /// <summary>Number of the target population.</summary>
    public const int Target = 2;

    /// <summary>First sum of the port.</summary>
    public const int Sums = 3;

    /// <summary>Whether sums have 64 bits.</summary>
    public const int Wide = 4;

    /// <summary>Bits of the stored weights: 8, 16, 32 or 64.</summary>
    public const int WeightBits = 5;

    /// <summary>First weight.</summary>
    public const int Weights = 6;

    /// <summary>Elements between the weights of two synapses: 0 where all have one.</summary>
    public const int WeightStep = 7;

    /// <summary>What every weight is multiplied with.</summary>
    public const int Factor = 8;

    /// <summary>First of the delays that occur, in the table.</summary>
    public const int Delays = 9;

    /// <summary>Number of delays that occur.</summary>
    public const int DelayCount = 10;

    /// <summary>First row pointer, in the constants: rows are [source, delay]; −1 where rows have one width.</summary>
    public const int Rows = 11;

    /// <summary>First target; −1 where a row's targets follow one another.</summary>
    public const int Targets = 12;

    /// <summary>Synapses of a row, where rows have one width.</summary>
    public const int RowWidth = 13;

    /// <summary>First target of a row divided by its source, where targets follow one another.</summary>
    public const int TargetStep = 14;

    /// <summary>Logarithm of the number of threads that share a row's piece.</summary>
    public const int TeamShift = 15;

    /// <summary>Logarithm of the number of pieces of a row.</summary>
    public const int PieceShift = 16;

    /// <summary>Number of the projection in the program.</summary>
    public const int Number = 17;

    /// <summary>Geometry of a convolution, in the constants: see <see cref="ConvolutionField"/>; −1 for none.</summary>
    public const int Geometry = 18;

    /// <summary>Outputs of a crossbar read, in each group.</summary>
    public const int MatrixOutputs = 19;

    /// <summary>Reads a tick.</summary>
    public const int Pixels = 20;

    /// <summary>Planes of a crossbar read.</summary>
    public const int PlaneCount = 21;

    /// <summary>First plane, in the table: see <see cref="PlaneField"/>.</summary>
    public const int Planes = 22;

    /// <summary>First tile, in the table: see <see cref="TileField"/>.</summary>
    public const int Tiles = 23;

    /// <summary>Fours of channels, over all tiles.</summary>
    public const int QuadCount = 24;

    /// <summary>For each four of channels the number of its tile, in the constants.</summary>
    public const int QuadTiles = 25;

    /// <summary>First of D.</summary>
    public const int Outputs = 26;

    /// <summary>First of the payloads by source neuron; −1 where the events do.</summary>
    public const int Patches = 27;

    /// <summary>Fraction bits of D.</summary>
    public const int Fraction = 28;

    /// <summary>Multipliers of the outputs, in the constants; −1 where <see cref="Factor"/> is all.</summary>
    public const int Multipliers = 29;

    /// <summary>Elements of the normal table begin here, in the constants.</summary>
    public const int Normals = 30;

    /// <summary>Place of the plasticity among all, where weights learn; −1 where they do not.</summary>
    public const int Plasticity = 31;

    /// <summary>Fields of a descriptor.</summary>
    public const int Count = 32;
}
