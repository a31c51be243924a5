namespace Neuro.Testing;

/// <summary>The repository that the tests were built from: the folder of Neuro.sln.</summary>
public static class RepositoryRoot
{
    /// <summary>Its path.</summary>
    public static string Path { get; } = Locate();

    /// <summary>The path of a file or folder in it.</summary>
    public static string File(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Locate()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !System.IO.File.Exists(System.IO.Path.Combine(at.FullName, "Neuro.sln")))
            at = at.Parent;
        return at?.FullName ?? throw new DirectoryNotFoundException("the tests do not run inside their repository");
    }
}
