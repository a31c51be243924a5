namespace Neuro.Hdf5.Format;

/// <summary>Version 1 B-trees (specification III.A.1): of old groups, and of chunks.</summary>
internal static class BTreeV1
{
    /// <summary>Node type of a group's tree; its keys are local heap offsets.</summary>
    public const int Group = 0;

    /// <summary>Node type of a chunk index; its keys are <see cref="Chunk"/> positions.</summary>
    public const int Chunk = 1;

    private const string What = "B-tree";

    /// <summary>The children of all leaves in order, each with the address of the key before it.</summary>
    public static List<(long Key, long Child)> Entries(FileImage image, long address, int type, int keySize)
    {
        List<(long Key, long Child)> entries = [];
        Collect(image, address, type, keySize, level: null, [], entries);
        return entries;
    }

    private static void Collect(FileImage image, long address, int type, int keySize, int? level, HashSet<long> seen,
        List<(long Key, long Child)> entries)
    {
        int head = 8 + 2 * image.OffsetSize;
        Cursor node = image.Block(address, head, What);
        node.Signature("TREE");
        int foundType = node.U8(), foundLevel = node.U8(), used = node.U16();
        if (foundType != type)
            throw node.Bad($"node type {foundType} where {type} belongs");
        if (level is { } expected && foundLevel != expected)
            throw node.Bad($"a node of level {foundLevel} where {expected} belongs");
        if (!seen.Add(address))
            throw node.Bad("the tree visits a node twice");

        Cursor pairs = image.Block(address + head, (long)used * (keySize + image.OffsetSize), What);
        for (int i = 0; i < used; i++)
        {
            long key = pairs.Address;
            pairs.Skip(keySize);
            long child = pairs.Offset();
            if (foundLevel == 0)
                entries.Add((key, child));
            else
                Collect(image, child, type, keySize, foundLevel - 1, seen, entries);
        }
    }
}
