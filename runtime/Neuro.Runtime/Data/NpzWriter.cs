using System.IO.Compression;
using Neuro.Runtime.Files;

namespace Neuro.Runtime.Data;

/// <summary>
/// Writes .npz files that numpy.load opens: add arrays, then <see cref="Commit"/>. Without a commit nothing appears. The same
/// arrays give the same bytes, for the entries carry no date.
/// </summary>
public sealed class NpzWriter : IDisposable
{
    // The zip format's earliest date.
    private static readonly DateTimeOffset NoDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly AtomicFile _file;
    private readonly ZipArchive _archive;
    private readonly CompressionLevel _level;
    private readonly HashSet<string> _names = [];

    /// <summary>Starts a file that will be called <paramref name="path"/>.</summary>
    /// <param name="path">Destination.</param>
    /// <param name="compress">Deflate the arrays, as numpy.savez_compressed does.</param>
    public NpzWriter(string path, bool compress = true)
    {
        _file = AtomicFile.Create(path);
        _archive = new(_file.Stream, ZipArchiveMode.Create, leaveOpen: true);
        _level = compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression;
    }

    /// <summary>Adds an array called <paramref name="name"/>; without a shape it is one-dimensional.</summary>
    /// <exception cref="ArgumentException">The name is taken, or the values do not fill the shape.</exception>
    public void Add<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        using Stream entry = Open(name);
        NpyArray.Write(entry, values, shape.IsEmpty ? [values.Length] : shape);
    }

    /// <summary>Adds an array called <paramref name="name"/>; without a shape it is one-dimensional.</summary>
    /// <exception cref="ArgumentException">The name is taken, or the values do not fill the shape.</exception>
    public void Add<T>(string name, T[] values, params ReadOnlySpan<int> shape)
        where T : unmanaged => Add(name, (ReadOnlySpan<T>)values, shape);

    /// <summary>Adds an array called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, NpyArray array)
    {
        using Stream entry = Open(name);
        array.Write(entry);
    }

    /// <summary>Adds a scalar called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void AddScalar<T>(string name, T value)
        where T : unmanaged => Add(name, NpyArray.From(new ReadOnlySpan<T>(in value)));

    /// <summary>Completes the file and gives it its name.</summary>
    public void Commit()
    {
        _archive.Dispose();
        _file.Commit();
    }

    /// <summary>Closes the file; what was not committed is removed.</summary>
    public void Dispose()
    {
        _archive.Dispose();
        _file.Dispose();
    }

    private Stream Open(string name)
    {
        if (!_names.Add(name))
            throw new ArgumentException($"there is already an array '{name}'", nameof(name));
        ZipArchiveEntry entry = _archive.CreateEntry(name + ".npy", _level);
        entry.LastWriteTime = NoDate;
        return entry.Open();
    }
}
