using System.Numerics;
using Neuro.Hdf5.Format;

namespace Neuro.Hdf5.Storage;

/// <summary>
/// The extensible array (specification III.A, "extensible array index"): an index block with the first elements and the
/// addresses of data blocks, then of super blocks, which hold the addresses of ever more and larger data blocks.
/// </summary>
internal sealed class ExtensibleArray
{
    private const string What = "extensible array";

    private readonly FileImage _image;
    private readonly long _header;
    private readonly int _kind;
    private readonly int _indexElements;
    private readonly int _minElements;
    private readonly int _minPointers;
    private readonly int _maxBits;
    private readonly long _pageElements;
    private readonly long _maxSet;
    private readonly long _indexBlock;
    private readonly ChunkArray _array;
    private long _next;

    private ExtensibleArray(FileImage image, long address)
    {
        _image = image;
        _header = address;
        Cursor header = image.CheckedBlock(address, 12 + 6L * image.LengthSize + image.OffsetSize + 4, What);
        header.Signature("EAHD");
        header.Version(0);
        _kind = header.U8();
        int elementSize = header.U8();
        _maxBits = header.U8();
        _indexElements = header.U8();
        _minElements = header.U8();
        _minPointers = header.U8();
        int pageBits = header.U8();
        header.Skip(4 * image.LengthSize);
        _maxSet = header.Length();
        header.Skip(image.LengthSize);
        _indexBlock = header.Offset();
        _array = ChunkArray.Create(header, isExtensible: true, _kind, elementSize, image.OffsetSize);
        bool sound = _maxBits is > 0 and <= 62 && BitOperations.IsPow2(_minElements) && BitOperations.IsPow2(_minPointers)
            && _minElements > 0 && _minPointers > 0 && pageBits <= 30 && BitOperations.Log2((uint)_minElements) <= _maxBits;
        if (!sound)
            throw header.Bad("impossible creation parameters");
        _pageElements = 1L << pageBits;
    }

    private int BlockOffsetBytes => (_maxBits + 7) / 8;

    public static ChunkArray Read(FileImage image, long address)
    {
        ExtensibleArray array = new(image, address);
        if (array._indexBlock != FileImage.Undefined)
            array.ReadIndexBlock();
        return array._array;
    }

    // Super block u describes 2^⌊u/2⌋ data blocks of 2^⌈u/2⌉ times the least number of elements.
    private static long BlocksIn(int super) => 1L << super / 2;

    private long ElementsPerBlock(int super) => (long)_minElements << (super + 1) / 2;

    private void ReadIndexBlock()
    {
        int supers = 1 + _maxBits - BitOperations.Log2((uint)_minElements);
        // The index block lists the data blocks of the first super blocks itself.
        int direct = 2 * BitOperations.Log2((uint)_minPointers), directBlocks = 2 * (_minPointers - 1);
        int superPointers = Math.Max(supers - direct, 0);
        long length = 6 + _image.OffsetSize + (long)_indexElements * _array.ElementSize
            + (directBlocks + (long)superPointers) * _image.OffsetSize;
        Cursor block = _image.CheckedBlock(_indexBlock, length + 4, What);
        CheckPrefix(ref block, "EAIB");
        _array.AddRun(0, block.Address, _indexElements);
        block.Skip((long)_indexElements * _array.ElementSize);
        _next = _indexElements;
        for (int super = 0; super < direct; super++)
        {
            for (long b = 0; b < BlocksIn(super); b++)
                ReadDataBlock(block.Offset(), ElementsPerBlock(super), [], 0);
        }
        for (int super = direct; super < supers && _next <= _maxSet; super++)
            ReadSuperBlock(block.Offset(), super);
    }

    private void ReadSuperBlock(long address, int super)
    {
        long blocks = BlocksIn(super), perBlock = ElementsPerBlock(super);
        if (address == FileImage.Undefined)
        {
            _next += blocks * perBlock;
            return;
        }
        long pages = Pages(perBlock), bitmap = blocks * ((pages + 7) / 8);
        long length = 6 + _image.OffsetSize + BlockOffsetBytes + bitmap + blocks * _image.OffsetSize;
        Cursor block = _image.CheckedBlock(address, length + 4, What);
        CheckPrefix(ref block, "EASB");
        block.Skip(BlockOffsetBytes);
        ReadOnlySpan<byte> written = block.Take(bitmap);
        for (long b = 0; b < blocks; b++)
            ReadDataBlock(block.Offset(), perBlock, written, b * pages);
    }

    private long Pages(long elements) => elements > _pageElements ? elements / _pageElements : 0;

    private void ReadDataBlock(long address, long elements, ReadOnlySpan<byte> written, long firstPage)
    {
        long first = _next;
        _next += elements;
        if (address == FileImage.Undefined)
            return;
        long pages = Pages(elements);
        long content = pages > 0 ? 0 : elements * _array.ElementSize;
        Cursor block = _image.CheckedBlock(address, 6 + _image.OffsetSize + BlockOffsetBytes + content + 4, What);
        CheckPrefix(ref block, "EADB");
        block.Skip(BlockOffsetBytes);
        if (pages == 0)
            _array.AddRun(first, block.Address, elements);
        long pageBytes = _pageElements * _array.ElementSize + 4;
        for (long page = 0; page < pages; page++)
        {
            long bit = firstPage + page;
            if (bit / 8 >= written.Length)
                throw block.Bad("a paged block without a record of its pages");
            if ((written[(int)(bit / 8)] << (int)(bit % 8) & 0x80) == 0)
                continue;
            Cursor data = _image.CheckedBlock(block.Address + 4 + page * pageBytes, pageBytes, What);
            _array.AddRun(first + page * _pageElements, data.Address, _pageElements);
        }
    }

    private void CheckPrefix(ref Cursor block, string signature)
    {
        block.Signature(signature);
        block.Version(0);
        if (block.U8() != _kind || block.Offset() != _header)
            throw block.Bad("the block belongs elsewhere");
    }
}
