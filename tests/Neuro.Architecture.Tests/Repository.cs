using System.Xml.Linq;

namespace Neuro.Architecture.Tests;

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["bin", "obj", "artifacts", "TestResults", "__pycache__"];

    /// <summary>Every file that people wrote, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Walk(new DirectoryInfo(RepositoryRoot.Path)).Order(StringComparer.Ordinal)];

    /// <summary>C# sources outside of tests/.</summary>
    public static IEnumerable<string> ProductSources =>
        Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal) && !f.StartsWith("tests/", StringComparison.Ordinal));

    /// <summary>Names of all projects, with their path.</summary>
    public static IReadOnlyDictionary<string, string> Projects { get; } = Files
        .Where(f => f.EndsWith(".csproj", StringComparison.Ordinal))
        .ToDictionary(f => Path.GetFileNameWithoutExtension(f)!);

    /// <summary>Names of all projects outside of tests/, for theories.</summary>
    public static TheoryData<string> ProductProjects =>
        [.. Projects.Where(p => !p.Value.StartsWith("tests/", StringComparison.Ordinal)).Select(p => p.Key)];

    /// <summary>Names of the projects that <paramref name="project"/> refers to.</summary>
    public static IReadOnlyList<string> ReferencesOf(string project) =>
    [
        .. XDocument.Load(Full(Projects[project])).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))),
    ];

    /// <summary>The text of a file.</summary>
    public static string Read(string file) => File.ReadAllText(Full(file));

    /// <summary>The path of a file on this machine.</summary>
    public static string Full(string file) => RepositoryRoot.File(file);

    private static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (FileInfo file in folder.EnumerateFiles())
            yield return Path.GetRelativePath(RepositoryRoot.Path, file.FullName).Replace('\\', '/');
        foreach (DirectoryInfo child in folder.EnumerateDirectories())
        {
            if (Generated.Contains(child.Name) || child.Name is ".git" or ".vs" or ".idea" || child.LinkTarget is not null)
                continue;
            foreach (string file in Walk(child))
                yield return file;
        }
    }
}
