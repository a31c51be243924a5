namespace Neuro.Hdf5.Format;

/// <summary>Reads the attributes of an object, from its header or from dense storage.</summary>
internal static class Attributes
{
    private const string What = "attribute";

    public static OrderedDictionary<string, Hdf5Attribute> Read(FileImage image, ObjectHeader header, string owner)
    {
        OrderedDictionary<string, Hdf5Attribute> attributes = new(StringComparer.Ordinal);
        foreach (HeaderMessage message in header.Messages)
        {
            if (message.Type == MessageType.Attribute && message.IsShared)
            {
                throw new Hdf5Exception("attribute: shared attribute messages are not supported",
                    image.BaseAddress + message.Address);
            }
            if (message.Type == MessageType.Attribute)
                Add(image, attributes, ReadAttribute(image, message.Address, message.Length, owner), message.Address);
            else if (message.Type == MessageType.AttributeInfo)
                ReadDense(image, message, owner, attributes);
        }
        return attributes;
    }

    private static void ReadDense(FileImage image, HeaderMessage message, string owner,
        OrderedDictionary<string, Hdf5Attribute> attributes)
    {
        Cursor info = image.Block(message.Address, message.Length, "attribute info message");
        info.Version(0);
        if ((info.U8() & 1) != 0)
            info.Skip(2);
        long heapAddress = info.Offset(), treeAddress = info.Offset();
        if (heapAddress == FileImage.Undefined)
            return;
        FractalHeap heap = new(image, heapAddress);
        BTreeV2 index = BTreeV2.Read(image, treeAddress);
        foreach (long record in index.Records)
        {
            Cursor cursor = image.Block(record, index.RecordSize, "attribute name record");
            if (index.Type != 8)
                throw cursor.Bad($"record type {index.Type} where 8 belongs");
            (long address, long length) = heap.Object(ref cursor);
            if ((cursor.U8() & 2) != 0)
                throw cursor.Bad("shared attribute messages are not supported");
            Add(image, attributes, ReadAttribute(image, address, length, owner), address);
        }
    }

    private static void Add(FileImage image, OrderedDictionary<string, Hdf5Attribute> attributes, Hdf5Attribute attribute,
        long address)
    {
        if (!attributes.TryAdd(attribute.Name, attribute))
            throw new Hdf5Exception($"attribute: '{attribute.Name}' occurs twice", image.BaseAddress + address);
    }

    private static Hdf5Attribute ReadAttribute(FileImage image, long address, long length, string owner)
    {
        Cursor cursor = image.Block(address, length, What);
        int version = cursor.U8(), flags = cursor.U8();
        if (version is < 1 or > 3)
            throw cursor.Bad($"version {version} is not known");
        int nameSize = cursor.U16(), typeSize = cursor.U16(), spaceSize = cursor.U16();
        if (version == 3)
            cursor.Skip(1);
        string name = cursor.Text(Padded(nameSize));
        bool sharedType = version > 1 && (flags & 1) != 0;
        if (version > 1 && (flags & 2) != 0)
            throw cursor.Bad("shared dataspaces are not supported");
        Hdf5Type type = Datatype.Read(image, cursor.Address, typeSize, sharedType);
        cursor.Skip(Padded(typeSize));
        Dataspace space = Dataspace.Read(image, cursor.Address, spaceSize);
        cursor.Skip(Padded(spaceSize));
        if (space.Count > cursor.Remaining / type.Size)
        {
            throw cursor.Bad($"'{name}' declares {space.Count} elements of {type.Size} bytes " +
                $"where {cursor.Remaining} bytes are left");
        }
        return new Hdf5Attribute(name, owner, image, type, space, cursor.Address);

        // Version 1 pads each part to eight bytes.
        long Padded(int size) => version == 1 ? size + 7L & ~7L : size;
    }
}
