namespace Neuro.Hdf5.Format;

/// <summary>A named member of a group: the address of an object header, or a path to look up.</summary>
internal readonly record struct Link(string Name, long Address, string? SoftTarget, long Order);

/// <summary>Reads the links of a group in each of the four ways a file may store them.</summary>
internal static class Links
{
    private const string What = "link";

    public static bool IsGroup(ObjectHeader header) =>
        header.Find(MessageType.SymbolTable) is not null || header.Find(MessageType.LinkInfo) is not null
        || header.Find(MessageType.Link) is not null;

    /// <summary>The links in creation order where the group keeps one, else by name (UTF-16 ordinal).</summary>
    public static List<Link> Read(FileImage image, ObjectHeader header)
    {
        List<Link> links = [];
        bool ordered = false;
        foreach (HeaderMessage message in header.Messages)
        {
            if (message.Type == MessageType.SymbolTable)
                ReadSymbolTable(image, message, links);
            else if (message.Type == MessageType.LinkInfo)
                ordered |= ReadDense(image, message, links);
            else if (message.Type == MessageType.Link)
                links.Add(ReadLink(image, message.Address, message.Length));
        }
        links.Sort((a, b) => ordered && a.Order != b.Order ? a.Order.CompareTo(b.Order) : string.CompareOrdinal(a.Name, b.Name));
        return links;
    }

    private static void ReadSymbolTable(FileImage image, HeaderMessage message, List<Link> links)
    {
        Cursor table = image.Block(message.Address, message.Length, "symbol table message");
        long tree = table.Offset();
        LocalHeap names = new(image, table.Offset());
        foreach ((_, long node) in BTreeV1.Entries(image, tree, BTreeV1.Group, image.LengthSize))
            ReadSymbolNode(image, node, names, links);
    }

    private static void ReadSymbolNode(FileImage image, long address, LocalHeap names, List<Link> links)
    {
        Cursor head = image.Block(address, 8, "symbol table node");
        head.Signature("SNOD");
        head.Version(1);
        head.Skip(1);
        int count = head.U16();
        Cursor entries = image.Block(address + 8, count * (2L * image.OffsetSize + 24), "symbol table node");
        for (int i = 0; i < count; i++)
        {
            string name = names.Text(entries.Offset());
            long target = entries.Offset();
            uint cache = entries.U32();
            entries.Skip(4);
            // The scratch pad of cache type 2 holds the heap offset of a soft link's target.
            uint scratch = entries.U32();
            entries.Skip(12);
            links.Add(new Link(name, target, cache == 2 ? names.Text(scratch) : null, 0));
        }
    }

    private static bool ReadDense(FileImage image, HeaderMessage message, List<Link> links)
    {
        Cursor info = image.Block(message.Address, message.Length, "link info message");
        info.Version(0);
        int flags = info.U8();
        if ((flags & 1) != 0)
            info.Skip(8);
        long heapAddress = info.Offset(), treeAddress = info.Offset();
        if (heapAddress != FileImage.Undefined)
        {
            FractalHeap heap = new(image, heapAddress);
            BTreeV2 index = BTreeV2.Read(image, treeAddress);
            foreach (long record in index.Records)
            {
                Cursor cursor = image.Block(record, index.RecordSize, "link name record");
                if (index.Type != 5)
                    throw cursor.Bad($"record type {index.Type} where 5 belongs");
                cursor.Skip(4); // hash of the name
                (long address, long length) = heap.Object(ref cursor);
                links.Add(ReadLink(image, address, length));
            }
        }
        return (flags & 1) != 0;
    }

    private static Link ReadLink(FileImage image, long address, long length)
    {
        Cursor cursor = image.Block(address, length, What);
        cursor.Version(1);
        int flags = cursor.U8();
        int kind = (flags & 8) != 0 ? cursor.U8() : 0;
        long order = (flags & 4) != 0 ? cursor.Count(8) : 0;
        if ((flags & 16) != 0)
            cursor.Skip(1); // ASCII or UTF-8: the former is part of the latter
        string name = cursor.Text(cursor.Count(1 << (flags & 3)));
        switch (kind)
        {
            case 0:
                return new Link(name, cursor.Offset(), null, order);
            case 1:
                return new Link(name, FileImage.Undefined, cursor.Text(cursor.U16()), order);
            case 64:
                throw cursor.Bad($"'{name}' is an external link, which is not followed",
                    "copy the other file's object into this one");
            default:
                throw cursor.Bad($"'{name}' is a link of the unknown kind {kind}");
        }
    }
}
