namespace Neuro.Runtime.Files;

/// <summary>
/// A file that appears under its name only when it is complete: it is written beside its destination under a temporary name and
/// renamed by <see cref="Commit"/>. Disposing without a commit, as an exception does, removes what was written and leaves an
/// older file of that name as it was. Destinations under /dev are written in place.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string _destination;
    private readonly string _temporary;
    private bool _committed;

    private AtomicFile(string destination, string temporary)
    {
        _destination = destination;
        _temporary = temporary;
        FileMode mode = IsDevice(temporary) ? FileMode.Open : FileMode.CreateNew;
        try
        {
            Stream = new FileStream(temporary, mode, FileAccess.Write, FileShare.None);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            // The temporary name means nothing to the user.
            string? folder = Path.GetDirectoryName(destination);
            string why = Directory.Exists(folder) ? $"files cannot be made in '{folder}'" : $"there is no folder '{folder}'";
            throw new IOException($"'{destination}' cannot be written: {why}", e);
        }
    }

    /// <summary>Where the content is written.</summary>
    public Stream Stream { get; }

    /// <summary>Starts a file that will be called <paramref name="path"/>; a symbolic link is followed, not replaced.</summary>
    /// <exception cref="IOException">The folder is absent or cannot be written.</exception>
    public static AtomicFile Create(string path)
    {
        string full = Path.GetFullPath(path);
        if (IsDevice(full))
            return new(full, full);
        if (new FileInfo(full).LinkTarget is not null)
            full = File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
        string unique = $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp";
        return new(full, Path.Combine(Path.GetDirectoryName(full) ?? "", unique));
    }

    /// <summary>Writes a whole file through <paramref name="write"/>; when it throws, nothing remains.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        using AtomicFile file = Create(path);
        write(file.Stream);
        file.Commit();
    }

    /// <summary>Writes <paramref name="bytes"/>.</summary>
    public static void WriteAllBytes(string path, ReadOnlySpan<byte> bytes)
    {
        using AtomicFile file = Create(path);
        file.Stream.Write(bytes);
        file.Commit();
    }

    /// <summary>Closes the file and gives it its name, replacing an older one.</summary>
    public void Commit()
    {
        Stream.Dispose();
        if (!IsDevice(_destination))
            File.Move(_temporary, _destination, overwrite: true);
        _committed = true;
    }

    /// <summary>Closes the file and, where it was not committed, removes it.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_committed && !IsDevice(_destination))
            File.Delete(_temporary);
    }

    // Renaming over a device node would replace the device itself.
    private static bool IsDevice(string path) => path.StartsWith("/dev/", StringComparison.Ordinal);
}
