using System.IO.Compression;

namespace Neuro.Runtime.Data;

/// <summary>
/// Reads .npz files: zip archives (stored, deflated, zip64) of .npy arrays. Arrays are read when asked for; other entries are
/// ignored. Checksums are verified.
/// </summary>
public sealed class NpzFile : IDisposable
{
    private const string Suffix = ".npy";

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = [];
    private readonly long _fileLength;

    private NpzFile(string path, ZipArchive archive, long fileLength)
    {
        File = path;
        _archive = archive;
        _fileLength = fileLength;
        List<string> names = [];
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (!entry.FullName.EndsWith(Suffix, StringComparison.Ordinal))
                continue;
            string name = entry.FullName[..^Suffix.Length];
            if (!_entries.ContainsKey(name))
                names.Add(name);
            _entries[name] = entry;
        }
        Names = names;
    }

    /// <summary>Path of the file.</summary>
    public string File { get; }

    /// <summary>Names of the arrays in the file's order, without ".npy".</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Opens an archive and reads its directory.</summary>
    /// <exception cref="DataException">The file is missing or is not a zip archive.</exception>
    public static NpzFile Open(string path)
    {
        FileStream stream = DataFile.OpenRaw(path);
        try
        {
            return DataFile.Guard(path, "zip directory", () => new NpzFile(path, new(stream), stream.Length));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is an array of that name.</summary>
    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>Reads an array.</summary>
    /// <exception cref="DataException">There is no such array, or it is malformed.</exception>
    public NpyArray Read(string name)
    {
        DataPlace at = new(File, $"array '{name}'");
        if (!_entries.TryGetValue(name, out ZipArchiveEntry? entry))
        {
            throw new DataException(File, "", $"there is no array '{name}'",
                Names.Count > 0 ? $"the file holds {string.Join(", ", Names)}" : "the file holds no arrays");
        }
        return DataFile.Guard(File, at.Part, () => Read(entry, at));
    }

    /// <summary>Reads an array, or returns null when there is none of that name.</summary>
    /// <exception cref="DataException">It is malformed.</exception>
    public NpyArray? Find(string name) => Contains(name) ? Read(name) : null;

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    private NpyArray Read(ZipArchiveEntry entry, DataPlace at)
    {
        if (entry.IsEncrypted)
            throw at.Error("the zip entry is encrypted", "save it without a password");
        // The directory may lie about sizes; what a file of this length can hold at most bounds them.
        if (entry.CompressedLength > _fileLength || entry.Length > DataFile.MaximumContent(entry.CompressedLength))
        {
            throw at.Error(
                $"the zip directory declares {entry.Length:N0} bytes out of {entry.CompressedLength:N0}, which cannot be",
                "the file is damaged");
        }
        using Crc32Stream stream = new(entry.Open());
        NpyArray array = NpyArray.Read(stream, entry.Length, boundIsExact: false, at);
        return stream.Crc == entry.Crc32
            ? array
            : throw at.Error("the checksum does not match the data", "the file is damaged; copy or create it again");
    }
}
