namespace Neuro.Hdf5;

/// <summary>A dataset to be written.</summary>
public sealed class Hdf5DatasetBuilder : Hdf5ObjectBuilder
{
    internal Hdf5DatasetBuilder(Hdf5Data data, Hdf5Storage? storage)
    {
        Data = data;
        Storage = storage;
    }

    internal Hdf5Data Data { get; }

    internal Hdf5Storage? Storage { get; }
}
