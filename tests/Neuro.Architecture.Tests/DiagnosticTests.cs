using System.Text.RegularExpressions;
using Neuro.Ir.Diagnostics;

namespace Neuro.Architecture.Tests;

/// <summary>The one table of diagnostics.</summary>
public sealed partial class DiagnosticTests
{
    [Fact]
    public void Codes_are_unique_and_of_one_form()
    {
        foreach (IGrouping<string, DiagnosticDescriptor> rows in DiagnosticCatalog.All.GroupBy(d => d.Code))
        {
            Assert.True(
                rows.Count() == 1, $"{rows.Key} is used {rows.Count()} times: {string.Join(" | ", rows.Select(r => r.Message))}");
            Assert.True(CodeForm().IsMatch(rows.Key), $"'{rows.Key}' is not NEU and four digits");
        }
    }

    [Fact]
    public void Every_row_says_what_is_wrong_and_what_to_do()
    {
        Assert.NotEmpty(DiagnosticCatalog.All);
        foreach (DiagnosticDescriptor row in DiagnosticCatalog.All)
        {
            Assert.False(string.IsNullOrWhiteSpace(row.Message), $"{row.Code} has no message");
            Assert.False(string.IsNullOrWhiteSpace(row.Hint), $"{row.Code} has no hint");
            Assert.False(row.Message.EndsWith('.') || row.Message.EndsWith('!'),
                $"{row.Code}: a message is not a sentence: {row.Message}");
        }
    }

    [Fact]
    public void Every_row_can_be_formatted_with_the_arguments_it_names()
    {
        foreach (DiagnosticDescriptor row in DiagnosticCatalog.All)
        {
            int arguments = Placeholder().Matches(row.Message + row.Hint).Select(m => int.Parse(m.Groups[1].Value) + 1)
                .DefaultIfEmpty(0).Max();
            Diagnostic diagnostic = row.At("somewhere", [.. Enumerable.Range(0, arguments).Select(i => (object)i)]);
            Assert.StartsWith($"{row.Severity.ToString().ToLowerInvariant()}[{row.Code}]: ", diagnostic.ToString());
        }
    }

    [Fact]
    public void Every_row_is_reported_somewhere()
    {
        string sources = string.Concat(Repository.ProductSources
            .Where(f => !f.Contains("/DiagnosticCatalog", StringComparison.Ordinal))
            .Select(Repository.Read));
        foreach (System.Reflection.FieldInfo row in typeof(DiagnosticCatalog).GetFields()
            .Where(f => f.FieldType == typeof(DiagnosticDescriptor)))
            Assert.True(Regex.IsMatch(sources, $@"\b{row.Name}\b"), $"nothing reports DiagnosticCatalog.{row.Name}");
    }

    [GeneratedRegex("^NEU[0-9]{4}$")]
    private static partial Regex CodeForm();

    [GeneratedRegex(@"\{([0-9]+)[^}]*\}")]
    private static partial Regex Placeholder();
}
