namespace Neuro.Hdf5;

/// <summary>A group to be written, with what it will hold.</summary>
public sealed class Hdf5GroupBuilder : Hdf5ObjectBuilder
{
    private readonly Dictionary<string, Hdf5ObjectBuilder> _children = new(StringComparer.Ordinal);

    internal Hdf5GroupBuilder()
    {
    }

    internal IReadOnlyDictionary<string, Hdf5ObjectBuilder> Children => _children;

    /// <summary>Adds an empty subgroup and returns it.</summary>
    /// <exception cref="ArgumentException">The name is taken, or is none (empty, ".", or containing '/' or NUL).</exception>
    public Hdf5GroupBuilder AddGroup(string name) => Add(name, new Hdf5GroupBuilder());

    /// <summary>Adds a dataset and returns it, so that it can be given attributes.</summary>
    /// <param name="name">Its name in this group.</param>
    /// <param name="data">Its values.</param>
    /// <param name="storage">How to store them; scalars and empty arrays always lie in one run.</param>
    /// <exception cref="ArgumentException">The name is taken or is none, or the storage does not suit the values.</exception>
    public Hdf5DatasetBuilder AddDataset(string name, Hdf5Data data, Hdf5Storage? storage = null)
    {
        if (storage is not null)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(storage.DeflateLevel, nameof(storage));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(storage.DeflateLevel, 9, nameof(storage));
            IReadOnlyList<long> chunk = storage.ChunkShape ?? [.. data.Shape.Select(_ => 1L)];
            if (chunk.Count != data.Shape.Count || chunk.Any(extent => extent is < 1 or > int.MaxValue))
            {
                throw new ArgumentException(
                    $"chunks of [{string.Join(", ", chunk)}] do not suit data of [{string.Join(", ", data.Shape)}]",
                    nameof(storage));
            }
        }
        return Add(name, new Hdf5DatasetBuilder(data, storage));
    }

    private T Add<T>(string name, T child)
        where T : Hdf5ObjectBuilder
    {
        if (name is "" or "." || name.Contains('/') || name.Contains('\0'))
            throw new ArgumentException($"'{name}' cannot be the name of an object", nameof(name));
        if (!_children.TryAdd(name, child))
            throw new ArgumentException($"the group already holds '{name}'", nameof(name));
        return child;
    }
}
