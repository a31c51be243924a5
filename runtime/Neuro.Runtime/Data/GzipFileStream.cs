using System.Buffers.Binary;
using System.IO.Compression;

namespace Neuro.Runtime.Data;

/// <summary>
/// The content of a gzip file of one member (RFC 1952). <see cref="GZipStream"/> ends silently where a file is cut off, so the
/// number of bytes is compared with the one that the file ends with.
/// </summary>
internal sealed class GzipFileStream : ReadingStream
{
    private readonly uint _declared;
    private uint _length;

    public GzipFileStream(FileStream file)
        : base(new GZipStream(file, CompressionMode.Decompress))
    {
        Span<byte> trailer = stackalloc byte[4];
        file.Position = Math.Max(0, file.Length - trailer.Length);
        file.ReadAtLeast(trailer, trailer.Length, throwOnEndOfStream: false);
        file.Position = 0;
        _declared = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
    }

    protected override void Observe(ReadOnlySpan<byte> bytes)
    {
        _length += (uint)bytes.Length;
        if (bytes.IsEmpty && _length != _declared)
            throw new InvalidDataException("the gzip file is cut off, or is several joined; unpack it to see");
    }
}
