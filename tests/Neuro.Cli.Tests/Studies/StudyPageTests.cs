using System.Xml.Linq;
using Neuro.Cli.Charts;
using Neuro.Cli.Output;
using Neuro.Cli.Studies;
using Neuro.Cli.Studies.Grids;
using Neuro.Cli.Studies.Pages;

namespace Neuro.Cli.Tests.Studies;

public sealed class StudyPageTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_page_stands_alone_and_every_drawing_says_what_it_shows()
    {
        XDocument page = PageOf(Full("device.levels=2..64", "array.adc.bits=4,6,8", "seed=0..3"));
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName is "src" or "srcset");
        XElement[] drawings = [.. page.Descendants(Svg + "svg")];
        Assert.True(drawings.Length >= 6, $"there are only {drawings.Length} drawings");
        foreach (XElement drawing in drawings)
        {
            Assert.Equal("img", drawing.Attribute("role")?.Value);
            Assert.NotEmpty(drawing.Element(Svg + "title")!.Value);
            Assert.NotEmpty(drawing.Element(Svg + "desc")!.Value);
        }
        string text = page.ToString();
        Assert.Contains("prefers-color-scheme: dark", text);
        Assert.DoesNotContain("NaN", text);
    }

    [Fact]
    public void Every_number_of_a_chart_is_in_a_table_too()
    {
        XDocument page = PageOf(Full("device.levels=2..5", "seed=0..1"));
        string[] rows = [.. page.Descendants().Where(e => e.Name.LocalName == "tr")
            .Select(r => string.Join('|', r.Elements().Select(c => c.Value)))];
        Assert.Contains("device.levels|mean|standard deviation|worst|best|chips", rows);
        // Points 0 and 1 with the accuracies i/100 and i/200.
        Assert.Contains(
            rows, r => r.StartsWith("2|0.38 %|", StringComparison.Ordinal)
                && r.EndsWith("|0.00 %|1.00 %|4", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("time=1..1e9:*10")]
    [InlineData("device=a,\"b\"&<c>,\u0001")]
    [InlineData("x=-1e300,0,1e300")]
    [InlineData("x=1e-300..1e-290:*10")]
    [InlineData("x=5,5")]
    public void Any_values_make_a_well_formed_page(string axis) => PageOf(Full(axis, "seed=0..1"));

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { double.NaN })]
    [InlineData(new[] { double.PositiveInfinity, 0 })]
    [InlineData(new[] { 0.0 })]
    [InlineData(new[] { 1e308, -1e308 })]
    public void Any_results_make_a_well_formed_page(double[] accuracies)
    {
        StudyHeader header = FakeSubject.Header("x=1,2,3");
        PageOf(new(header,
            [.. Enumerable.Range(0, 3).Select(i => new StudyRecord(i, "k", [$"{i + 1}"], FakeSubject.Result(accuracies)))]));
    }

    [Fact]
    public void A_study_that_has_only_begun_says_so()
    {
        string text = PageOf(new(FakeSubject.Header("x=1..9"), [])).ToString();
        Assert.Contains("0 of 9 points", text);
        Assert.Contains("not complete", text);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.9712, 0.9714)]
    [InlineData(-3e-12, 8e-12)]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(-7e200, 3e250)]
    public void Ticks_are_few_round_and_cover_the_values(double low, double high)
    {
        Scale scale = Scale.Linear([low, high, double.NaN], 0, 100);
        Assert.InRange(scale.Ticks.Length, 2, 12);
        Assert.InRange(scale.At(low), -1e-6, 100 + 1e-6);
        Assert.InRange(scale.At(high), -1e-6, 100 + 1e-6);
        Assert.Equal(scale.Ticks.Length, scale.Ticks.Select(t => t.Value).Distinct().Count());
    }

    [Fact]
    public void A_logarithmic_scale_gives_decades_the_same_room()
    {
        Scale scale = Scale.Logarithmic([1, 1000], 0, 300);
        Assert.Equal([0, 100, 200, 300], new[] { 1.0, 10, 100, 1000 }.Select(v => Math.Round(scale.At(v), 6)));
        Assert.Equal(["1", "10", "100", "1000"], scale.Ticks.Select(t => t.Label));
    }

    [Theory]
    [InlineData(1.25e-6, "J", "1.25 µJ")]
    [InlineData(0, "J", "0 J")]
    [InlineData(-2.5e-12, "A", "-2.5 pA")]
    [InlineData(double.NaN, "s", "–")]
    [InlineData(1500, "s", "1.5 ks")]
    public void Amounts_have_the_prefix_that_people_read(double value, string unit, string expected) =>
        Assert.Equal(expected, Quantity.Print(value, unit));

    [Fact]
    public void Values_beyond_a_histogram_fall_into_its_last_bins()
    {
        Histogram histogram = Histogram.Of([-5, 0, 0.5, 0.99, 1, 7, double.NaN, double.PositiveInfinity], 0, 1, 4);
        Assert.Equal([2, 0, 1, 4], histogram.Counts);
    }

    private static Study Full(params string[] axes)
    {
        StudyHeader header = FakeSubject.Header(axes);
        Grid grid = new(header.Axes);
        return new(header, [.. Enumerable.Range(0, (int)grid.Count).Select(i =>
            new StudyRecord(i, $"k{i}", grid[i].Values,
                FakeSubject.Result(i / 100.0, i / 200.0) with { Energy = 1e-9 * (i + 1) }))]);
    }

    private static XDocument PageOf(Study study)
    {
        HtmlPage page = new("Report");
        StudySection.AddTo(page, "study.jsonl", study);
        MemoryStream stream = new();
        page.Write(stream, "about");
        return XDocument.Parse(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }
}
