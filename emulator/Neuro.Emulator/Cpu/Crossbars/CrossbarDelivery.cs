using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using Neuro.Ir;
using Neuro.Ir.Crossbars;

namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>
/// Reads a projection from a fabricated crossbar: SEMANTICS.md, section 9. Reads of several slots and pixels pass the tiles
/// together, so that a tile's matrix is multiplied with a matrix; pixels without input are not read.
/// </summary>
internal sealed unsafe class CrossbarDelivery<TSum> : Delivery.Delivery
    where TSum : unmanaged, IBinaryInteger<TSum>
{
    private readonly Projection _projection;
    private readonly CpuPopulation _source;

    // Of one read: rows and outputs of each group; and reads a tick.
    private readonly int _rows;
    private readonly int _outputs;
    private readonly int _pixels;
    private readonly PlaneDrive[] _planes;
    private readonly TileReader[] _tiles;
    private readonly ReadShape _shape;
    private readonly OutputScale<TSum> _scale;

    // [part, tile]: the channels that the part's targets depend on.
    private readonly (int First, int End)[][] _channels;

    // What one thread works in; as many as threads have run this delivery at a time.
    private readonly ConcurrentBag<(InputPatches Patches, ReadBatch Batch)> _rooms = [];

    /// <summary>The delivery of <paramref name="projection"/>, which has a read.</summary>
    public CrossbarDelivery(
        SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int port, int parts)
        : base(target, port)
    {
        _projection = projection;
        _source = source;
        CrossbarExtents matrix = CrossbarExtents.Of(projection.Connectivity, source.Size, target.Size);
        (_rows, _outputs, _pixels) = ((int)matrix.Rows, (int)matrix.Outputs, (int)matrix.Pixels);
        _planes = [.. projection.Read!.Planes.Select(plane => new PlaneDrive(plane))];
        _tiles = MakeTiles(program, projection);
        _scale = new(program, projection, matrix);
        _channels = [.. Enumerable.Range(0, parts).Select(part => Array.ConvertAll(_tiles, tile => ChannelsOf(tile, part)))];
        int channels = _tiles.Select(tile => tile.Channels).DefaultIfEmpty(0).Max();
        int rows = _tiles.Select(tile => tile.Tile.Rows).DefaultIfEmpty(0).Max();
        bool noise = projection.Read.Tiles.Any(tile => tile.Variance is not null);
        _shape = new((int)matrix.Groups * _rows, (int)matrix.Groups * _outputs, rows, channels, noise);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int tick, int firstSlot, int endSlot, int part, uint* streams, SlotCounters counters)
    {
        int delay = _projection.Delay.Scalar;
        if (tick < delay || Target.Start(part) == Target.End(part))
            return;
        if (!_rooms.TryTake(out (InputPatches Patches, ReadBatch Batch) room))
            room = (new(_projection, _source.Size), new(_shape));
        EventHistory history = _source.History;
        int place = history.Place(tick - delay);
        for (int slot = firstSlot; slot < endSlot; slot++)
        {
            if (!Place(room.Patches, history, place, slot))
                continue;
            for (int pixel = 0; pixel < _pixels; pixel++)
            {
                if (!room.Patches.Reached[pixel])
                    continue;
                room.Patches.Gather(pixel, room.Batch.Add(slot, pixel, streams[slot]));
                if (room.Batch.Count == room.Batch.Capacity)
                    Flush(room.Batch, tick, part, counters);
            }
            room.Patches.Clear();
        }
        Flush(room.Batch, tick, part, counters);
        _rooms.Add(room);
    }

    private static TileReader[] MakeTiles(SpikeProgram program, Projection projection)
    {
        // Every tile's deviates begin at a whole block of the generator.
        int Deviates(CrossbarTile tile) => (program.Array(tile.Conductance).Length / tile.Rows + 3) / 4 * 4;
        NoiseSource noise = new(program.Seed, program.Projections.IndexOf(projection), projection.Read!.Tiles.Sum(Deviates));
        List<TileReader> tiles = [];
        int first = 0;
        foreach (CrossbarTile tile in projection.Read.Tiles)
        {
            tiles.Add(new(program, tile, noise, first));
            first += Deviates(tile);
        }
        return [.. tiles];
    }

    private (int First, int End) ChannelsOf(TileReader reader, int part)
    {
        CrossbarTile tile = reader.Tile;
        // Output o of the group has the targets from (group · outputs + o) · pixels on, one for each pixel.
        int first = FirstTarget(tile);
        int from = Math.Max(0, Target.Start(part) - first) / _pixels;
        int to = (Math.Max(0, Target.End(part) - first) + _pixels - 1) / _pixels;
        return reader.ChannelsOf(from, Math.Min(to, tile.Outputs));
    }

    private int FirstTarget(CrossbarTile tile) => (tile.Group * _outputs + tile.FirstOutput) * _pixels;

    // Whether there is any event.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Place(InputPatches patches, EventHistory history, int place, int slot)
    {
        bool any = false;
        for (int from = 0; from < history.Parts; from++)
        {
            EventList events = history.Events(place, slot, from);
            any |= events.Count > 0;
            patches.Add(events);
        }
        return any;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Flush(ReadBatch batch, int tick, int part, SlotCounters counters)
    {
        for (int k = 0; k < _planes.Length; k++)
        {
            for (int t = 0; t < _tiles.Length; t++)
            {
                CrossbarTile tile = _tiles[t].Tile;
                int row = tile.Group * _rows + tile.FirstRow;
                int output = tile.Group * _outputs + tile.FirstOutput;
                int live = _tiles[t].Read(batch, _planes[k], k, tick, row, output, _channels[part][t]);
                Count(batch, live, _tiles[t], part, counters);
            }
        }
        (int start, int end) = (Target.Start(part), Target.End(part));
        for (int read = 0; read < batch.Count; read++)
        {
            (int slot, int pixel, _) = batch.Place(read);
            _scale.Add(batch.Outputs(read), pixel, start, end, Sums<TSum>(slot));
        }
        batch.Clear();
    }

    // Where threads share a slot, all of them drive a tile; the one that owns its first target counts.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Count(ReadBatch batch, int live, TileReader reader, int part, SlotCounters counters)
    {
        CrossbarTile tile = reader.Tile;
        for (int i = 0; i < live; i++)
        {
            (int slot, int pixel, _) = batch.Place(batch.Live[i].Read);
            int target = FirstTarget(tile) + pixel;
            if (target < Target.Start(part) || target >= Target.End(part))
                continue;
            int active = batch.Live[i].Active;
            counters.RowActivations[slot] += active;
            counters.CellReads[slot] += (long)active * tile.CellsPerRow;
            counters.DacConversions[slot] += tile.Rows;
            counters.AdcConversions[slot] += reader.Channels;
            counters.DigitalAdds[slot] += reader.Additions;
        }
    }
}
