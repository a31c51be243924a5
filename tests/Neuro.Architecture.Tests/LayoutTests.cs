using System.Text.RegularExpressions;

namespace Neuro.Architecture.Tests;

/// <summary>Where things lie, and what no file may hold.</summary>
public sealed partial class LayoutTests
{
    private static readonly string[] Folders = ["compiler", "runtime", "emulator", "targets", "tests", "tools"];
    private static readonly string[] TextFiles =
        [".cs", ".csproj", ".props", ".targets", ".json", ".md", ".py", ".sh", ".proto", ".ir", ".sln", ".txt", ".c", ".cl"];

    [Fact]
    public void The_top_level_holds_the_agreed_folders_and_files_only()
    {
        foreach (string file in Repository.Files)
        {
            string first = file.Split('/')[0];
            bool agreed = first.StartsWith('.')
                || (file.Contains('/') ? Folders.Contains(first) : TopLevelFile().IsMatch(first));
            Assert.True(agreed, $"'{file}' has no place at the top level");
        }
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Repository.Read("Neuro.sln").Replace('\\', '/');
        foreach (string path in Repository.Projects.Values)
            Assert.True(solution.Contains(path, StringComparison.Ordinal), $"{path} is not in Neuro.sln");
    }

    [Theory]
    [MemberData(nameof(Repository.ProductProjects), MemberType = typeof(Repository))]
    public void Every_product_project_has_a_test_project(string project)
    {
        // The benchmarks are a measurement; their agreement with the C loops is checked by the run itself. A stand-in is tested
        // with what it is there for.
        if (project != "Neuro.Benchmarks" && !project.EndsWith(".StandIn", StringComparison.Ordinal))
            Assert.True(Repository.Projects.ContainsKey($"{project}.Tests"), $"{project} has no {project}.Tests");
    }

    [Fact]
    public void A_file_holds_one_public_type_and_bears_its_name()
    {
        foreach (string file in Repository.ProductSources)
        {
            string[] types = [.. PublicType().Matches(Repository.Read(file)).Select(m => m.Groups["name"].Value).Distinct()];
            Assert.True(types.Length <= 1, $"{file} holds {string.Join(", ", types)}: one public type a file");
            if (types.Length == 1)
            {
                string name = Path.GetFileName(file).Split('.')[0];
                Assert.True(name == types[0], $"{file} holds the public type {types[0]}");
            }
        }
    }

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine()
    {
        // Written in pieces, so that this file does not name them either.
        string[] places = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/tm" + "p/", @"C:\Us" + "ers"];
        foreach (string file in Repository.Files.Where(IsText))
        {
            foreach ((int index, string line) in Repository.Read(file).Split('\n').Index())
            {
                if (places.FirstOrDefault(p => line.Contains(p, StringComparison.OrdinalIgnoreCase)) is { } place)
                    Assert.Fail($"{file}:{index + 1} names {place}");
            }
        }
    }

    [Fact]
    public void No_line_of_source_is_longer_than_the_editorconfig_allows()
    {
        int longest = int.Parse(LongestLine().Match(Repository.Read(".editorconfig")).Groups[1].Value);
        foreach (string file in Repository.Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal)))
        {
            foreach ((int index, string line) in Repository.Read(file).Split('\n').Index())
            {
                if (line.Length > longest)
                    Assert.Fail($"{file}:{index + 1} has {line.Length} columns, more than {longest}");
            }
        }
    }

    [Fact]
    public void No_source_holds_a_leftover()
    {
        string[] leftovers = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception", "#reg" + "ion"];
        foreach (string file in Repository.Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal)))
        {
            string text = Repository.Read(file);
            foreach (string leftover in leftovers)
                Assert.False(text.Contains(leftover, StringComparison.Ordinal), $"{file} holds '{leftover}'");
        }
    }

    private static bool IsText(string file) =>
        TextFiles.Contains(Path.GetExtension(file)) || file.StartsWith(".ci/", StringComparison.Ordinal);

    [GeneratedRegex(@"^(Neuro\.sln|README\.md|LICENSE|global\.json|Directory\..*\.(props|targets))$")]
    private static partial Regex TopLevelFile();

    [GeneratedRegex(@"^max_line_length = (\d+)$", RegexOptions.Multiline)]
    private static partial Regex LongestLine();

    [GeneratedRegex(
        @"^public\s+(?:(?:sealed|abstract|static|readonly|ref|partial|unsafe)\s+)*" +
        @"(?:record\s+struct|record\s+class|record|class|struct|interface|enum|delegate\s+[\w<>\[\]?]+)\s+(?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
