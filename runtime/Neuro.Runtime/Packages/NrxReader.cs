using System.Collections.Immutable;
using System.IO.Compression;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Data;

namespace Neuro.Runtime.Packages;

/// <summary>The entries of a package that is being read. Nothing is believed that the file's length could not hold.</summary>
internal sealed class NrxReader
{
    /// <summary>Longest entry that is read as a whole, arrays excepted.</summary>
    private const long LongestEntry = 1L << 30;

    /// <summary>Longest entry of the package's own besides the arrays: programs are small, their arrays are elsewhere.</summary>
    private const long LongestOwn = 1L << 26;

    private readonly string _path;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _arrays = new(StringComparer.Ordinal);

    private NrxReader(string path, ZipArchive zip, long fileLength)
    {
        _path = path;
        Names = [.. zip.Entries.Select(e => e.FullName)];
        foreach (ZipArchiveEntry entry in zip.Entries)
            if (!_entries.TryAdd(entry.FullName, entry)) throw new InvalidDataException($"entry '{entry.FullName}' occurs twice");
        // Entries that share their bytes are how a small file unfolds into a huge one.
        if (zip.Entries.Sum(e => (decimal)e.CompressedLength) > fileLength)
            throw new InvalidDataException("its entries are longer than the file");
    }

    /// <summary>All entries, in the file's order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Opens the file, hands a reader to <paramref name="read"/>, and turns what a damaged
    /// file can cause into diagnostics.</summary>
    public static T Open<T>(string path, Func<NrxReader, T> read)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using ZipArchive zip = new(file, ZipArchiveMode.Read);
            return read(new NrxReader(path, zip, file.Length));
        }
        catch (DataException e)
        {
            throw new DiagnosticException(DiagnosticCatalog.PackageEntry.At(path, e.Place, $"is malformed: {e.Message}"), e);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException
            or ArgumentException or OverflowException)
        {
            throw new DiagnosticException(DiagnosticCatalog.PackageFile.At(path, e.Message), e);
        }
    }

    /// <summary>Whether there is an entry of that name.</summary>
    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>An entry's content.</summary>
    public byte[] Bytes(string name)
    {
        ZipArchiveEntry entry = Entry(name);
        if (entry.Length > (name.Contains('/') ? LongestEntry : LongestOwn))
            throw Fault(name, $"declares {entry.Length:N0} bytes");
        byte[] content = new byte[entry.Length];
        using Stream stream = entry.Open();
        if (stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) < content.Length || stream.ReadByte() >= 0)
            throw Fault(name, "does not have the length it declares");
        return content;
    }

    /// <summary>An array, read straight into the memory that it will stay in; an <see cref="ArrayResolver"/>.</summary>
    public IrArray Array(string path, string name, ImmutableArray<int> shape, int bits, bool signed, ImmutableArray<double> steps)
    {
        if (!_arrays.Add(path)) throw Fault(path, "is used by two arrays");
        ZipArchiveEntry entry = Entry(path);
        using Stream stream = entry.Open();
        return NrxArrays.Read(stream, entry.Length, new DataPlace(_path, path), name, shape, bits, signed, steps);
    }

    private DiagnosticException Fault(string name, string what) => new(DiagnosticCatalog.PackageEntry.At(_path, name, what));

    private ZipArchiveEntry Entry(string name)
    {
        if (!_entries.TryGetValue(name, out ZipArchiveEntry? entry))
            throw Fault(name, "is missing");
        if (entry.IsEncrypted || entry.Length > DataFile.MaximumContent(entry.CompressedLength))
            throw Fault(name, $"cannot unfold from {entry.CompressedLength:N0} to {entry.Length:N0} bytes");
        return entry;
    }
}
