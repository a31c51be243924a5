using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Tests.Diagnostics;

/// <summary>How far names are apart.</summary>
public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("xbar-128", "xbar-12", 1)]
    [InlineData("ab", "ba", 2)]
    public void The_fewest_insertions_deletions_and_replacements_are_counted(string a, string b, int expected)
    {
        Assert.Equal(expected, EditDistance.Between(a, b));
        Assert.Equal(expected, EditDistance.Between(b, a));
    }
}
