using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Runtime.Random;

namespace Neuro.Cli.Studies.Analysis;

/// <summary>Repeats the reads of one tile and counts its codes.</summary>
internal sealed class TileReads
{
    private readonly CrossbarTile _tile;
    private readonly int[] _conductance;
    private readonly int[]? _variance;
    private readonly int[] _gain;
    private readonly int[] _offset;
    private readonly long[] _current;
    private readonly long[] _noise;

    /// <summary>Nothing read so far.</summary>
    /// <param name="program">A fabricated program.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="firstDeviate">base(τ) of SEMANTICS.md, section 10.</param>
    public TileReads(SpikeProgram program, CrossbarTile tile, int firstDeviate)
    {
        _tile = tile;
        FirstDeviate = firstDeviate;
        _conductance = program.Array(tile.Conductance).ToInt32();
        _variance = tile.Variance is { } variance ? program.Array(variance).ToInt32() : null;
        Channels = _conductance.Length / tile.Rows;
        _gain = program.Values(tile.Gain, Channels);
        _offset = program.Values(tile.Offset, Channels);
        (_current, _noise) = (new long[Channels], new long[Channels]);
    }

    /// <summary>base(τ).</summary>
    public int FirstDeviate { get; }

    /// <summary>Number of channels.</summary>
    public int Channels { get; }

    /// <summary>Group of the convolution that it belongs to.</summary>
    public int Group => _tile.Group;

    /// <summary>Rows of the projection's matrix.</summary>
    public IEnumerable<int> Rows => Enumerable.Range(_tile.FirstRow, _tile.Rows);

    /// <summary>How often each code was converted.</summary>
    public Dictionary<int, long> Codes { get; } = [];

    /// <summary>Conversions beyond the first or the last code.</summary>
    public long Clipped { get; private set; }

    /// <summary>Reads all channels, with the payloads <paramref name="p"/> on the rows, and the counter of the first channel's
    /// deviate; returns the number of products.</summary>
    public long Read(InputPlane plane, int[] p, uint tick, uint number, uint block, uint k, ulong key)
    {
        long active = 0;
        for (int row = 0; row < p.Length; row++)
        {
            long x = InputPlanes.Drive(plane, p[row]);
            if (x == 0)
                continue;
            active++;
            for (int c = 0; c < Channels; c++)
                _current[c] += x * _conductance[row * Channels + c];
            for (int c = 0; c < Channels && _variance is not null; c++)
                _noise[c] += x * x * _variance[row * Channels + c];
        }
        if (active == 0)
            return 0;
        for (int c = 0; c < Channels; c++)
            Convert(c, tick, number, block, k, key);
        Array.Clear(_current);
        Array.Clear(_noise);
        return active * Channels;
    }

    private void Convert(int c, uint tick, uint number, uint block, uint k, ulong key)
    {
        long sum = _current[c];
        if (_noise[c] > 0)
        {
            (uint x0, uint x1, uint x2, uint x3) = Philox4x32.Block(tick, number, block + (uint)(c / 4), k, key);
            int z = NormalTable.Deviate((c % 4) switch { 0 => x0, 1 => x1, 2 => x2, _ => x3 });
            sum += MicroOps.ShiftRight(z * (long)Math.Sqrt(_noise[c] << 16), _tile.NoiseShift, Rounding.Nearest);
        }
        long scaled = MicroOps.ShiftRight(sum * _gain[c], _tile.GainShift, _tile.Rounding) + _offset[c];
        int code = (int)Math.Clamp(scaled, _tile.MinimumCode, _tile.MaximumCode);
        if (code != scaled)
            Clipped++;
        Codes[code] = Codes.GetValueOrDefault(code) + 1;
    }
}
