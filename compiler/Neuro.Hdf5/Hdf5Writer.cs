using Neuro.Hdf5.Writing;

namespace Neuro.Hdf5;

/// <summary>
/// Builds a tree of groups and datasets and lays it out as an HDF5 file that every version of the HDF5 library and h5py open:
/// superblock 0, old groups, object headers of version 1, as h5py writes by default.
/// </summary>
/// <example>
/// <code>
/// Hdf5Writer writer = new();
/// Hdf5GroupBuilder node = writer.Root.AddGroup("node");
/// node.AddDataset("type", Hdf5Data.String("Affine"));
/// node.AddDataset("weight", Hdf5Data.Array(weights, 38, 12), Hdf5Storage.Gzip);
/// File.WriteAllBytes("net.nir", writer.ToArray());
/// </code>
/// </example>
public sealed class Hdf5Writer
{
    /// <summary>The root group.</summary>
    public Hdf5GroupBuilder Root { get; } = new();

    /// <summary>The file's bytes; the same tree always gives the same bytes.</summary>
    public byte[] ToArray() => FileWriter.Write(Root);
}
