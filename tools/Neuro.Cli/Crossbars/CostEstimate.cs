using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Crossbars;

namespace Neuro.Cli.Crossbars;

/// <summary>
/// Counted operations times the figures of the array's table: an estimate, never a measurement. Energy is the sum over
/// operations; latency takes it that the units of a kind share its operations evenly, and that kinds follow each other; area is
/// that of every unit that the program occupies.
/// </summary>
/// <param name="Lines">One line for each operation of a sample that the table knows.</param>
/// <param name="Programming">The pulses that programmed a chip; null where they are not known, or the table does not know
/// them.</param>
internal sealed record CostEstimate(ImmutableArray<CostLine> Lines, CostLine? Programming)
{
    private const string Pulse = "pulse";

    // They belong to programming and refreshing a chip, not to a sample.
    private static readonly string[] OfChips = [Pulse, "refresh"];

    /// <summary>Joules a sample.</summary>
    public double Energy => Lines.Sum(l => l.Energy);

    /// <summary>Seconds a sample.</summary>
    public double Latency => Lines.Sum(l => l.Latency);

    /// <summary>Square metres.</summary>
    public double Area => Lines.Sum(l => l.Area);

    /// <summary>
    /// The estimate for <paramref name="fabricated"/>, whose reads say what it occupies; null where its array has no table of
    /// costs, or where it has several arrays, whose operations are not told apart.
    /// </summary>
    /// <param name="fabricated">A fabricated program.</param>
    /// <param name="evaluation">What its chips did.</param>
    public static CostEstimate? Of(SpikeProgram fabricated, CrossbarEvaluation evaluation)
    {
        Projection[] read = [.. fabricated.Projections.Where(p => p is { Crossbar: not null, Read: not null })];
        string[] names = [.. read.Select(p => p.Crossbar!.Array).Distinct()];
        if (names.Length != 1)
            return null;
        CrossbarArray array = fabricated.CrossbarArrays.First(a => a.Name == names[0]);
        if (array.Costs.IsEmpty)
            return null;
        CrossbarTile[] tiles = [.. read.SelectMany(p => p.Read!.Tiles)];
        IReadOnlyDictionary<string, double> operations = Operations.PerSample(evaluation.Counters, evaluation.Samples);
        CostLine Line(string operation, double count, OperationCost cost) =>
            new(operation, count, Units(operation, fabricated, array, tiles), cost);
        CostLine? programming = evaluation.Pulses is { } pulses && array.Costs.TryGetValue(Pulse, out OperationCost? cost)
            ? Line(Pulse, pulses, cost)
            : null;
        IEnumerable<KeyValuePair<string, OperationCost>> ofSamples = array.Costs.Where(c => !OfChips.Contains(c.Key));
        return new([.. ofSamples.Select(c => Line(c.Key, operations.GetValueOrDefault(c.Key), c.Value))], programming);
    }

    private static long Units(string operation, SpikeProgram program, CrossbarArray array, CrossbarTile[] tiles)
    {
        long Converters(CrossbarTile tile) =>
            (program.Array(tile.Conductance).Shape[1] + array.Adc.ChannelsPerConverter - 1) / array.Adc.ChannelsPerConverter;
        return operation switch
        {
            "cell_read" or Pulse => tiles.Sum(t => (long)t.Rows * t.CellsPerRow),
            "row_activation" or "dac_conversion" => tiles.Sum(t => (long)t.Rows),
            "adc_conversion" or "digital_add" => tiles.Sum(Converters),
            "spike" or "neuron_update" => program.Populations.Where(p => !p.IsInput).Sum(p => (long)p.Size),
            _ => tiles.Length,
        };
    }
}
