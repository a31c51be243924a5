using Neuro.Hdf5.Writing;

namespace Neuro.Hdf5;

/// <summary>
/// Builds a tree of groups and datasets and writes it as an HDF5 file that every version of the HDF5 library and h5py open:
/// superblock 0, old groups, object headers of version 1, as h5py writes by default.
/// </summary>
/// <example>
/// <code>
/// Hdf5Writer writer = new();
/// Hdf5GroupBuilder node = writer.Root.AddGroup("node");
/// node.AddDataset("type", Hdf5Data.String("Affine"));
/// node.AddDataset("weight", Hdf5Data.Array(weights, 38, 12), Hdf5Storage.Gzip);
/// writer.Save("net.nir");
/// </code>
/// </example>
public sealed class Hdf5Writer
{
    /// <summary>The root group.</summary>
    public Hdf5GroupBuilder Root { get; } = new();

    /// <summary>The file's bytes; the same tree always gives the same bytes.</summary>
    public byte[] ToArray() => FileWriter.Write(Root);

    /// <summary>
    /// Writes the file under a temporary name beside <paramref name="path"/> and renames it: it appears whole or not at all.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor may it be.</exception>
    public void Save(string path)
    {
        byte[] bytes = ToArray();
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
