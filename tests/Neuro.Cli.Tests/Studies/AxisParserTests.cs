using Neuro.Cli.Studies.Grids;

namespace Neuro.Cli.Tests.Studies;

public sealed class AxisParserTests
{
    [Theory]
    [InlineData("device.levels=2..5", "2 3 4 5")]
    [InlineData("array.r_wire=0,0.35,1", "0 0.35 1")]
    [InlineData("x=0..1:0.1", "0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1")]
    [InlineData("x=0..1:0.3", "0 0.3 0.6 0.9")]
    [InlineData("x=3..1", "3 2 1")]
    [InlineData("x=1..1000:*10", "1 10 100 1000")]
    [InlineData("x=8..1:*2", "8 4 2 1")]
    [InlineData("x=1e-9..1e-6:*10", "1E-09 1E-08 1E-07 1E-06")]
    [InlineData("x=2..4,3,8,16", "2 3 4 8 16")]
    [InlineData("device=pcm, ecram", "pcm ecram")]
    [InlineData("x=true,null,./my.json", "true null ./my.json")]
    [InlineData("x=-3..-1", "-3 -2 -1")]
    [InlineData("x=1.50,1e3", "1.5 1000")]
    public void Values_are_lists_ranges_and_words(string text, string expected) =>
        Assert.Equal(expected.Split(' '), AxisParser.Parse(text).Values);

    [Theory]
    [InlineData("device.levels", "path=values")]
    [InlineData("=3", "path=values")]
    [InlineData("x=", "path=values")]
    [InlineData("x=1,,2", "empty value")]
    [InlineData("x=1..", "no range")]
    [InlineData("x=a..b", "no range")]
    [InlineData("x=1..2..3", "no range")]
    [InlineData("x=1..2:3:4", "no range")]
    [InlineData("x=1..9:0", "above 0")]
    [InlineData("x=1..9:-1", "above 0")]
    [InlineData("x=0..9:*2", "same side of 0")]
    [InlineData("x=1..9:*1", "above 1")]
    [InlineData("x=0..1e300", "more than 1000000 values")]
    [InlineData("x=1..9:1e-300", "more than 1000000 values")]
    [InlineData("x=0..1000000", "more than 1000000 values")]
    public void What_is_no_variation_is_refused_in_words(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => AxisParser.Parse(text)).Message);

    [Theory]
    [InlineData("x=1..9", nameof(AxisScale.Linear))]
    [InlineData("x=1..16:*2", nameof(AxisScale.Logarithmic))]
    [InlineData("time=1,3600,3.15e7", nameof(AxisScale.Logarithmic))]
    [InlineData("x=0,1,1000", nameof(AxisScale.Linear))]
    [InlineData("x=a,1", nameof(AxisScale.Names))]
    public void A_quantity_lies_on_a_chart_as_its_values_say(string text, string expected) =>
        Assert.Equal(expected, AxisParser.Parse(text).Scale.ToString());

    [Fact]
    public void A_grid_runs_its_last_quantity_fastest()
    {
        Grid grid = new([AxisParser.Parse("a=1..2"), AxisParser.Parse("b=x,y,z")]);
        Assert.Equal(6, grid.Count);
        Assert.Equal(["1x", "1y", "1z", "2x", "2y", "2z"], Enumerable.Range(0, 6).Select(i => string.Concat(grid[i].Values)));
    }

    [Fact]
    public void A_grid_without_bounds_has_a_bounded_count()
    {
        Axis wide = AxisParser.Parse("a=1..999999");
        Assert.Equal(long.MaxValue, new Grid([wide, wide, wide, wide]).Count);
    }
}
