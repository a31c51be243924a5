namespace Neuro.Hdf5.Writing;

/// <summary>Writes a version 1 B-tree from its sorted entries, level by level from the leaves.</summary>
internal static class BTreeV1Writer
{
    /// <summary>Writes all nodes; returns the root's address.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="type">0 for groups, 1 for chunks.</param>
    /// <param name="halfFull">The tree's K: nodes have room for twice as many children.</param>
    /// <param name="entries">The key before each child, and the child.</param>
    /// <param name="lastKey">The key behind the last child.</param>
    public static long Write(FileBuffer file, int type, int halfFull, List<(byte[] Key, long Child)> entries, byte[] lastKey)
    {
        for (int level = 0; ; level++)
        {
            entries = WriteLevel(file, type, level, halfFull, entries, lastKey);
            if (entries.Count == 1)
                return entries[0].Child;
        }
    }

    private static List<(byte[] Key, long Child)> WriteLevel(FileBuffer file, int type, int level, int halfFull,
        List<(byte[] Key, long Child)> entries, byte[] lastKey)
    {
        int room = 2 * halfFull;
        int nodes = Math.Max(1, (entries.Count + room - 1) / room);
        int size = 24 + room * (8 + lastKey.Length) + lastKey.Length;
        long start = file.Allocate((long)nodes * size);
        List<(byte[] Key, long Child)> parents = [];
        for (int n = 0; n < nodes; n++)
        {
            List<(byte[] Key, long Child)> own = entries.GetRange(n * room, Math.Min(room, entries.Count - n * room));
            long address = start + (long)n * size;
            ByteWriter node = new();
            node.Add("TREE"u8).U8(type).U8(level).U16(own.Count);
            node.U64(n > 0 ? address - size : -1).U64(n < nodes - 1 ? address + size : -1);
            foreach ((byte[] key, long child) in own)
                node.Add(key).U64(child);
            int next = (n + 1) * room;
            node.Add(next < entries.Count ? entries[next].Key : lastKey);
            file.Put(address, node.Bytes);
            parents.Add((own.Count > 0 ? own[0].Key : lastKey, address));
        }
        return parents;
    }
}
