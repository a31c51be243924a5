using System.Runtime.CompilerServices;
using Neuro.Ir;
using Neuro.Ir.Crossbars;

namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>One tile of a crossbar: payloads in, what its outputs add to D out, a batch of reads at a time.</summary>
internal sealed unsafe class TileReader
{
    // What a driven row of a list costs, in rows of the product over all, as measured by Neuro.Benchmarks crossbar.
    private const int ListedRowCost = 4;

    private readonly CrossbarTile _tile;
    private readonly RowMatrix _conductance;
    private readonly RowMatrix? _variance;
    private readonly ChannelConverter _converter;
    private readonly ChannelOutputs _outputs;
    private readonly NoiseSource _noise;
    private readonly int _firstDeviate;

    /// <summary>Resolves <paramref name="tile"/> of <paramref name="program"/>.</summary>
    /// <param name="program">The program.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="noise">The deviates of its projection.</param>
    /// <param name="firstDeviate">The deviates of earlier tiles.</param>
    public TileReader(SpikeProgram program, CrossbarTile tile, NoiseSource noise, int firstDeviate)
    {
        _tile = tile;
        _conductance = new(program.Array(tile.Conductance), tile.Rows);
        _variance = tile.Variance is { } variance ? new(program.Array(variance), tile.Rows) : null;
        _converter = new(program, tile, _conductance.Channels);
        _outputs = new(program, tile, _conductance.Channels);
        _noise = noise;
        _firstDeviate = firstDeviate;
    }

    /// <summary>The tile.</summary>
    public CrossbarTile Tile => _tile;

    /// <summary>Number of channels.</summary>
    public int Channels => _conductance.Channels;

    /// <summary>Digital additions of one read.</summary>
    public int Additions => _outputs.Additions;

    /// <summary>The channels, in whole blocks, that some outputs of the tile depend on.</summary>
    public (int First, int End) ChannelsOf(int firstOutput, int endOutput)
    {
        (int first, int end) = _outputs.ChannelsOf(firstOutput, endOutput);
        return (first & -RowKernels.Block, (end + RowKernels.Block - 1) & -RowKernels.Block);
    }

    /// <summary>Reads the tile once for each read of <paramref name="batch"/> that drives any of its rows.</summary>
    /// <param name="batch">The reads.</param>
    /// <param name="plane">What drives the rows.</param>
    /// <param name="planeNumber">Its number.</param>
    /// <param name="tick">The tick.</param>
    /// <param name="firstRow">The tile's first row among those of all groups.</param>
    /// <param name="firstOutput">The tile's first output among those of all groups.</param>
    /// <param name="channels">Channels, in whole blocks, to convert: the others' outputs are not used.</param>
    /// <returns>The number of reads, of which the batch has a list.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Read(
        ReadBatch batch, PlaneDrive plane, int planeNumber, int tick, int firstRow, int firstOutput,
        (int First, int End) channels)
    {
        int live = 0;
        long driven = 0;
        for (int read = 0; read < batch.Count; read++)
        {
            (int active, int inputs) = plane.Encode(batch.Payloads(read) + firstRow, batch.Inputs.Dense(live), _tile.Rows);
            if (active == 0)
                continue;
            batch.Live[live++] = new(read, active, inputs);
            driven += active;
        }
        if (live > 0 && channels.First < channels.End)
            Sum(batch, plane, live, driven, channels);
        for (int i = 0; i < live; i++)
        {
            Convert(batch, i, planeNumber, tick, channels);
            LiveRead read = batch.Live[i];
            long* outputs = batch.Outputs(read.Read) + firstOutput;
            _outputs.Add(batch.Codes.Pointer, channels.First, channels.End, plane.Weight, read.Inputs, outputs);
        }
        return live;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(ReadBatch batch, PlaneDrive plane, int live, long driven, (int First, int End) channels)
    {
        int whole = (live + RowKernels.Reads - 1) / RowKernels.Reads * RowKernels.Reads;
        bool listed = driven * ListedRowCost < (long)whole * _tile.Rows;
        int reads = listed ? live : whole;
        for (int i = 0; listed && i < live; i++)
            batch.Inputs.List(i, _tile.Rows);
        _conductance.Sum(batch.Inputs, reads, listed, channels.First, channels.End, batch.Sums.Pointer);
        if (_variance is null)
            return;
        for (int i = 0; i < live; i++)
        {
            if (listed)
                batch.Squares.ListSquares(batch.Inputs, i, _tile.Rows);
            else
                batch.Squares.Square(batch.Inputs, i, _tile.Rows, plane.LargeSquares);
        }
        _variance.Sum(batch.Squares, reads, listed, channels.First, channels.End, batch.Variances.Pointer);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Convert(ReadBatch batch, int i, int planeNumber, int tick, (int First, int End) channels)
    {
        int* sums = batch.Sums.Pointer + (long)i * _conductance.Stride;
        if (_variance is not null)
        {
            (_, int pixel, uint stream) = batch.Place(batch.Live[i].Read);
            int* deviates = batch.Deviates.Pointer;
            _noise.Draw(tick, stream, planeNumber, pixel, _firstDeviate, channels.First, channels.End, deviates);
            int* variances = batch.Variances.Pointer + (long)i * _variance.Stride;
            _converter.AddNoise(sums, variances, deviates, channels.First, channels.End);
        }
        _converter.Convert(sums, channels.First, channels.End, batch.Codes.Pointer);
    }
}
