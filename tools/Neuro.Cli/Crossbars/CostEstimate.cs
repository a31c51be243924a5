using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Runtime;

namespace Neuro.Cli.Crossbars;

/// <summary>
/// Counted operations times the figures of the array's table: an estimate, never a measurement. Energy is the sum over operations;
/// latency takes it that the units of a kind share its operations evenly, and that kinds follow each other; area is that of every
/// unit that the program occupies.
/// </summary>
/// <param name="Lines">One line for each operation that the table knows.</param>
internal sealed record CostEstimate(ImmutableArray<CostLine> Lines)
{
    /// <summary>Joules a sample.</summary>
    public double Energy => Lines.Sum(l => l.Energy);

    /// <summary>Seconds a sample.</summary>
    public double Latency => Lines.Sum(l => l.Latency);

    /// <summary>Square metres.</summary>
    public double Area => Lines.Sum(l => l.Area);

    /// <summary>
    /// The estimate for <paramref name="fabricated"/>, whose reads say what it occupies; null where its array has no table of costs,
    /// or where it has several arrays, whose operations are not told apart.
    /// </summary>
    /// <param name="fabricated">A fabricated program.</param>
    /// <param name="operations">Operations a sample, by name.</param>
    public static CostEstimate? Of(SpikeProgram fabricated, IReadOnlyDictionary<string, double> operations)
    {
        Projection[] read = [.. fabricated.Projections.Where(p => p is { Crossbar: not null, Read: not null })];
        string[] names = [.. read.Select(p => p.Crossbar!.Array).Distinct()];
        if (names.Length != 1)
            return null;
        CrossbarArray array = fabricated.CrossbarArrays.First(a => a.Name == names[0]);
        if (array.Costs.IsEmpty)
            return null;
        CrossbarTile[] tiles = [.. read.SelectMany(p => p.Read!.Tiles)];
        return new([.. array.Costs.Select(c => new CostLine(
            c.Key, operations.GetValueOrDefault(c.Key), Units(c.Key, fabricated, array, tiles), c.Value))]);
    }

    /// <summary>The estimate of a sample, from the counters of <paramref name="samples"/> samples.</summary>
    public static CostEstimate? Of(SpikeProgram fabricated, Counters counters, int samples) =>
        Of(fabricated, Operations.PerSample(counters, samples));

    private static long Units(string operation, SpikeProgram program, CrossbarArray array, CrossbarTile[] tiles)
    {
        long Converters(CrossbarTile tile) =>
            (program.Array(tile.Conductance).Shape[1] + array.Adc.ChannelsPerConverter - 1) / array.Adc.ChannelsPerConverter;
        return operation switch
        {
            "cell_read" or "pulse" or "refresh" => tiles.Sum(t => (long)t.Rows * t.CellsPerRow),
            "row_activation" or "dac_conversion" => tiles.Sum(t => (long)t.Rows),
            "adc_conversion" or "digital_add" => tiles.Sum(Converters),
            "spike" or "neuron_update" => program.Populations.Where(p => !p.IsInput).Sum(p => (long)p.Size),
            _ => tiles.Length,
        };
    }
}
