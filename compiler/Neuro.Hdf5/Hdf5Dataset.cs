using Neuro.Hdf5.Format;
using Neuro.Hdf5.Storage;

namespace Neuro.Hdf5;

/// <summary>
/// A dataset. Its values are read by <see cref="Hdf5ValueReading"/>. What the file claims is not allocated before it is shown:
/// elements that were never written (fill values) may take at most 8 MiB plus eight times the length of the file.
/// </summary>
public sealed class Hdf5Dataset : Hdf5Object, IHdf5Values
{
    private readonly FileImage _image;
    private readonly RawValues _values;

    internal Hdf5Dataset(string name, string path, IReadOnlyDictionary<string, Hdf5Attribute> attributes, FileImage image,
        RawValues values)
        : base(name, path, attributes)
    {
        _image = image;
        _values = values;
    }

    /// <inheritdoc/>
    public IReadOnlyList<long> Shape => _values.Space.Shape;

    /// <inheritdoc/>
    public Hdf5Type ElementType => _values.Type;

    /// <inheritdoc/>
    public bool IsNull => _values.Space.IsNull;

    /// <inheritdoc/>
    public long Count => _values.Space.Count;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> ReadRaw()
    {
        try
        {
            return _values.Read(_image.ForOneRead());
        }
        catch (Hdf5Exception e)
        {
            throw e.In(Path, _image);
        }
    }

    string[] IHdf5Values.ReadText() => TextDecoder.Decode(this, ReadRaw(), _image);
}
