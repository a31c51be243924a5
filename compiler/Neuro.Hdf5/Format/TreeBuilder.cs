using Neuro.Hdf5.Storage;

namespace Neuro.Hdf5.Format;

/// <summary>Follows all links from the root group and builds the tree that callers see.</summary>
internal sealed class TreeBuilder(FileImage image)
{
    private const int MaxDepth = 128;
    private const int MaxSoftLinks = 32;

    // What a node costs of the file's budget: the least room that a link and an object header take in a file.
    private const int NodeCost = 128;

    private readonly Dictionary<long, ObjectHeader> _headers = [];
    private readonly Dictionary<long, List<Link>> _links = [];
    private readonly Dictionary<long, Dictionary<string, Link>> _members = [];
    private readonly Dictionary<long, IReadOnlyDictionary<string, Hdf5Attribute>> _attributes = [];
    private readonly Dictionary<long, RawValues> _values = [];
    private readonly List<long> _ancestors = [];
    private long _root;

    public Hdf5Group Root(long address)
    {
        _root = address;
        if (!Guarded("/", () => Links.IsGroup(Header(address))))
            throw new Hdf5Exception("the root object is not a group", image.BaseAddress + address, "/").In("/", image);
        return (Hdf5Group)Build("", "/", address);
    }

    private Hdf5Object Build(string name, string path, long address)
    {
        (ObjectHeader header, IReadOnlyDictionary<string, Hdf5Attribute> attributes) = Guarded(path, () =>
        {
            image.Charge(NodeCost, "link", address);
            ObjectHeader read = Header(address);
            return (read, Attributes(read, path));
        });
        if (Links.IsGroup(header))
            return BuildGroup(name, path, header, attributes);
        return Guarded<Hdf5Object>(path, () =>
        {
            if (header.Find(MessageType.Layout) is not null)
                return new Hdf5Dataset(name, path, attributes, image, Values(header));
            if (header.Find(MessageType.Datatype) is { } type)
                return new Hdf5NamedType(name, path, attributes, Datatype.Read(image, type.Address, type.Length, type.IsShared));
            throw new Hdf5Exception("object header: neither a group, a dataset nor a datatype", image.BaseAddress + address);
        });
    }

    private Hdf5Group BuildGroup(string name, string path, ObjectHeader header,
        IReadOnlyDictionary<string, Hdf5Attribute> attributes)
    {
        long address = header.Address;
        OrderedDictionary<string, Hdf5Object> children = new(StringComparer.Ordinal);
        List<Link> links = Guarded(path, () =>
        {
            if (_ancestors.Contains(address))
            {
                throw new Hdf5Exception("group: a link leads back to a group above it", image.BaseAddress + address,
                    hint: "remove the link");
            }
            if (_ancestors.Count >= MaxDepth)
                throw new Hdf5Exception($"group: nested more than {MaxDepth} deep", image.BaseAddress + address);
            return LinksOf(header);
        });
        _ancestors.Add(address);
        foreach (Link link in links)
        {
            string childPath = path == "/" ? "/" + link.Name : path + "/" + link.Name;
            long target = Guarded(childPath, () =>
            {
                image.Charge(childPath.Length, "link", address);
                return Target(link, address, MaxSoftLinks);
            });
            Hdf5Object child = Build(link.Name, childPath, target);
            if (!children.TryAdd(link.Name, child))
            {
                throw new Hdf5Exception($"group: the name '{link.Name}' occurs twice",
                    image.BaseAddress + address).In(path, image);
            }
        }
        _ancestors.RemoveAt(_ancestors.Count - 1);
        return new Hdf5Group(name, path, attributes, children);
    }

    /// <summary>The object header a link leads to; soft links are paths from their group or from the root.</summary>
    private long Target(Link link, long group, int softLinksLeft)
    {
        if (link.SoftTarget is not { } path)
            return link.Address;
        if (softLinksLeft == 0)
            throw new Hdf5Exception($"soft link '{link.Name}': soft links form a loop", image.BaseAddress + group);
        long at = path.StartsWith('/') ? _root : group;
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".")
                continue;
            image.Charge(1, "soft link", at);
            if (Member(at, part) is not { } member)
            {
                throw new Hdf5Exception($"soft link '{link.Name}': there is no '{path}'", image.BaseAddress + group,
                    hint: "remove the link or add what it names");
            }
            at = Target(member, at, softLinksLeft - 1);
        }
        return at;
    }

    private Link? Member(long address, string name)
    {
        if (!_members.TryGetValue(address, out Dictionary<string, Link>? members))
        {
            _members[address] = members = new(StringComparer.Ordinal);
            ObjectHeader header = Header(address);
            foreach (Link link in Links.IsGroup(header) ? LinksOf(header) : [])
                members[link.Name] = link;
        }
        return members.TryGetValue(name, out Link found) ? found : null;
    }

    private ObjectHeader Header(long address)
    {
        if (!_headers.TryGetValue(address, out ObjectHeader? header))
            _headers[address] = header = ObjectHeader.Read(image, address);
        return header;
    }

    private List<Link> LinksOf(ObjectHeader header)
    {
        if (!_links.TryGetValue(header.Address, out List<Link>? links))
            _links[header.Address] = links = Links.Read(image, header);
        return links;
    }

    private IReadOnlyDictionary<string, Hdf5Attribute> Attributes(ObjectHeader header, string path)
    {
        if (!_attributes.TryGetValue(header.Address, out IReadOnlyDictionary<string, Hdf5Attribute>? attributes))
            _attributes[header.Address] = attributes = Format.Attributes.Read(image, header, path);
        return attributes;
    }

    private RawValues Values(ObjectHeader header)
    {
        if (_values.TryGetValue(header.Address, out RawValues? known))
            return known;
        HeaderMessage Needed(MessageType kind) =>
            header.Find(kind)
            ?? throw new Hdf5Exception($"dataset: it has no {kind} message", image.BaseAddress + header.Address);
        if (header.Find(MessageType.ExternalFiles) is { } external)
        {
            throw new Hdf5Exception("dataset: its values are in other files, which are not read",
                image.BaseAddress + external.Address, hint: "copy the values into this file (h5repack)");
        }
        HeaderMessage space = Needed(MessageType.Dataspace), type = Needed(MessageType.Datatype);
        if (space.IsShared)
            throw new Hdf5Exception("dataset: shared dataspaces are not supported", image.BaseAddress + space.Address);
        Hdf5Type elements = Datatype.Read(image, type.Address, type.Length, type.IsShared);
        FilterPipeline filters = header.Find(MessageType.FilterPipeline) is { IsShared: false } pipeline
            ? FilterPipeline.Read(image, pipeline)
            : FilterPipeline.None;
        return _values[header.Address] = new RawValues(
            Dataspace.Read(image, space.Address, space.Length),
            elements,
            Layout.Read(image, Needed(MessageType.Layout)),
            filters,
            FillValue.Read(image, header, elements.Size));
    }

    private T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Hdf5Exception e) when (e.Path is null || e.FileName is null)
        {
            throw e.In(path, image);
        }
    }
}
