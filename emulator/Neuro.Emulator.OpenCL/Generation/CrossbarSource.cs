using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>Reads of fabricated crossbars as OpenCL C: tables, and calls of functions that walk them.</summary>
internal sealed class CrossbarSource(SpikeProgram program, ConstantPool constants, SlotLayout slot, ExecutionStyle style)
{
    private readonly SortedDictionary<string, string> _functions = new(StringComparer.Ordinal);
    private string? _normal;

    /// <summary>The functions that the calls need.</summary>
    public IEnumerable<string> Functions => _functions.Values;

    /// <summary>Makes the table of <paramref name="projection"/> and takes places in the slot that begin as 0.</summary>
    public CrossbarPlaces Place(Projection projection)
    {
        (int sources, int targets) = (program.Population(projection.Source).Size, program.Population(projection.Target).Size);
        CrossbarExtents matrix = CrossbarExtents.Of(projection.Connectivity, sources, targets);
        CrossbarTable table = new(program, projection, matrix, constants);
        // Of each work-item its own, unless they share: payloads, inputs twice, sums twice; digital outputs of a pixel, or of
        // all.
        long ints = style.Shared ? sources : ConstantPool.Padded(sources + 2 * table.MostRows + 2 * table.MostChannels);
        long outputs = matrix.Groups * matrix.Outputs * (style.Shared ? matrix.Pixels : 1);
        int owners = style.Shared ? 1 : style.Lanes;
        return new(
            table, ints, slot.AddInitial(new int[ints * owners]), outputs, slot.AddLongs(ConstantPool.Padded(outputs) * owners));
    }

    /// <summary>The statements of a read.</summary>
    public CrossbarSteps Read(Projection projection, CrossbarPlaces places, PopulationLayout source, PopulationLayout target)
    {
        (string sums, bool wide) = DeliverySource.Port(projection.Port, target);
        bool multiplied = projection.Multiplier.IsArray;
        string name = $"read_{(wide ? 64 : 32)}_{(multiplied ? "m" : "s")}_{(source.UnitPayloads ? "unit" : "graded")}";
        _functions[name] = Resource.Text(
            style.Shared ? "read-parallel" : "read-sequential",
            ("NAME", name), ("SUM", wide ? "ulong" : "uint"), ("BITS", wide ? "64" : "32"),
            ("PAYLOAD", source.UnitPayloads ? "1" : "events[i]"),
            ("MULTIPLY", multiplied ? " * (ulong)(long)multipliers[i]" : ""));
        _normal ??= constants.Add(NormalTable.Elements.ToArray()).Pointer;
        string multipliers = multiplied ? constants.Add(program.Array(projection.Multiplier)!.ToInt32()).Pointer : "0";
        long scale = (multiplied ? 1L : projection.Multiplier.Scalar) << projection.Shift;
        string events = DeliverySource.Events(source, projection.Delay.Scalar);
        string key = $"tick, {(uint)program.Seed}u, key1, lane, lanes";
        return style.Shared
            ? Shared(name, places, source, events, $"{multipliers}, {C.Long(scale)}", sums, key)
            : Owned(name, places, source, events, $"{multipliers}, {C.Long(scale)}", sums, key);
    }

    private CrossbarSteps Owned(
        string name, CrossbarPlaces places, PopulationLayout source, string events, string scale, string sums, string key)
    {
        CrossbarTable table = places.Table;
        return new(
            "",
            $"{name}({table.Pointer}, K16, K32, {_normal}, {scale}, {source.Segments}, {source.Chunk}, {events}, {sums}, "
            + $"s + {C.Long(places.Scratch)} + lane * {places.Ints}L, {source.Size}, {table.MostRows}, {table.MostChannels}, "
            + $"l + {C.Long(places.Outputs)} + lane * {ConstantPool.Padded(places.Longs)}L, counters, {key});\n",
            "");
    }

    private CrossbarSteps Shared(
        string name, CrossbarPlaces places, PopulationLayout source, string events, string scale, string sums, string key)
    {
        _functions["payloads"] = Resource.Text("payloads");
        (string payloads, string d) = ($"s + {C.Long(places.Scratch)}", $"l + {C.Long(places.Outputs)}");
        CrossbarTable table = places.Table;
        string counts = events.Split(", ")[0];
        string tiles = constants.Add(table.TileOfChannel).Pointer;
        string Place(int clear) =>
            $"place_payloads({events}, {(source.UnitPayloads ? 1 : 0)}, {clear}, 1, 0, {payloads}, lane, lanes);\n";
        return new(
            Place(clear: 0),
            $"channels_{name}({table.Pointer}, K16, K32, {_normal}, {tiles}, {table.TileOfChannel.Length}, {counts}, {payloads}, "
            + $"{d}, counters, {key});\n",
            Place(clear: 1)
            + $"outputs_{name}({table.Pointer}, {scale}, {counts}, {d}, {sums}, lane, lanes);\n");
    }
}
