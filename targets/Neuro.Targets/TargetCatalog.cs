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

    /// <summary>
    /// The target called <paramref name="nameOrPath"/>, or, where it ends in ".json" or holds a slash, the profile in that file,
    /// which may inherit from the targets that come with this program.
    /// </summary>
    /// <exception cref="DiagnosticException">There is no such target, or the profile is in error.</exception>
    public static TargetProfile Load(string nameOrPath) =>
        IsPath(nameOrPath) ? LoadFile(nameOrPath) : LoadNamed(nameOrPath, [], null);

    private static bool IsPath(string text) =>
        text.EndsWith(".json", StringComparison.Ordinal) || text.Contains('/') || text.Contains('\\');

    private static TargetProfile LoadFile(string path)
    {
        if (!File.Exists(path))
            throw new DiagnosticException(DiagnosticCatalog.ProfileNotFound.At(null, path));
        if (new FileInfo(path).Length > TargetProfileReader.MaximumBytes)
            throw new DiagnosticException(DiagnosticCatalog.ProfileInError.At(path, "the file is too large for a profile"));
        return TargetProfileReader.Read(File.ReadAllText(path), path, parent => LoadNamed(parent, [], path));
    }

    private static TargetProfile LoadNamed(string name, ImmutableArray<string> children, string? from)
    {
        if (children.Contains(name))
            throw new DiagnosticException(DiagnosticCatalog.ProfileInError.At(from, $"'{name}' inherits from itself"));
        using Stream? stream = typeof(TargetCatalog).Assembly.GetManifestResourceStream(Prefix + name + Suffix);
        if (stream is null)
            throw new DiagnosticException(DiagnosticCatalog.NoSuchTarget.At(from, name, string.Join(", ", Names)));
        string location = $"{Prefix}{name}{Suffix}";
        using StreamReader reader = new(stream);
        return TargetProfileReader.Read(reader.ReadToEnd(), location, parent => LoadNamed(parent, children.Add(name), location));
    }
}
