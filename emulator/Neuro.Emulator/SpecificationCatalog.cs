using System.Collections.Immutable;
using System.Text;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Emulator;

/// <summary>
/// Specifications that come with this program, one embedded JSON file each, and those that users write. A path, which ends in
/// ".json" or holds a slash, is a file; any other name is looked for, with ".json" behind it, in the folders of an environment
/// variable, separated as PATH is, and then among the presets: a user's changed copy of a preset is the one that counts.
/// </summary>
/// <param name="prefix">What the names of the embedded files begin with.</param>
/// <param name="variable">The environment variable with users' folders.</param>
/// <param name="check">Ends with a diagnostic where a specification from a place breaks a rule.</param>
/// <param name="unknown">There is no such name: {0} the name, {1} what to do.</param>
/// <param name="absent">There is no such file: {0} its path.</param>
/// <param name="unreadable">The file cannot be read: {0} why.</param>
internal sealed class SpecificationCatalog<T>(
    string prefix, string variable, Action<T, string> check, DiagnosticDescriptor unknown, DiagnosticDescriptor absent,
    DiagnosticDescriptor unreadable)
    where T : class
{
    private const string Suffix = ".json";

    /// <summary>Longest text that is read.</summary>
    private const int MaximumCharacters = 4 << 20;

    /// <summary>Names of those that come with this program, sorted.</summary>
    public ImmutableArray<string> Presets { get; } =
    [
        .. typeof(SpecificationCatalog<T>).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(prefix, StringComparison.Ordinal) && n.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(n => n[prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Names of the presets and of users' files, sorted.</summary>
    public ImmutableArray<string> Names => [.. Presets.Concat(UserFiles().Keys).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The specification called <paramref name="nameOrPath"/>, or in the file of that path.</summary>
    /// <exception cref="DiagnosticException">There is none, or it is in error.</exception>
    public T Load(string nameOrPath)
    {
        if (nameOrPath.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) || nameOrPath.AsSpan().ContainsAny('/', '\\'))
            return LoadFile(nameOrPath);
        if (UserFiles().TryGetValue(nameOrPath, out string? file))
            return LoadFile(file);
        using Stream? stream = typeof(SpecificationCatalog<T>).Assembly.GetManifestResourceStream(prefix + nameOrPath + Suffix);
        if (stream is null)
            throw new DiagnosticException(unknown.At(null, nameOrPath, Suggestion(nameOrPath)));
        using StreamReader reader = new(stream);
        return Checked(reader.ReadToEnd(), prefix + nameOrPath + Suffix);
    }

    private T LoadFile(string path)
    {
        if (!File.Exists(path)) throw new DiagnosticException(absent.At(null, path));
        try
        {
            return Checked(ReadText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(unreadable.At(path, e.Message), e);
        }
    }

    // Counted as it is read: a pipe or a device file tells no length.
    private string ReadText(string path)
    {
        using StreamReader reader = new(path);
        StringBuilder text = new();
        char[] chunk = new char[1 << 14];
        for (int read = reader.Read(chunk); read > 0; read = reader.Read(chunk))
        {
            if (text.Length + read > MaximumCharacters)
                throw new DiagnosticException(unreadable.At(path, $"it is longer than {MaximumCharacters >> 20} Mi characters"));
            _ = text.Append(chunk, 0, read);
        }
        return text.ToString();
    }

    private T Checked(string text, string location)
    {
        T specification = SpecificationJson.Parse<T>(text, location);
        check(specification, location);
        return specification;
    }

    private SortedDictionary<string, string> UserFiles()
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        string folders = Environment.GetEnvironmentVariable(variable) ?? "";
        string[] split = folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (string folder in split.Where(Directory.Exists))
            foreach (string file in Directory.EnumerateFiles(folder, "*" + Suffix))
                _ = files.TryAdd(Path.GetFileNameWithoutExtension(file), file);
        return files;
    }

    private string Suggestion(string name)
    {
        string folded = Folded(name);
        ImmutableArray<string> names = Names;
        string[] near = [.. names.Where(n => EditDistance.Between(Folded(n), folded) <= 1 + folded.Length / 4
            || (folded.Length >= 3 && Folded(n).Contains(folded, StringComparison.Ordinal)))];
        return near.Length > 0
            ? $"did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?"
            : $"there are {string.Join(", ", names)}; or give the path of a file, such as ./mine.json";
    }

    // Xbar256, xbar_256 and xbar-256 are one name to a person.
    private static string Folded(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
