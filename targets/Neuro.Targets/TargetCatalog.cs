using System.Collections.Immutable;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Targets;

/// <summary>The targets that come with this program, one folder under profiles/ each, and those that users write.</summary>
public static class TargetCatalog
{
    private const string Prefix = "profiles/";
    private const string Suffix = "/profile.json";

    /// <summary>The target that is meant when none is named.</summary>
    public const string Default = "emulator";

    /// <summary>Names of the targets that come with this program, sorted.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. typeof(TargetCatalog).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The JSON Schema of profiles.</summary>
    public static string Schema => ProfileForm.Form.SchemaText;

    /// <summary>
    /// The target called <paramref name="nameOrPath"/>, or, where it ends in ".json" or holds a slash, the profile in that file.
    /// A profile inherits from a target that comes with this program, or from a file, whose path is taken from its own folder.
    /// </summary>
    /// <exception cref="DiagnosticException">There is no such target, or the profile is in error.</exception>
    public static TargetProfile Load(string nameOrPath) => Load(nameOrPath, null, null, []);

    /// <summary>Loads a profile or a parent of one.</summary>
    /// <param name="nameOrPath">What is asked for.</param>
    /// <param name="folder">Folder that a parent's path is taken from; null for the current one.</param>
    /// <param name="place">Where a child names it; null for the first.</param>
    /// <param name="children">The profiles that lead here, the first one first.</param>
    private static TargetProfile Load(string nameOrPath, string? folder, string? place, ImmutableArray<string> children)
    {
        bool isPath = IsPath(nameOrPath);
        string path = isPath && folder is not null ? Path.Combine(folder, nameOrPath) : nameOrPath;
        string identity = isPath ? Path.GetFullPath(path) : nameOrPath;
        ImmutableArray<string> chain = children.Add(identity);
        if (children.Contains(identity))
            throw new DiagnosticException(DiagnosticCatalog.ProfileCycle.At(
                place, nameOrPath, string.Join(" -> ", chain.Select(c => IsPath(c) ? Path.GetFileName(c) : c))));
        string? inner = isPath ? Path.GetDirectoryName(identity) : null;
        string location = isPath ? path : $"{Prefix}{nameOrPath}{Suffix}";
        string text = isPath ? ReadFile(path, place) : ReadNamed(nameOrPath, place);
        return TargetProfileReader.Read(text, location, (parent, at) => Load(parent, inner, at, chain));
    }

    private static bool IsPath(string text) =>
        text.EndsWith(".json", StringComparison.Ordinal) || text.Contains('/') || text.Contains('\\');

    private static string ReadFile(string path, string? place)
    {
        if (!File.Exists(path)) throw new DiagnosticException(DiagnosticCatalog.ProfileNotFound.At(place, path));
        try
        {
            if (new FileInfo(path).Length > TargetProfileReader.MaximumBytes)
                throw new DiagnosticException(DiagnosticCatalog.ProfileInvalid.At(
                    path, "the file is too large for a profile", "a profile is a few lines of JSON"));
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(DiagnosticCatalog.ProfileInvalid.At(
                path, "the file cannot be read: " + e.Message, "check that it is a file that you may read"), e);
        }
    }

    private static string ReadNamed(string name, string? place)
    {
        using Stream? stream = typeof(TargetCatalog).Assembly.GetManifestResourceStream(Prefix + name + Suffix);
        if (stream is null)
            throw new DiagnosticException(DiagnosticCatalog.NoSuchTarget.At(place, name, string.Join(", ", Names)));
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
