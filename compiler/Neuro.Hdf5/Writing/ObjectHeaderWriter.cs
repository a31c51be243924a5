using System.Text;
using Neuro.Hdf5.Format;

namespace Neuro.Hdf5.Writing;

/// <summary>Composes an object header of version 1 from its messages.</summary>
internal sealed class ObjectHeaderWriter
{
    private readonly ByteWriter _messages = new();
    private int _count;

    public void Add(MessageType type, ByteWriter content)
    {
        content.Align();
        _messages.U16((int)type).U16(content.Length).U32(0).Add(content.Bytes);
        _count++;
    }

    public void AddAttributes(Hdf5ObjectBuilder owner, GlobalHeapWriter heap)
    {
        foreach ((string name, Hdf5Data data) in owner.Attributes)
        {
            ByteWriter type = new(), space = Dataspace(data.Shape), content = new();
            DatatypeWriter.Write(type, data.Type);
            byte[] nameBytes = [.. Encoding.UTF8.GetBytes(name), 0];
            content.U8(1).U8(0).U16(nameBytes.Length).U16(type.Length).U16(space.Length);
            content.Add(nameBytes).Align().Add(type.Bytes).Align().Add(space.Bytes).Align();
            content.Add(data.Raw ?? heap.Add(data.Texts!));
            Add(MessageType.Attribute, content);
        }
    }

    /// <summary>A dataspace of version 1.</summary>
    public static ByteWriter Dataspace(IReadOnlyList<long> shape)
    {
        ByteWriter space = new();
        space.U8(1).U8(shape.Count).ZeroTo(8);
        foreach (long extent in shape)
            space.U64(extent);
        return space;
    }

    /// <summary>Places the header into the file; returns its address.</summary>
    public long Write(FileBuffer file)
    {
        ByteWriter header = new();
        header.U8(1).U8(0).U16(_count).U32(1).U32((uint)_messages.Length).U32(0).Add(_messages.Bytes);
        return file.Append(header.Bytes);
    }
}
