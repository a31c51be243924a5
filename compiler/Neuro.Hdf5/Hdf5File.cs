using Neuro.Hdf5.Format;

namespace Neuro.Hdf5;

/// <summary>
/// Reads the part of HDF5 that .nir and .net files use (HDF5 File Format Specification, version 3.0): superblocks 0 to 3,
/// old and new groups, contiguous, compact and chunked storage with deflate, shuffle and fletcher32, integers, IEEE floats,
/// booleans, enumerations and strings. Compound, array, reference and opaque elements can be listed but not read.
/// </summary>
public static class Hdf5File
{
    /// <summary>Opens a file of up to 2 GiB and returns its root group. Values are decoded when they are asked for.</summary>
    /// <exception cref="Hdf5Exception">The file cannot be read, or is malformed.</exception>
    public static Hdf5Group Open(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new Hdf5Exception($"cannot read '{path}': {e.Message}", inner: e);
        }
        return Read(bytes, path);
    }

    /// <summary>
    /// Reads a file that is already in memory and returns its root group; the bytes must not change afterwards.
    /// </summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="Hdf5Exception">The bytes are malformed.</exception>
    public static Hdf5Group Read(ReadOnlyMemory<byte> bytes, string name) => Read(bytes, name, verifyChecksums: true);

    /// <summary>Tests switch checksums off, so that mutated structures reach the code behind the checksum.</summary>
    internal static Hdf5Group Read(ReadOnlyMemory<byte> bytes, string name, bool verifyChecksums)
    {
        (FileImage image, long root) = Superblock.Read(bytes, name, verifyChecksums);
        return new TreeBuilder(image).Root(root);
    }
}
