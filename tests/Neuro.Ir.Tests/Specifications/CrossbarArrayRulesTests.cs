using Neuro.Ir.Crossbars;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Tests.Specifications;

public sealed class CrossbarArrayRulesTests
{
    [Fact]
    public void An_array_with_defaults_breaks_no_rule() =>
        Assert.Empty(CrossbarArrayRules.Check(new() { Name = "plain" }, null));

    [Fact]
    public void All_broken_rules_are_told_at_once()
    {
        CrossbarArray array = new()
        {
            Name = "",
            Rows = 0,
            Columns = 1,
            BitsPerCell = 17,
            RWordLine = -1,
            RBitLine = double.NaN,
            RSink = double.PositiveInfinity,
            ReadBits = 3,
            Dac = new() { Bits = 9, Voltage = 0 },
            Adc = new() { Bits = 21, Percentile = 0, GainSigma = 1, OffsetSigma = -1, ChannelsPerConverter = 0 },
            Costs = Samples.Sorted(("flying", new OperationCost { Energy = -1, Source = "" })),
        };
        Diagnostic[] findings = [.. CrossbarArrayRules.Check(array, "a.json")];
        Assert.All(findings, f => Assert.Equal(("NEU3502", "a.json"), (f.Code, f.Location)));
        Assert.All(findings, f => Assert.NotEmpty(f.Hint));
        string[] members =
        [
            "name", "rows", "columns", "bits_per_cell", "r_word_line", "r_bit_line", "r_sink", "read_bits", "dac.bits",
            "dac.voltage", "adc.bits", "adc.percentile", "adc.gain_sigma", "adc.offset_sigma", "adc.channels_per_converter",
            "costs", "costs.flying.energy", "costs.flying.source",
        ];
        Assert.Equal(members, findings.Select(f => f.Message.Split(": ")[1].Split(" is ")[0]));
    }
}
