namespace Neuro.Hdf5;

/// <summary>A datatype that was given a name of its own (a "committed datatype").</summary>
public sealed class Hdf5NamedType : Hdf5Object
{
    internal Hdf5NamedType(string name, string path, IReadOnlyDictionary<string, Hdf5Attribute> attributes, Hdf5Type type)
        : base(name, path, attributes) => Type = type;

    /// <summary>The type that is named.</summary>
    public Hdf5Type Type { get; }
}
