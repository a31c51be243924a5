using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Tests.Specifications;

public sealed class SpecificationJsonTests
{
    [Fact]
    public void An_array_survives_its_text()
    {
        CrossbarArray array = new()
        {
            Name = "isaac",
            Description = "128² with \"quotes\" and Ω",
            Sources = ["Shafiee et al. 2016, doi:10.1109/ISCA.2016.12"],
            Rows = 128,
            Arrangement = CellArrangement.ReferenceColumn,
            BitsPerCell = 2,
            RWordLine = 0.35,
            RSink = 1e-300,
            FloatingRows = true,
            Dac = new() { Bits = 2, Mode = DacMode.Parallel, Voltage = 1.0 / 3 },
            Adc = new() { Bits = 8, Range = AdcRange.Percentile, Kind = AdcKind.SignMagnitude },
            Costs = Samples.Sorted(("cell_read", new OperationCost { Energy = 1e-15, Source = "table 2" })),
        };
        string text = SpecificationJson.Print(array);
        CrossbarArray read = SpecificationJson.Parse<CrossbarArray>(text, "a.json");
        Assert.Equal(text, SpecificationJson.Print(read));
        Assert.Equal((array.Dac, array.Adc, array.RSink), (read.Dac, read.Adc, read.RSink));
        Assert.Equal(array.Costs, read.Costs);
        Assert.Equal(array.Sources, read.Sources);
    }

    [Fact]
    public void Members_that_have_their_default_are_left_out() =>
        Assert.Equal("{\n  \"name\": \"plain\"\n}\n", SpecificationJson.Print(new CrossbarArray { Name = "plain" }));

    [Fact]
    public void Comments_and_trailing_commas_are_allowed() =>
        Assert.Equal(7, SpecificationJson.Parse<CrossbarArray>("{\"name\": \"a\", // why\n \"rows\": 7,}", "a.json").Rows);

    [Theory]
    [InlineData("{\n \"name\": \"a\",\n \"rowz\": 3\n}", "a.json:3:2", "no member 'rowz'; members are name, description")]
    [InlineData("{\n \"name\": \"a\",\n \"rows\": 3.5\n}", "a.json:3:", "rows")]
    [InlineData("{\n \"name\": \"a\",\n \"r_sink\": 1e999\n}", "a.json:3:", "too large")]
    [InlineData("{\n \"name\": \"a\",\n \"r_sink\": \"NaN\"\n}", "a.json:3:", "r_sink")]
    [InlineData("{\n \"name\": null }", "a.json:2:", "name")]
    [InlineData("{\n \"rows\": 3\n}", "a.json:1:1", "'name' is missing")]
    [InlineData("{\n \"name\": \"a\",\n \"adc\": { \"kind\": \"flash\" } }", "a.json:3:19", "adc.kind: one of these")]
    [InlineData("{\n \"name\": \"a\",\n \"adc\": { \"kind\": 1 } }", "a.json:3:", "adc.kind")]
    [InlineData("{\n \"name\": \"a\",\n \"rows\": 1, \"rows\": 2 }", "a.json:3:", "rows")]
    [InlineData("{\n \"name\": \"a\",\n \"rows\": 1", "a.json:3:", "")]
    [InlineData("null", "a.json:1:1", "an object is needed")]
    [InlineData("", "a.json", "")]
    public void Malformed_text_is_told_with_its_place(string text, string place, string what)
    {
        DiagnosticException error =
            Assert.Throws<DiagnosticException>(() => SpecificationJson.Parse<CrossbarArray>(text, "a.json"));
        Diagnostic finding = Assert.Single(error.Diagnostics);
        Assert.Equal("NEU3501", finding.Code);
        Assert.StartsWith(place, finding.Location);
        Assert.Contains(what, finding.Message);
    }

    [Fact]
    public void All_faults_are_told_with_line_column_and_member()
    {
        const string text = """
            {
              "name": 7, "sources": ["é", 3], "floating_rows": 1,
              "dac": [], "adc": { "bits": 1.5, "bits": 2, "range": "half" },
              "costs": { "cell_read": { "energy": "1 pJ" } }
            }
            """;
        DiagnosticException error =
            Assert.Throws<DiagnosticException>(() => SpecificationJson.Parse<CrossbarArray>(text, "a"));
        Assert.Equal(
            [
                ("a:2:11", "name"), ("a:2:31", "sources[1]"), ("a:2:52", "floating_rows"), ("a:3:10", "dac"),
                ("a:3:31", "adc.bits"), ("a:3:36", "adc.bits"), ("a:3:56", "adc.range"), ("a:4:39", "costs.cell_read.energy"),
                ("a:4:27", "costs.cell_read"),
            ],
            error.Diagnostics.Select(d => (d.Location, d.Message.Split(": ")[1])));
    }

    [Theory]
    [InlineData("{ \"t0\": 1 } }", "d:1:49", "'model' is missing; it is one of power_law")]
    [InlineData("{ \"model\": \"x\" } }", "d:1:60", "drift.model: there is no such model")]
    [InlineData("{ \"t9\": 1, \"model\": \"power_law\" } }", "d:1:51", "drift: there is no member 't9'; members are model, ")]
    public void Families_are_told_apart_by_their_model(string drift, string place, string what)
    {
        string text = "{ \"name\": \"d\", \"g_min\": 0, \"g_max\": 1, \"drift\": " + drift;
        DiagnosticException error = Assert.Throws<DiagnosticException>(() => SpecificationJson.Parse<DeviceModel>(text, "d"));
        Diagnostic finding = Assert.Single(error.Diagnostics);
        Assert.Equal(place, finding.Location);
        Assert.Contains(what, finding.Message);
    }

    [Fact]
    public void A_device_survives_its_text()
    {
        DeviceModel device = new() { Name = "d", GMin = 1e-6, GMax = 1e-4, Levels = 16, StuckOff = 0.01 };
        Assert.Equal(device, SpecificationJson.Parse<DeviceModel>(SpecificationJson.Print(device), "d.json"));
    }

    [Fact]
    public void Mutated_texts_end_in_a_specification_or_in_diagnostics()
    {
        string text = SpecificationJson.Print(new CrossbarArray
        {
            Name = "a",
            Rows = 64,
            RDriver = 1e3,
            Sources = ["x", "y"],
            Adc = new() { Bits = 8, Kind = AdcKind.Sar, GainSigma = 0.01 },
            Costs = Samples.Sorted(("cell_read", new OperationCost { Energy = 1e-15, Source = "table 2" })),
        });
        Random random = new(5);
        int read = 0, refused = 0;
        for (int i = 0; i < 2000; i++)
        {
            try
            {
                CrossbarArrayRules.Check(SpecificationJson.Parse<CrossbarArray>(Mutations.Mutate(text, random), "m"), "m");
                read++;
            }
            catch (DiagnosticException e)
            {
                Assert.NotEmpty(e.Diagnostics);
                refused++;
            }
        }
        Assert.True(read > 50 && refused > 500, $"{read} read, {refused} refused");
    }
}
