namespace Neuro.Hdf5;

/// <summary>What groups and datasets to be written have in common: attributes.</summary>
public abstract class Hdf5ObjectBuilder
{
    // An attribute lives in one header message, whose length has 16 bits; the rest of the message needs some of them.
    private const int MaxAttributeBytes = 64000;

    private readonly OrderedDictionary<string, Hdf5Data> _attributes = new(StringComparer.Ordinal);

    private protected Hdf5ObjectBuilder()
    {
    }

    internal IReadOnlyDictionary<string, Hdf5Data> Attributes => _attributes;

    /// <summary>Adds or replaces an attribute.</summary>
    /// <exception cref="ArgumentException">The name is empty or contains a NUL, or the value exceeds 64,000 bytes.</exception>
    public void SetAttribute(string name, Hdf5Data data)
    {
        if (name.Length == 0 || name.Contains('\0'))
            throw new ArgumentException($"'{name}' cannot be an attribute's name", nameof(name));
        long bytes = data.Shape.Aggregate((long)data.Type.Size, (product, extent) => product * extent) + 4L * name.Length;
        if (bytes > MaxAttributeBytes)
        {
            throw new ArgumentException(
                $"attribute '{name}' takes {bytes} bytes; at most {MaxAttributeBytes} fit: use a dataset", nameof(data));
        }
        _attributes[name] = data;
    }
}
