using System.Collections.Immutable;
using Neuro.Ir.Crossbars;
using Neuro.Runtime.Data;

namespace Neuro.Compiler.Passes;

/// <summary>Reads a projection's tiles with the events of its source, tick by tick and drive by drive, pixel by pixel.</summary>
internal sealed class ProjectionCurrents
{
    private readonly CrossbarLayout _layout;
    private readonly ImmutableArray<InputPlane> _planes;

    // Payload of each source in this tick.
    private readonly int[] _due;

    // Of a convolution: [group][pixel, row] the source, or −1.
    private readonly int[][]? _sources;

    /// <summary>Tiles that have not been read.</summary>
    public ProjectionCurrents(CrossbarLayout layout, ImmutableArray<InputPlane> planes, int sources)
    {
        (_layout, _planes) = (layout, planes);
        _due = new int[sources];
        Tiles = [.. layout.Tiles.Select(TileOf)];
        CrossbarMatrix matrix = layout.Matrix;
        if (matrix.Pixels > 1 || matrix.Groups > 1)
            _sources = [.. Enumerable.Range(0, matrix.Groups).Select(group => SourcesOf(matrix, group))];
    }

    /// <summary>What was read, for each tile of the layout.</summary>
    public TileCurrents[] Tiles { get; }

    /// <summary>Reads every tick of <paramref name="events"/>.</summary>
    public void Read(SpikeTrain events)
    {
        for (int tick = 0; tick < events.Ticks; tick++)
        {
            ReadOnlySpan<int> indices = events.IndicesAt(tick);
            if (indices.IsEmpty) continue;
            ReadOnlySpan<int> payloads = events.PayloadsAt(tick);
            for (int e = 0; e < indices.Length; e++) _due[indices[e]] = payloads.IsEmpty ? 1 : payloads[e];
            foreach (InputPlane plane in _planes)
            {
                if (_sources is null) ReadOnce(plane, indices);
                else ReadPixels(plane);
            }
            foreach (int index in indices) _due[index] = 0;
        }
    }

    /// <summary>Rows are sources: only those with an event are driven.</summary>
    private void ReadOnce(InputPlane plane, ReadOnlySpan<int> indices)
    {
        for (int t = 0; t < Tiles.Length; t++)
        {
            CrossbarTileLayout tile = _layout.Tiles[t];
            foreach (int source in indices)
                if ((uint)(source - tile.FirstRow) < (uint)tile.Rows)
                    Tiles[t].Drive(source - tile.FirstRow, InputPlanes.Drive(plane, _due[source]));
            Tiles[t].Read();
        }
    }

    private void ReadPixels(InputPlane plane)
    {
        int rows = _layout.Matrix.Rows;
        for (int t = 0; t < Tiles.Length; t++)
        {
            CrossbarTileLayout tile = _layout.Tiles[t];
            int[] sources = _sources![tile.Group];
            for (int pixel = 0; pixel < _layout.Matrix.Pixels; pixel++)
            {
                ReadOnlySpan<int> under = sources.AsSpan(pixel * rows + tile.FirstRow, tile.Rows);
                for (int row = 0; row < under.Length; row++)
                    if (under[row] >= 0 && _due[under[row]] != 0)
                        Tiles[t].Drive(row, InputPlanes.Drive(plane, _due[under[row]]));
                Tiles[t].Read();
            }
        }
    }

    private static TileCurrents TileOf(CrossbarTileLayout tile)
    {
        int channels = tile.Channels.Length;
        double[] weights = new double[tile.Rows * channels];
        for (int row = 0; row < tile.Rows; row++)
            for (int channel = 0; channel < channels; channel++)
                weights[row * channels + channel] = tile.ChannelWeight(row, channel);
        return new TileCurrents(weights, channels);
    }

    private static int[] SourcesOf(CrossbarMatrix matrix, int group)
    {
        int[] sources = new int[checked(matrix.Pixels * matrix.Rows)];
        for (int pixel = 0; pixel < matrix.Pixels; pixel++)
            for (int row = 0; row < matrix.Rows; row++)
                sources[pixel * matrix.Rows + row] = matrix.Source(group, pixel, row);
        return sources;
    }
}
