using System.Text;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Tests;

/// <summary>
/// tests/golden/*.ir: a text, a line "==== expected", and what becomes of it: its canonical form, or its diagnostics. They are
/// rewritten only where NEURO_UPDATE_GOLDEN=1 is set, never in CI.
/// </summary>
public sealed class GoldenTests
{
    private const string Separator = "==== expected\n";

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder(), "*.ir").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Text_becomes_what_the_golden_says(string file)
    {
        string path = Path.Combine(Folder(), file);
        string[] parts = File.ReadAllText(path).Split(Separator);
        string actual = Result(parts[0], file);
        if (Environment.GetEnvironmentVariable("NEURO_UPDATE_GOLDEN") == "1")
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "goldens are not updated in CI");
            File.WriteAllText(path, parts[0] + Separator + actual, new UTF8Encoding(false));
        }
        else
        {
            Assert.True(
                parts.Length == 2, $"{file} has no expected part; run once with NEURO_UPDATE_GOLDEN=1 and review what it writes");
            Assert.Equal(parts[1], actual);
        }
    }

    [Fact]
    public void There_are_goldens_for_every_verifier_diagnostic()
    {
        string all = string.Concat(Directory.GetFiles(Folder(), "*.ir").Select(File.ReadAllText));
        string[] unreachable = ["NEU2117", "NEU2110", "NEU2008"];
        Assert.All(
            DiagnosticCatalog.All.Select(d => d.Code).Where(c => c[..5] is "NEU20" or "NEU21" && !unreachable.Contains(c)),
            code => Assert.Contains($"error[{code}]", all));
    }

    private static string Result(string text, string name)
    {
        try
        {
            SpikeProgram program = ProgramText.Parse(text, name);
            ProgramVerifier.ThrowIfInvalid(program);
            return ProgramText.Print(program);
        }
        catch (DiagnosticException e)
        {
            return string.Concat(e.Diagnostics.Select(d => d + "\n"));
        }
    }

    private static string Folder() => RepositoryRoot.File("tests", "golden");
}
