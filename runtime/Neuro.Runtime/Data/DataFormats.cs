using Neuro.Runtime.Data.Formats;

namespace Neuro.Runtime.Data;

/// <summary>The file formats that spikes are read from.</summary>
public static class DataFormats
{
    /// <summary>All formats; the first whose name fits reads a file.</summary>
    public static IReadOnlyList<DataFormat> All { get; } =
    [
        new NpzFormat(),
        new NpyFormat(),
        new NMnistFormat(),
        new IdxFormat(),
        new CsvFormat(),
    ];

    /// <summary>Opens a data set in the format that the options or the file's name tell.</summary>
    /// <exception cref="DataException">The file is missing or malformed, no format fits, or the options do not fit the
    /// file.</exception>
    public static SpikeDataset Open(string path, DataOptions? options = null)
    {
        options ??= DataOptions.Default;
        return DataFile.Guard(path, "", () => Find(path, options).Open(path, options));
    }

    private static DataFormat Find(string path, DataOptions options)
    {
        string known = string.Join(", ", All.Select(f => f.Name));
        if (options.Format is { } wanted)
            return All.FirstOrDefault(f => f.Name == wanted)
                ?? throw new DataException(path, "", $"'{wanted}' is not a data format", $"there are {known}");
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new DataException(path, "", "there is no such file",
                "check the path; relative paths start at the current folder");
        }
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path)).ToLowerInvariant();
        if (name.EndsWith(".gz", StringComparison.Ordinal))
            name = name[..^3];
        return All.FirstOrDefault(f => f.Matches(path, name))
            ?? throw new DataException(path, "", "the name does not tell the format", $"say --format with one of {known}");
    }
}
