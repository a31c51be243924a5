using Neuro.Hdf5.Format;

namespace Neuro.Hdf5;

/// <summary>A small named value of a group or dataset, read by <see cref="Hdf5ValueReading"/>.</summary>
public sealed class Hdf5Attribute : IHdf5Values
{
    private readonly FileImage _image;
    private readonly Dataspace _space;
    private readonly long _address;

    internal Hdf5Attribute(string name, string owner, FileImage image, Hdf5Type type, Dataspace space, long address)
    {
        Name = name;
        Path = $"{owner}@{name}";
        ElementType = type;
        _image = image;
        _space = space;
        _address = address;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public IReadOnlyList<long> Shape => _space.Shape;

    /// <inheritdoc/>
    public Hdf5Type ElementType { get; }

    /// <inheritdoc/>
    public bool IsNull => _space.IsNull;

    /// <inheritdoc/>
    public long Count => _space.Count;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> ReadRaw() => _image.Bytes(_address, Count * ElementType.Size, "attribute");

    /// <inheritdoc/>
    public override string ToString() => Path;

    string[] IHdf5Values.ReadText() => TextDecoder.Decode(this, ReadRaw(), _image);
}
