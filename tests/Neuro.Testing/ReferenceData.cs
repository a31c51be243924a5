namespace Neuro.Testing;

/// <summary>
/// Finds the reference data set: models, recordings and golden outputs made by other people's tools.
/// It is not part of this repository; a test that needs it skips, saying so, where it is absent.
/// </summary>
public static class ReferenceData
{
    private static readonly string? Root = Locate();

    /// <summary>Whether it is there.</summary>
    public static bool IsPresent => Root is not null;

    /// <summary>The path of <paramref name="relative"/> in the data set; skips the running test when it is not there.</summary>
    public static string Path(string relative)
    {
        Assert.SkipWhen(
            Root is null, "reference data not found: set NEURO_DATA, or place it in ../shared/data beside the repository");
        string path = System.IO.Path.Combine(Root!, relative);
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"reference data '{relative}' is not in {Root}");
        return path;
    }

    private static string? Locate()
    {
        if (Environment.GetEnvironmentVariable("NEURO_DATA") is { Length: > 0 } set)
            return Directory.Exists(set) ? set : null;
        string beside = System.IO.Path.GetFullPath(RepositoryRoot.File("..", "shared", "data"));
        return Directory.Exists(beside) ? beside : null;
    }
}
