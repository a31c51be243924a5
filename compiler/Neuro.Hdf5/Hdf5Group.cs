using System.Diagnostics.CodeAnalysis;

namespace Neuro.Hdf5;

/// <summary>
/// A group: named objects, in creation order where the file tracks it, else by name. Soft links appear as what they name.
/// </summary>
public sealed class Hdf5Group : Hdf5Object
{
    internal Hdf5Group(string name, string path, IReadOnlyDictionary<string, Hdf5Attribute> attributes,
        IReadOnlyDictionary<string, Hdf5Object> children)
        : base(name, path, attributes) => Children = children;

    /// <summary>What the group holds, by name.</summary>
    public IReadOnlyDictionary<string, Hdf5Object> Children { get; }

    /// <summary>The subgroups, in the order of <see cref="Children"/>.</summary>
    public IEnumerable<Hdf5Group> Groups => Children.Values.OfType<Hdf5Group>();

    /// <summary>The datasets, in the order of <see cref="Children"/>.</summary>
    public IEnumerable<Hdf5Dataset> Datasets => Children.Values.OfType<Hdf5Dataset>();

    /// <summary>The object at a path relative to this group, such as <c>nodes/fc1</c>.</summary>
    /// <exception cref="Hdf5Exception">There is none.</exception>
    public Hdf5Object this[string path] => TryGet(path, out Hdf5Object? found) ? found : throw Missing(path, "object");

    /// <summary>The subgroup at a path relative to this group.</summary>
    /// <exception cref="Hdf5Exception">There is none.</exception>
    public Hdf5Group Group(string path) => TryGetGroup(path, out Hdf5Group? found) ? found : throw Missing(path, "group");

    /// <summary>The dataset at a path relative to this group.</summary>
    /// <exception cref="Hdf5Exception">There is none.</exception>
    public Hdf5Dataset Dataset(string path) =>
        TryGetDataset(path, out Hdf5Dataset? found) ? found : throw Missing(path, "dataset");

    /// <summary>Looks up an object at a path relative to this group.</summary>
    public bool TryGet(string path, [NotNullWhen(true)] out Hdf5Object? found)
    {
        found = this;
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (found is not Hdf5Group group || !group.Children.TryGetValue(part, out found))
            {
                found = null;
                return false;
            }
        }
        return true;
    }

    /// <summary>Looks up a subgroup at a path relative to this group.</summary>
    public bool TryGetGroup(string path, [NotNullWhen(true)] out Hdf5Group? found)
    {
        found = TryGet(path, out Hdf5Object? any) ? any as Hdf5Group : null;
        return found is not null;
    }

    /// <summary>Looks up a dataset at a path relative to this group.</summary>
    public bool TryGetDataset(string path, [NotNullWhen(true)] out Hdf5Dataset? found)
    {
        found = TryGet(path, out Hdf5Object? any) ? any as Hdf5Dataset : null;
        return found is not null;
    }

    private Hdf5Exception Missing(string path, string kind) =>
        new($"there is no {kind} '{path}'", path: Path,
            hint: Children.Count is > 0 and <= 32 ? $"the group holds {string.Join(", ", Children.Keys)}" : null);
}
