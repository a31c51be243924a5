using Neuro.Hdf5.Format;

namespace Neuro.Hdf5.Writing;

/// <summary>Writes a tree from the leaves up, and the superblock last.</summary>
internal sealed class FileWriter
{
    // The K of group B-trees and symbol table nodes, as the library has them by default.
    private const int GroupTreeK = 16, SymbolNodeK = 4, SuperblockSize = 96;

    private readonly FileBuffer _file = new();
    private readonly GlobalHeapWriter _heap;

    private FileWriter() => _heap = new GlobalHeapWriter(_file);

    public static byte[] Write(Hdf5GroupBuilder root)
    {
        FileWriter writer = new();
        writer._file.Allocate(SuperblockSize);
        (long header, long tree, long heap) = writer.WriteGroup(root);
        writer._file.Put(0, Superblock(writer._file.Length, header, tree, heap).Bytes);
        return writer._file.ToArray();
    }

    private static ByteWriter Superblock(long length, long root, long tree, long heap)
    {
        ByteWriter block = new();
        block.Add(Format.Superblock.Signature);
        block.U32(0).U8(0).U8(8).U8(8).U8(0); // versions; sizes of addresses and lengths
        block.U16(SymbolNodeK).U16(GroupTreeK).U32(0);
        block.U64(0).U64(-1).U64(length).U64(-1); // base, free space, end of file, driver
        block.U64(0).U64(root).U32(1).U32(0).U64(tree).U64(heap); // the root's symbol table entry, with its cache
        return block;
    }

    private (long Header, long Tree, long Heap) WriteGroup(Hdf5GroupBuilder group)
    {
        List<SymbolTableWriter.Entry> entries = [];
        foreach ((string name, Hdf5ObjectBuilder child) in group.Children)
        {
            if (child is Hdf5GroupBuilder subgroup)
            {
                (long address, long subtree, long subheap) = WriteGroup(subgroup);
                entries.Add(new SymbolTableWriter.Entry(name, address, subtree, subheap));
            }
            else
            {
                long address = DatasetWriter.Write(_file, _heap, (Hdf5DatasetBuilder)child);
                entries.Add(new SymbolTableWriter.Entry(name, address, null, null));
            }
        }
        (long tree, long heap) = SymbolTableWriter.Write(_file, entries, GroupTreeK, SymbolNodeK);
        ObjectHeaderWriter header = new();
        header.Add(MessageType.SymbolTable, new ByteWriter().U64(tree).U64(heap));
        header.AddAttributes(group, _heap);
        return (header.Write(_file), tree, heap);
    }
}
