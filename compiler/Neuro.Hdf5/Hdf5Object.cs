namespace Neuro.Hdf5;

/// <summary>A member of the file's tree: a group, a dataset or a named datatype.</summary>
public abstract class Hdf5Object
{
    private protected Hdf5Object(string name, string path, IReadOnlyDictionary<string, Hdf5Attribute> attributes)
    {
        Name = name;
        Path = path;
        Attributes = attributes;
    }

    /// <summary>The name of the link to it; empty for the root.</summary>
    public string Name { get; }

    /// <summary>The way to it from the root, such as <c>/node/nodes/fc1</c>; a linked object has one path per link.</summary>
    public string Path { get; }

    /// <summary>Its attributes by name.</summary>
    public IReadOnlyDictionary<string, Hdf5Attribute> Attributes { get; }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
