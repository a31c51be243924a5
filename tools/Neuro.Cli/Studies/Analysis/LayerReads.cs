using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Runtime.Data;

namespace Neuro.Cli.Studies.Analysis;

/// <summary>Repeats a fabricated projection's reads from its source's events, as SEMANTICS.md, section 9, has them,
/// and counts the codes.</summary>
internal sealed class LayerReads
{
    private readonly CrossbarMatrix _matrix;
    private readonly CrossbarRead _read;
    private readonly TileReads[] _tiles;
    private readonly string _name;
    private readonly int[] _payloads;
    private readonly int _delay;
    private readonly uint _number;
    private readonly ulong _seed;
    private readonly int _deviates;

    /// <summary>Nothing read so far.</summary>
    public LayerReads(SpikeProgram program, Projection projection)
    {
        _name = projection.Name;
        _matrix = new(program, projection);
        _read = projection.Read!;
        _tiles = new TileReads[_read.Tiles.Length];
        for (int t = 0; t < _tiles.Length; t++)
        {
            _tiles[t] = new(program, _read.Tiles[t], _deviates);
            _deviates += (_tiles[t].Channels + 3) / 4 * 4;
        }
        _payloads = new int[program.Population(projection.Source).Size];
        _delay = projection.Delay.Scalar;
        _number = (uint)program.Projections.IndexOf(projection);
        _seed = program.Seed;
    }

    /// <summary>Products that were summed so far: a measure of the work.</summary>
    public long Work { get; private set; }

    /// <summary>What was converted so far.</summary>
    public AdcUse Use
    {
        get
        {
            Dictionary<int, long> codes = [];
            foreach ((int code, long count) in _tiles.SelectMany(t => t.Codes))
                codes[code] = codes.GetValueOrDefault(code) + count;
            // A sparse projection without any weight but zero has no tiles.
            return new(
                _name, _read.Tiles.Select(t => t.MinimumCode).DefaultIfEmpty().Min(),
                _read.Tiles.Select(t => t.MaximumCode).DefaultIfEmpty().Max(), codes, _tiles.Sum(t => t.Clipped));
        }
    }

    /// <summary>Reads what is due within the ticks of <paramref name="events"/>, of the sample with random stream
    /// <paramref name="stream"/>.</summary>
    public void Read(SpikeTrain events, uint stream)
    {
        ulong key = (uint)_seed | (ulong)((uint)(_seed >> 32) + stream) << 32;
        for (int tick = 0; tick + _delay < events.Ticks; tick++)
        {
            int first = events.Offsets[tick], last = events.Offsets[tick + 1];
            if (first == last)
                continue;
            for (int e = first; e < last; e++)
                _payloads[events.Indices[e]] = events.Payloads?[e] ?? 1;
            Read((uint)(tick + _delay), key);
            for (int e = first; e < last; e++)
                _payloads[events.Indices[e]] = 0;
        }
    }

    private void Read(uint tick, ulong key)
    {
        for (int pixel = 0; pixel < _matrix.Pixels; pixel++)
        {
            foreach (TileReads tile in _tiles)
            {
                int[] rows = [.. tile.Rows.Select(row => _matrix.Source(tile.Group, pixel, row))
                    .Select(s => s < 0 ? 0 : _payloads[s])];
                for (int k = 0; k < _read.Planes.Length; k++)
                {
                    long block = (long)pixel * _deviates / 4 + tile.FirstDeviate / 4;
                    Work += tile.Read(_read.Planes[k], rows, tick, (1u << 31) + _number, (uint)block, (uint)k, key);
                }
            }
        }
    }
}
