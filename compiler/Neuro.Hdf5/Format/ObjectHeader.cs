namespace Neuro.Hdf5.Format;

/// <summary>The kinds of header message this reader looks at (specification IV.A.2).</summary>
internal enum MessageType
{
    Dataspace = 0x01,
    LinkInfo = 0x02,
    Datatype = 0x03,
    OldFillValue = 0x04,
    FillValue = 0x05,
    Link = 0x06,
    ExternalFiles = 0x07,
    Layout = 0x08,
    FilterPipeline = 0x0b,
    Attribute = 0x0c,
    Continuation = 0x10,
    SymbolTable = 0x11,
    AttributeInfo = 0x15,
}

/// <summary>Where one message of an object header lies.</summary>
internal readonly record struct HeaderMessage(MessageType Type, int Flags, long Address, int Length)
{
    /// <summary>The message is kept elsewhere (a committed datatype, for one); its bytes say where.</summary>
    public bool IsShared => (Flags & 2) != 0;
}

/// <summary>The messages that make an object, from an object header of version 1 or 2 with all its continuations.</summary>
internal sealed class ObjectHeader
{
    private const string What = "object header";

    private readonly FileImage _image;
    private readonly List<HeaderMessage> _messages = [];
    private readonly Dictionary<MessageType, HeaderMessage> _first = [];
    private readonly Queue<(long Address, long Length)> _continuations = new();

    private ObjectHeader(FileImage image, long address)
    {
        _image = image;
        Address = address;
    }

    public long Address { get; }

    public IReadOnlyList<HeaderMessage> Messages => _messages;

    public static ObjectHeader Read(FileImage image, long address)
    {
        ObjectHeader header = new(image, address);
        bool isNew = image.Bytes(address, 4, What).Span.SequenceEqual("OHDR"u8);
        if (isNew)
            header.ReadVersion2();
        else
            header.ReadVersion1();
        return header;
    }

    /// <summary>The first message of a type.</summary>
    public HeaderMessage? Find(MessageType type) => _first.TryGetValue(type, out HeaderMessage message) ? message : null;

    private void ReadVersion1()
    {
        Cursor prefix = _image.Block(Address, 16, What);
        prefix.Version(1);
        prefix.Skip(7);
        long length = prefix.U32();
        Cursor first = _image.Block(Address + 16, length, What);
        ReadMessages1(ref first);
        foreach ((long address, long size) in Continuations())
        {
            Cursor block = _image.Block(address, size, "object header continuation");
            ReadMessages1(ref block);
        }
    }

    private void ReadMessages1(ref Cursor cursor)
    {
        while (cursor.Remaining >= 8)
        {
            int type = cursor.U16(), length = cursor.U16(), flags = cursor.U8();
            cursor.Skip(3);
            Add(ref cursor, type, length, flags);
        }
    }

    private void ReadVersion2()
    {
        // Signature, version, flags; times when bit 5, attribute phase change when bit 4; size of the first chunk.
        Cursor prefix = _image.Block(Address, Math.Min(34, _image.Length - Address), What);
        prefix.Signature("OHDR");
        prefix.Version(2);
        int flags = prefix.U8();
        prefix.Skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
        long length = prefix.Count(1 << (flags & 3));
        int prefixLength = prefix.Position;
        if (length > _image.Length)
            throw prefix.Bad($"a header of {length} bytes is longer than the file");
        bool ordered = (flags & 4) != 0;
        Cursor first = _image.CheckedBlock(Address, prefixLength + length + 4, What);
        first.Skip(prefixLength);
        ReadMessages2(ref first, ordered);
        foreach ((long address, long size) in Continuations())
        {
            Cursor block = _image.CheckedBlock(address, size, "object header continuation");
            block.Signature("OCHK");
            ReadMessages2(ref block, ordered);
        }
    }

    private void ReadMessages2(ref Cursor cursor, bool ordered)
    {
        int prefix = ordered ? 6 : 4;
        // What is left and shorter than a message's prefix is a gap.
        while (cursor.Remaining >= prefix)
        {
            int type = cursor.U8(), length = cursor.U16(), flags = cursor.U8();
            cursor.Skip(prefix - 4);
            Add(ref cursor, type, length, flags);
        }
    }

    private void Add(ref Cursor cursor, int type, int length, int flags)
    {
        HeaderMessage message = new((MessageType)type, flags, cursor.Address, length);
        if (message.Type == MessageType.Continuation)
        {
            Cursor target = _image.Block(cursor.Address, length, "continuation message");
            _continuations.Enqueue((target.Offset(), target.Length()));
        }
        else if (type != 0)
        {
            _messages.Add(message);
            _first.TryAdd(message.Type, message);
        }
        cursor.Skip(length);
    }

    private IEnumerable<(long Address, long Length)> Continuations()
    {
        HashSet<long> seen = [];
        while (_continuations.TryDequeue(out (long Address, long Length) next))
        {
            if (!seen.Add(next.Address))
                throw new Hdf5Exception("object header: its continuations form a loop", _image.BaseAddress + next.Address);
            yield return next;
        }
    }
}
