namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>
/// Some reads of a projection, of any slots and pixels, on their way through its tiles, and the room that this needs.
/// </summary>
internal sealed unsafe class ReadBatch
{
    // Payloads, factors and sums of a batch should stay in the second-level cache.
    private const long Elements = 1 << 16;
    private const int LargestCapacity = 64;

    private readonly ReadShape _shape;
    private readonly int _payloadStride;
    private readonly int _outputStride;
    private readonly AlignedArray<int> _payloads;
    private readonly AlignedArray<long> _outputs;
    private readonly (int Slot, int Pixel, uint Stream)[] _places;

    /// <summary>An empty batch.</summary>
    public ReadBatch(ReadShape shape)
    {
        _shape = shape;
        _payloadStride = shape.Rows + RowKernels.Block;
        _outputStride = shape.Outputs + RowKernels.Block;
        Capacity = (int)Math.Clamp(Elements / Math.Max(_payloadStride, _outputStride), RowKernels.Reads, LargestCapacity)
            / RowKernels.Reads * RowKernels.Reads;
        _payloads = new((long)Capacity * _payloadStride);
        _outputs = new((long)Capacity * _outputStride);
        _places = new (int, int, uint)[Capacity];
        Inputs = new(Capacity, shape.TileRows);
        Squares = new(shape.HasNoise ? Capacity : 0, shape.HasNoise ? shape.TileRows : 0);
        int channels = shape.TileChannels + NoiseSource.Block;
        Sums = new((long)Capacity * channels);
        Variances = new(shape.HasNoise ? (long)Capacity * channels : 0);
        Deviates = new(channels);
        Codes = new(channels);
        Live = new LiveRead[Capacity];
    }

    /// <summary>Number of reads that there is room for, a multiple of <see cref="RowKernels.Reads"/>.</summary>
    public int Capacity { get; }

    /// <summary>Number of reads.</summary>
    public int Count { get; private set; }

    /// <summary>Inputs of the rows of a tile.</summary>
    public RowFactors Inputs { get; }

    /// <summary>Their squares.</summary>
    public RowFactors Squares { get; }

    /// <summary>Sums of a tile's channels, S.</summary>
    public AlignedArray<int> Sums { get; }

    /// <summary>Variances of a tile's channels, V.</summary>
    public AlignedArray<int> Variances { get; }

    /// <summary>Normal deviates of one read of a tile.</summary>
    public AlignedArray<int> Deviates { get; }

    /// <summary>Codes of one read of a tile.</summary>
    public AlignedArray<int> Codes { get; }

    /// <summary>The reads that drive any row of a tile.</summary>
    public LiveRead[] Live { get; }

    /// <summary>Adds a read whose outputs are 0 and whose payloads are to be written.</summary>
    /// <returns>Its payloads, for the rows of all groups.</returns>
    public int* Add(int slot, int pixel, uint stream)
    {
        int read = Count++;
        _places[read] = (slot, pixel, stream);
        new Span<long>(Outputs(read), _shape.Outputs).Clear();
        return Payloads(read);
    }

    /// <summary>Forgets all reads.</summary>
    public void Clear() => Count = 0;

    /// <summary>Slot, pixel and random stream of a read.</summary>
    public (int Slot, int Pixel, uint Stream) Place(int read) => _places[read];

    /// <summary>The payloads of the rows of all groups.</summary>
    public int* Payloads(int read) => _payloads.Pointer + (long)read * _payloadStride;

    /// <summary>D of the outputs of all groups.</summary>
    public long* Outputs(int read) => _outputs.Pointer + (long)read * _outputStride;
}
