namespace Neuro.Runtime.Data;

/// <summary>
/// Opens data files, plain or gzipped, and turns what the system throws about them into <see cref="DataException"/>.
/// </summary>
internal sealed class DataFile : IDisposable
{
    /// <summary>
    /// Deflate expands by less than 1,032 : 1, so no more bytes than this can come out of a file (RFC 1951, zlib's notes).
    /// </summary>
    private const long MaximumExpansion = 1032;

    private DataFile(string path, Stream stream, long bound, bool exact)
    {
        Path = path;
        Stream = stream;
        Bound = bound;
        BoundIsExact = exact;
    }

    public string Path { get; }

    /// <summary>The content, uncompressed.</summary>
    public Stream Stream { get; }

    /// <summary>The content has at most this many bytes.</summary>
    public long Bound { get; }

    /// <summary>Whether the content has exactly <see cref="Bound"/> bytes: true of files that are not compressed.</summary>
    public bool BoundIsExact { get; }

    /// <summary>Opens <paramref name="path"/>; whether it is gzipped shows in its first two bytes.</summary>
    public static DataFile Open(string path)
    {
        FileStream file = OpenRaw(path);
        bool gzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return gzip
            ? new(path, new GzipFileStream(file), MaximumContent(file.Length), exact: false)
            : new(path, file, file.Length, exact: true);
    }

    /// <summary>Opens <paramref name="path"/> as it lies.</summary>
    public static FileStream OpenRaw(string path)
    {
        if (Directory.Exists(path))
        {
            throw new DataException(path, "", "this is a folder",
                "name a file in it, or say --format nmnist for a folder of event files");
        }
        if (!File.Exists(path))
        {
            throw new DataException(path, "", "there is no such file",
                "check the path; relative paths start at the current folder");
        }
        FileStream file = Guard(path, "", () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        if (file.CanSeek && file.Length > 0)
            return file;
        string problem = file.CanSeek ? "the file is empty" : "this is not a regular file";
        file.Dispose();
        throw new DataException(path, "", problem, "write the data to a file first");
    }

    /// <summary>The most bytes that <paramref name="compressed"/> bytes of deflate can become.</summary>
    public static long MaximumContent(long compressed) => (compressed * MaximumExpansion) + 1024;

    /// <summary>
    /// Runs <paramref name="read"/>; whatever it throws about the file or its compression becomes a <see cref="DataException"/>.
    /// </summary>
    public static T Guard<T>(string path, string place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e
            is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new DataException(path, place, $"cannot be read: {e.Message}", "check that the file is complete and readable",
                e);
        }
    }

    /// <summary>
    /// Reads exactly <paramref name="declared"/> bytes. Where the stream is compressed, memory follows what really arrives, so
    /// that a header that lies costs nothing.
    /// </summary>
    /// <param name="stream">Where to read.</param>
    /// <param name="declared">How many bytes the header promises.</param>
    /// <param name="bound">How many can still come at most; more declared is refused before any memory is taken.</param>
    /// <param name="boundIsExact">Whether so many are known to come.</param>
    /// <param name="at">Names the place for errors.</param>
    public static byte[] ReadExactly(Stream stream, long declared, long bound, bool boundIsExact, DataPlace at)
    {
        if (declared > bound)
        {
            throw at.Error($"the header declares {declared:N0} bytes of data, but at most {bound:N0} follow",
                "the file is truncated or its header damaged");
        }
        if (declared > Array.MaxLength)
        {
            throw at.Error($"{declared:N0} bytes are more than an array can hold ({Array.MaxLength:N0})",
                "split the data into several files");
        }
        byte[] buffer = new byte[boundIsExact ? declared : Math.Min(declared, 1 << 20)];
        int filled = 0;
        while (true)
        {
            int read = stream.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            filled += read;
            if (filled < buffer.Length)
                throw at.Error($"the data end after {filled:N0} of {declared:N0} bytes", "the file is truncated");
            if (filled == declared)
                return buffer;
            Array.Resize(ref buffer, (int)Math.Min(declared, 2L * buffer.Length));
        }
    }

    /// <summary>The whole content.</summary>
    public byte[] ReadAll()
    {
        if (BoundIsExact)
            return ReadExactly(Stream, Bound, Bound, boundIsExact: true, new(Path));
        using MemoryStream content = new();
        Stream.CopyTo(content);
        return content.ToArray();
    }

    public void Dispose() => Stream.Dispose();
}
