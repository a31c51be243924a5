using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Emulator.Devices;

/// <summary>
/// The devices that come with this program, one file under presets/ each, and those that users write. A name is looked for
/// among the presets; a path, which ends in ".json" or holds a slash, is a file; and NAME.json in the folders of
/// <c>NEURO_DEVICES</c>, separated as PATH is, is found by its bare name.
/// </summary>
public static class DeviceCatalog
{
    /// <summary>The environment variable with users' folders.</summary>
    public const string FoldersVariable = "NEURO_DEVICES";

    /// <summary>Largest device file that is read.</summary>
    private const long MaximumBytes = 4 << 20;

    private const string Prefix = "devices/";
    private const string Suffix = ".json";

    /// <summary>Names of the devices that come with this program, sorted.</summary>
    public static ImmutableArray<string> Presets { get; } =
    [
        .. typeof(DeviceCatalog).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Names of the presets and of the users' devices, sorted.</summary>
    public static ImmutableArray<string> Names => [.. Presets.Concat(UserFiles().Keys).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The device called <paramref name="nameOrPath"/>, or in the file of that path.</summary>
    /// <exception cref="DiagnosticException">There is no such device, or it is in error.</exception>
    public static DeviceModel Load(string nameOrPath)
    {
        if (IsPath(nameOrPath))
            return LoadFile(nameOrPath);
        using Stream? stream = typeof(DeviceCatalog).Assembly.GetManifestResourceStream(Prefix + nameOrPath + Suffix);
        if (stream is not null)
        {
            using StreamReader reader = new(stream);
            return Checked(reader.ReadToEnd(), $"{Prefix}{nameOrPath}{Suffix}");
        }
        if (UserFiles().TryGetValue(nameOrPath, out string? file))
            return LoadFile(file);
        throw new DiagnosticException(DiagnosticCatalog.NoSuchDevice.At(null, nameOrPath, Suggestion(nameOrPath)));
    }

    private static bool IsPath(string text) =>
        text.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) || text.Contains('/') || text.Contains('\\');

    private static DeviceModel LoadFile(string path)
    {
        if (!File.Exists(path))
            throw new DiagnosticException(DiagnosticCatalog.DeviceFileNotFound.At(null, path));
        try
        {
            if (new FileInfo(path).Length > MaximumBytes)
                throw new DiagnosticException(DiagnosticCatalog.DeviceFileUnreadable.At(path, "it is too large for a device"));
            return Checked(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(DiagnosticCatalog.DeviceFileUnreadable.At(path, e.Message), e);
        }
    }

    private static DeviceModel Checked(string text, string location)
    {
        DeviceModel device = SpecificationJson.Parse<DeviceModel>(text, location);
        DeviceRules.ThrowIfInvalid(device, location);
        return device;
    }

    private static SortedDictionary<string, string> UserFiles()
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        string folders = Environment.GetEnvironmentVariable(FoldersVariable) ?? "";
        const StringSplitOptions NotEmpty = StringSplitOptions.RemoveEmptyEntries;
        foreach (string folder in folders.Split(Path.PathSeparator, NotEmpty).Where(Directory.Exists))
            foreach (string file in Directory.EnumerateFiles(folder, "*" + Suffix))
                _ = files.TryAdd(Path.GetFileNameWithoutExtension(file), file);
        return files;
    }

    private static string Suggestion(string name)
    {
        string folded = Folded(name);
        ImmutableArray<string> names = Names;
        string[] near = [.. names.Where(n => Distance(Folded(n), folded) <= 1 + folded.Length / 4
            || (folded.Length >= 3 && Folded(n).Contains(folded, StringComparison.Ordinal)))];
        return near.Length > 0
            ? $"did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?"
            : $"devices: {string.Join(", ", names)}; or give the path of a device, such as ./device.json";
    }

    // ReRamES, reram_es and reram-es are one name to a person.
    private static string Folded(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    /// <summary>Levenshtein's distance.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), change);
            }
        }
        return row[b.Length];
    }
}
