namespace Neuro.Hdf5.Format;

/// <summary>Version 2 B-trees (specification III.A.2): dense links and attributes, huge heap objects, chunks.</summary>
/// <param name="Type">What the records are.</param>
/// <param name="RecordSize">Bytes per record.</param>
/// <param name="Records">Addresses of all records, in the order of the tree.</param>
internal sealed record BTreeV2(int Type, int RecordSize, List<long> Records)
{
    private const string What = "B-tree (version 2)";
    private const int NodeOverhead = 10; // signature, version, type, checksum

    public static BTreeV2 Read(FileImage image, long address)
    {
        Cursor header = image.CheckedBlock(address, 16 + image.OffsetSize + 2 + image.LengthSize + 4, What);
        header.Signature("BTHD");
        header.Version(0);
        int type = header.U8();
        uint nodeSize = header.U32();
        int recordSize = header.U16(), depth = header.U16();
        header.Skip(2);
        long root = header.Offset();
        int rootRecords = header.U16();
        if (recordSize == 0 || nodeSize < NodeOverhead + recordSize)
            throw header.Bad($"records of {recordSize} bytes in nodes of {nodeSize}");
        BTreeV2 tree = new(type, recordSize, []);
        if (rootRecords > 0)
            tree.Collect(image, root, rootRecords, tree.PointerSizes(header, image, nodeSize, depth), depth, []);
        return tree;
    }

    /// <summary>
    /// Bytes of a child pointer's two counts for nodes of each depth: records in the child (sized by what a leaf can hold), and
    /// records below it (sized by what a full subtree can hold; absent above leaves).
    /// </summary>
    private (int Own, int Below)[] PointerSizes(Cursor header, FileImage image, uint nodeSize, int depth)
    {
        long leafMost = (nodeSize - NodeOverhead) / RecordSize;
        int own = BytesFor((UInt128)leafMost), below = 0;
        UInt128 subtreeMost = (UInt128)leafMost;
        (int, int)[] sizes = new (int, int)[depth + 1];
        for (int d = 1; d <= depth; d++)
        {
            sizes[d] = (own, below);
            int pointer = image.OffsetSize + own + below;
            long most = (nodeSize - NodeOverhead - pointer) / (RecordSize + pointer);
            subtreeMost = ((UInt128)most + 1) * subtreeMost + (UInt128)most;
            if (most < 1 || subtreeMost > ulong.MaxValue)
                throw header.Bad($"a depth of {depth} is impossible with nodes of {nodeSize} bytes");
            below = BytesFor(subtreeMost);
        }
        return sizes;
    }

    private static int BytesFor(UInt128 most) => (int)UInt128.Log2(most) / 8 + 1;

    private void Collect(FileImage image, long address, int count, (int Own, int Below)[] sizes, int depth, HashSet<long> seen)
    {
        long length = 6L + (long)count * RecordSize;
        if (depth > 0)
            length += (count + 1L) * (image.OffsetSize + sizes[depth].Own + sizes[depth].Below);
        Cursor node = image.CheckedBlock(address, length + 4, What);
        node.Signature(depth == 0 ? "BTLF" : "BTIN");
        node.Version(0);
        if (node.U8() != Type)
            throw node.Bad("a node's type differs from the tree's");
        if (!seen.Add(address))
            throw node.Bad("the tree visits a node twice");

        long records = node.Address;
        node.Skip((long)count * RecordSize);
        for (int i = 0; i <= count; i++)
        {
            if (depth > 0)
            {
                long child = node.Offset();
                long childCount = node.Count(sizes[depth].Own);
                node.Skip(sizes[depth].Below);
                if (childCount > ushort.MaxValue)
                    throw node.Bad($"a node of {childCount} records");
                Collect(image, child, (int)childCount, sizes, depth - 1, seen);
            }
            if (i < count)
                Records.Add(records + (long)i * RecordSize);
        }
    }
}
