using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Runtime;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.Reference;

/// <summary>A projection read from a fabricated crossbar: SEMANTICS.md, sections 9 and 10, with the names used there.</summary>
internal sealed class ReferenceCrossbar
{
    private readonly CrossbarMatrix _matrix;
    private readonly CrossbarRead _read;
    private readonly ReferenceTile[] _tiles;
    private readonly int _deviates;
    private readonly int _sources;
    private readonly int _shift;
    private readonly uint _number;
    private readonly ulong _seed;
    private readonly Func<int, long> _multiplier;

    /// <summary>Resolves <paramref name="projection"/>, which has a read.</summary>
    public ReferenceCrossbar(SpikeProgram program, Projection projection)
    {
        _matrix = new(program, projection);
        _read = projection.Read!;
        _tiles = new ReferenceTile[_read.Tiles.Length];
        for (int t = 0; t < _tiles.Length; t++)
        {
            _tiles[t] = new(program, _read.Tiles[t], _deviates);
            _deviates += (_tiles[t].Channels + 3) / 4 * 4;
        }
        _sources = program.Population(projection.Source).Size;
        _shift = projection.Shift;
        _number = (uint)program.Projections.IndexOf(projection);
        _seed = program.Seed;
        IrArray? multipliers = program.Array(projection.Multiplier);
        _multiplier = number => multipliers?[number] ?? projection.Multiplier.Scalar;
    }

    /// <summary>
    /// Reads all pixels at <paramref name="tick"/>, at which <paramref name="events"/> are due, and adds to the port's
    /// <paramref name="sums"/>; returns what was done.
    /// </summary>
    public Counters Read(int tick, uint stream, List<Event> events, long[] sums)
    {
        int[] payloads = new int[_sources];
        foreach (Event e in events)
            payloads[e.Neuron] = checked(payloads[e.Neuron] + e.Payload);
        Counters counters = default;
        for (int pixel = 0; pixel < _matrix.Pixels; pixel++)
        {
            long[,] d = new long[_matrix.Groups, _matrix.Outputs];
            for (int k = 0; k < _read.Planes.Length; k++)
            {
                foreach (ReferenceTile tile in _tiles)
                    counters += Read(tile, k, pixel, payloads, d, (uint)tick, stream);
            }
            Deliver(d, pixel, sums);
        }
        return counters;
    }

    private Counters Read(ReferenceTile tile, int k, int pixel, int[] payloads, long[,] d, uint tick, uint stream)
    {
        CrossbarTile definition = tile.Definition;
        InputPlane plane = _read.Planes[k];
        int[] x = [.. Enumerable.Range(definition.FirstRow, definition.Rows)
            .Select(row => _matrix.Source(definition.Group, pixel, row))
            .Select(source => InputPlanes.Drive(plane, source < 0 ? 0 : payloads[source]))];
        if (x.All(value => value == 0))
            return default;
        long[] outputs = new long[definition.Outputs];
        Array.Fill(outputs, definition.InputCoefficient * x.Sum(value => (long)value));
        long adds = definition.InputCoefficient == 0 ? 0 : definition.Outputs;
        for (int c = 0; c < tile.Channels; c++)
        {
            long worth = (long)tile.Coefficient[c] * Code(tile, c, x, Deviate(tile, c, k, pixel, tick, stream));
            (int first, int count) = tile.Output[c] < 0 ? (0, definition.Outputs) : (tile.Output[c], 1);
            for (int j = first; j < first + count; j++)
                outputs[j] = checked(outputs[j] + worth);
            adds += count;
        }
        for (int j = 0; j < definition.Outputs; j++)
        {
            ref long sum = ref d[definition.Group, definition.FirstOutput + j];
            sum = checked(sum + plane.Weight * outputs[j]);
        }
        int active = x.Count(value => value != 0);
        return new(
            0, 0, 0, 0, active, (long)active * definition.CellsPerRow, definition.Rows, tile.Channels, adds);
    }

    /// <summary>What the ADC of channel c makes of the inputs x and the normal deviate z.</summary>
    private static long Code(ReferenceTile tile, int c, int[] x, int z)
    {
        CrossbarTile definition = tile.Definition;
        (long s, long v) = (0, 0);
        for (int row = 0; row < x.Length; row++)
        {
            s += (long)x[row] * tile.Conductance[row * tile.Channels + c];
            v += (long)x[row] * x[row] * (tile.Variance?[row * tile.Channels + c] ?? 0);
        }
        // V · 2^16 is below 2^47, where the root of a double is exact when floored.
        long root = (long)Math.Sqrt(v << 16);
        long n = MicroOps.ShiftRight(z * root, definition.NoiseShift, Rounding.Nearest);
        long scaled = MicroOps.ShiftRight(checked((s + n) * tile.Gain[c]), definition.GainShift, definition.Rounding);
        return Math.Clamp(scaled + tile.Offset[c], definition.MinimumCode, definition.MaximumCode);
    }

    /// <summary>z, the normal deviate of a channel at a read.</summary>
    private int Deviate(ReferenceTile tile, int c, int k, int pixel, uint tick, uint stream)
    {
        ulong key = RandomKey.Of(_seed, stream);
        long block = (long)pixel * _deviates / 4 + (tile.FirstDeviate + c) / 4;
        (uint x0, uint x1, uint x2, uint x3) = Philox4x32.Block(tick, (1u << 31) + _number, (uint)block, (uint)k, key);
        return NormalTable.Deviate((c % 4) switch { 0 => x0, 1 => x1, 2 => x2, _ => x3 });
    }

    private void Deliver(long[,] d, int pixel, long[] sums)
    {
        for (int group = 0; group < _matrix.Groups; group++)
        {
            for (int output = 0; output < _matrix.Outputs; output++)
            {
                long scaled = checked(d[group, output] * _multiplier(_matrix.Multiplier(group, output)) * (1L << _shift));
                ref long sum = ref sums[_matrix.Target(group, pixel, output)];
                sum = checked(sum + MicroOps.ShiftRight(scaled, _read.FractionBits, Rounding.Nearest));
            }
        }
    }
}
