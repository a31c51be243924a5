using Neuro.Cli.Options;

namespace Neuro.Cli.Tests;

public sealed class SampleRangeTests
{
    [Theory]
    [InlineData("7", "7")]
    [InlineData("0..3", "0 1 2 3")]
    [InlineData("8..", "8 9")]
    [InlineData("1,5..6, 3", "1 5 6 3")]
    public void Numbers_and_ranges_with_both_ends_are_understood(string text, string expected)
    {
        (IReadOnlyList<int> samples, int? beyond) = SampleRange.TryParse(text)!.Resolve(10);
        Assert.Null(beyond);
        Assert.Equal(expected, string.Join(' ', samples));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("-1")]
    [InlineData("3..1")]
    [InlineData("1..2..3")]
    [InlineData("..4")]
    [InlineData("99999999999")]
    public void Anything_else_is_refused(string text) => Assert.Null(SampleRange.TryParse(text));

    [Theory]
    [InlineData("10", 10)]
    [InlineData("5..12", 10)]
    [InlineData("0,20..30", 20)]
    public void A_number_beyond_the_data_is_named(string text, int beyond) =>
        Assert.Equal(beyond, SampleRange.TryParse(text)!.Resolve(10).Beyond);
}
