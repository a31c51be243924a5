using System.Text;

namespace Neuro.Hdf5.Writing;

/// <summary>Writes the members of an old group: a local heap of names, symbol table nodes, and the B-tree over them.</summary>
internal static class SymbolTableWriter
{
    /// <summary>A member: its object header, and for a group also its B-tree and heap, which the entry repeats.</summary>
    public readonly record struct Entry(string Name, long Header, long? Tree, long? Heap);

    /// <summary>Returns the addresses of the B-tree and the local heap.</summary>
    public static (long Tree, long Heap) Write(FileBuffer file, List<Entry> entries, int treeK, int nodeK)
    {
        // Libraries search names in the order of their bytes.
        List<(byte[] Name, Entry Entry)> sorted = [.. entries.Select(e => (Encoding.UTF8.GetBytes(e.Name), e))];
        sorted.Sort((a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));

        ByteWriter names = new ByteWriter().U64(0); // offset 0 is the empty name, the key before the first
        List<long> offsets = [];
        foreach ((byte[] name, _) in sorted)
        {
            offsets.Add(names.Length);
            names.Add(name).U8(0).Align();
        }
        long data = file.Append(names.Bytes);
        // 1: there is no free room in the heap.
        long heap = file.Append(new ByteWriter().Add("HEAP"u8).U32(0).U64(names.Length).U64(1).U64(data).Bytes);

        int room = 2 * nodeK;
        List<(byte[] Key, long Child)> nodes = [];
        for (int first = 0; first < sorted.Count; first += room)
        {
            int count = Math.Min(room, sorted.Count - first);
            long address = file.Allocate(8 + room * 40);
            file.Put(address, Node(sorted, offsets, first, count).Bytes);
            nodes.Add((Key(first == 0 ? 0 : offsets[first - 1]), address));
        }
        return (BTreeV1Writer.Write(file, 0, treeK, nodes, Key(offsets.Count > 0 ? offsets[^1] : 0)), heap);
    }

    private static byte[] Key(long offset) => new ByteWriter().U64(offset).Bytes.ToArray();

    private static ByteWriter Node(List<(byte[] Name, Entry Entry)> sorted, List<long> offsets, int first, int count)
    {
        ByteWriter node = new();
        node.Add("SNOD"u8).U8(1).U8(0).U16(count);
        for (int i = first; i < first + count; i++)
        {
            Entry entry = sorted[i].Entry;
            bool isGroup = entry.Tree is not null;
            node.U64(offsets[i]).U64(entry.Header).U32(isGroup ? 1u : 0u).U32(0).U64(entry.Tree ?? 0).U64(entry.Heap ?? 0);
        }
        return node;
    }
}
