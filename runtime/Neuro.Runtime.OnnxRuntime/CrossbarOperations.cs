using Neuro.Ir;
using Neuro.Ir.Crossbars;

namespace Neuro.Runtime.OnnxRuntime;

/// <summary>The operations of a crossbar's reads: SEMANTICS.md, section 8.</summary>
internal sealed class CrossbarOperations
{
    private readonly CrossbarMatrix _matrix;
    private readonly CrossbarRead _read;
    private readonly (int Channels, long Adds)[] _tiles;

    /// <summary>The operations of <paramref name="projection"/>, which has a read.</summary>
    public CrossbarOperations(SpikeProgram program, Projection projection)
    {
        _matrix = new CrossbarMatrix(program, projection);
        _read = projection.Read!;
        _tiles = [.. _read.Tiles.Select(tile =>
        {
            int channels = program.Array(tile.Conductance).Shape[1];
            IrArray? outputs = program.Array(tile.Output);
            long adds = Enumerable.Range(0, channels).Sum(c => (outputs?[c] ?? tile.Output.Scalar) < 0 ? (long)tile.Outputs : 1);
            return (channels, adds + (tile.InputCoefficient == 0 ? 0 : tile.Outputs));
        })];
    }

    /// <summary>What reading takes when <paramref name="payloads"/> are due.</summary>
    public Counters Count(ReadOnlySpan<int> payloads)
    {
        Counters counters = default;
        for (int pixel = 0; pixel < _matrix.Pixels; pixel++)
        {
            foreach (InputPlane plane in _read.Planes)
            {
                for (int t = 0; t < _tiles.Length; t++)
                {
                    CrossbarTile tile = _read.Tiles[t];
                    int active = 0;
                    for (int row = tile.FirstRow; row < tile.FirstRow + tile.Rows; row++)
                    {
                        int source = _matrix.Source(tile.Group, pixel, row);
                        active += source >= 0 && InputPlanes.Drive(plane, payloads[source]) != 0 ? 1 : 0;
                    }
                    // A tile of which no row is driven is not read.
                    if (active > 0)
                        counters += new Counters(
                            0, 0, 0, 0, active, (long)active * tile.CellsPerRow, tile.Rows, _tiles[t].Channels, _tiles[t].Adds);
                }
            }
        }
        return counters;
    }
}
