using System.Collections.Immutable;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Crossbars;

/// <summary>What the numbers of a crossbar array have to be.</summary>
public static class CrossbarArrayRules
{
    /// <summary>The largest number of rows or columns: what the solvers of this program can hold.</summary>
    public const int MaximumExtent = 16384;

    private static readonly ImmutableArray<string> Operations =
    [
        "cell_read", "row_activation", "dac_conversion", "adc_conversion", "digital_add", "spike", "neuron_update", "pulse",
        "refresh", "array",
    ];

    /// <summary>Every rule that <paramref name="array"/> breaks; none where it can be built.</summary>
    /// <param name="array">The array.</param>
    /// <param name="location">Where it is from: a file, or an object of a program.</param>
    public static ImmutableArray<Diagnostic> Check(CrossbarArray array, string? location)
    {
        ImmutableArray<Diagnostic>.Builder findings = ImmutableArray.CreateBuilder<Diagnostic>();
        void Rule(bool holds, string member, object value, string range, string hint)
        {
            if (!holds) findings.Add(DiagnosticCatalog.CrossbarArrayRule.At(location, array.Name, member, value, range, hint));
        }
        void Number(string member, double value, double minimum, double maximum, string range, string hint) =>
            Rule(value >= minimum && value <= maximum, member, value, range, hint);
        void NotNegative(string member, double value, string hint) =>
            Number(member, value, 0, double.MaxValue, "0 or more, and finite", hint);

        Rule(array.Name.Length > 0, "name", "empty", "a name", "name the array after its file");
        Rule(!array.Name.Any(char.IsControl), "name", "of control characters", "a name on one line", "leave them out");
        Number("rows", array.Rows, 1, MaximumExtent, $"1 to {MaximumExtent}",
            "layers of more rows are tiled over several arrays");
        int smallest = array.Arrangement == CellArrangement.Offset ? 1 : 2;
        Number("columns", array.Columns, smallest, MaximumExtent, $"{smallest} to {MaximumExtent}",
            "every arrangement but the offset one needs a second column beside the weight's");
        Rule(Enum.IsDefined(array.Arrangement), "arrangement", array.Arrangement, Choices<CellArrangement>(),
            "choose one of these");
        Number("bits_per_cell", array.BitsPerCell, 0, 16, "0 to 16", "0 puts all of a weight in one cell");
        NotNegative("r_word_line", array.RWordLine, "ohms from one cell to the next; 0 for wires without resistance");
        NotNegative("r_bit_line", array.RBitLine, "ohms from one cell to the next; 0 for wires without resistance");
        NotNegative("r_driver", array.RDriver, "ohms; 0 for an ideal driver");
        NotNegative("r_sink", array.RSink, "ohms; 0 for an ideal sink");
        Number("read_bits", array.ReadBits, 4, 16, "4 to 16", "16 loses the least");
        Dac(array.Dac, Rule);
        Adc(array.Adc, Rule);
        foreach ((string operation, OperationCost cost) in array.Costs)
        {
            Rule(Operations.Contains(operation), "costs", $"for '{operation}'", string.Join(", ", Operations),
                "name one of these");
            NotNegative($"costs.{operation}.energy", cost.Energy, "joules an operation");
            NotNegative($"costs.{operation}.latency", cost.Latency, "seconds an operation");
            NotNegative($"costs.{operation}.area", cost.Area, "square metres a unit");
            Rule(cost.Source.Length > 0, $"costs.{operation}.source", "empty", "where the figure comes from", "name the paper");
        }
        return findings.ToImmutable();
    }

    /// <summary>Ends with every rule that <paramref name="array"/> breaks.</summary>
    /// <exception cref="DiagnosticException">It cannot be built.</exception>
    public static void ThrowIfInvalid(CrossbarArray array, string? location)
    {
        ImmutableArray<Diagnostic> findings = Check(array, location);
        if (!findings.IsEmpty) throw new DiagnosticException(findings);
    }

    private delegate void Require(bool holds, string member, object value, string range, string hint);

    private static void Dac(DacModel dac, Require rule)
    {
        rule(dac.Bits is >= 1 and <= 8, "dac.bits", dac.Bits, "1 to 8", "values of more bits are driven bit-serially");
        rule(Enum.IsDefined(dac.Mode), "dac.mode", dac.Mode, Choices<DacMode>(), "choose one of these");
        rule(dac.Voltage > 0 && double.IsFinite(dac.Voltage), "dac.voltage", dac.Voltage, "more than 0, and finite",
            "volts of the largest input; reads of most devices take 0.1 to 0.3 V");
    }

    private static void Adc(AdcModel adc, Require rule)
    {
        rule(adc.Bits is >= 0 and <= 20, "adc.bits", adc.Bits, "0 to 20", "0 is a converter that loses nothing");
        rule(Enum.IsDefined(adc.Range), "adc.range", adc.Range, Choices<AdcRange>(), "choose one of these");
        rule(Enum.IsDefined(adc.Kind), "adc.kind", adc.Kind, Choices<AdcKind>(), "choose one of these");
        rule(adc.Percentile is > 0 and <= 100, "adc.percentile", adc.Percentile, "more than 0, and at most 100",
            "99.9 is usual: one current in a thousand is clipped");
        rule(adc.GainSigma is >= 0 and < 1, "adc.gain_sigma", adc.GainSigma, "0 or more, and less than 1",
            "a relative error: 0.01 is 1%");
        rule(adc.OffsetSigma is >= 0 and <= 1 << 20, "adc.offset_sigma", adc.OffsetSigma, "0 to 2^20", "an error in codes");
        rule(adc.ChannelsPerConverter >= 1, "adc.channels_per_converter", adc.ChannelsPerConverter, "1 or more",
            "1 gives every channel a converter of its own");
    }

    private static string Choices<T>()
        where T : struct, Enum =>
        string.Join(", ", Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName));
}
