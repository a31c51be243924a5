using System.Numerics;

namespace Neuro.Hdf5.Format;

/// <summary>
/// The fractal heap (specification III.G) that holds dense links and attributes. Its managed space is a table of blocks:
/// rows 0 and 1 hold blocks of the starting size, each later row blocks twice as large; above the largest direct block,
/// entries are indirect blocks, themselves such tables.
/// </summary>
internal sealed class FractalHeap
{
    private const string What = "fractal heap";

    private readonly FileImage _image;
    private readonly List<(long Offset, long Size, long Address)> _blocks = [];
    private readonly long _headerAddress;
    private readonly int _idSize;
    private readonly bool _checkedBlocks;
    private readonly int _heapBits;
    private readonly int _width;
    private readonly int _startLog;
    private readonly int _directLog;
    private readonly int _lengthSize;
    private readonly long _hugeTree;
    private Dictionary<long, (long Address, long Size)>? _huge;

    public FractalHeap(FileImage image, long address)
    {
        _image = image;
        _headerAddress = address;
        Cursor header = image.CheckedBlock(address, 26 + 3L * image.OffsetSize + 12L * image.LengthSize, What);
        header.Signature("FRHP");
        header.Version(0);
        _idSize = header.U16();
        if (header.U16() != 0)
            throw header.Bad("filtered heaps are not supported", "write the file without a filter on its groups (h5repack)");
        _checkedBlocks = (header.U8() & 2) != 0;
        long mostManaged = header.U32();
        header.Skip(image.LengthSize);
        _hugeTree = header.Offset();
        header.Skip(image.OffsetSize + 9 * image.LengthSize); // free space, its manager, and eight statistics
        _width = header.U16();
        long start = header.Length(), direct = header.Length();
        _heapBits = header.U16();
        header.Skip(2);
        long root = header.Offset();
        int rootRows = header.U16();
        bool sound = IsPowerOfTwo(start) && IsPowerOfTwo(direct) && start <= direct && direct <= int.MaxValue;
        if (!sound || _width == 0 || _heapBits is 0 or > 63)
            throw header.Bad($"impossible block sizes ({start} to {direct} bytes, {_width} to a row)");
        _startLog = BitOperations.Log2((ulong)start);
        _directLog = BitOperations.Log2((ulong)direct);
        _lengthSize = Math.Min((_directLog + 7) / 8, BitOperations.Log2((ulong)Math.Max(mostManaged, 1)) / 8 + 1);
        if (root != FileImage.Undefined && rootRows == 0)
            AddDirect(root, 0, start);
        else if (root != FileImage.Undefined)
            AddIndirect(root, 0, rootRows);
    }

    private int OffsetBytes => (_heapBits + 7) / 8;

    /// <summary>The bytes of the object whose heap ID the cursor stands at; the cursor moves behind the ID.</summary>
    public (long Address, long Length) Object(ref Cursor id)
    {
        long idAddress = id.Address;
        Cursor own = _image.Block(idAddress, _idSize, What);
        id.Skip(_idSize);
        int flags = own.U8();
        switch (flags >> 4)
        {
            case 0:
                long offset = own.Count(OffsetBytes), length = own.Count(_lengthSize);
                return (Managed(own, offset, length), length);
            case 1:
                return Huge(ref own);
            case 2:
                // A tiny object is the rest of its ID; long IDs count it in 12 bits.
                int size = 1 + (_idSize <= 17 ? flags & 15 : (flags & 15) << 8 | own.U8());
                long place = own.Address;
                own.Skip(size);
                return (place, size);
            default:
                throw own.Bad($"heap ID flags {flags:x2} are not known");
        }
    }

    private static bool IsPowerOfTwo(long value) => value > 0 && BitOperations.IsPow2(value);

    private long Managed(Cursor id, long offset, long length)
    {
        int low = 0, high = _blocks.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            (long start, long size, long address) = _blocks[middle];
            if (offset < start)
                high = middle - 1;
            else if (offset >= start + size)
                low = middle + 1;
            else if (length > start + size - offset)
                break;
            else
                return address + (offset - start);
        }
        throw id.Bad($"no block holds {length} bytes at {offset}");
    }

    private (long Address, long Size) Huge(ref Cursor id)
    {
        if (_idSize - 1 >= _image.OffsetSize + _image.LengthSize)
            return (id.Offset(), id.Length());
        long number = id.Count(Math.Min(_idSize - 1, 8));
        _huge ??= ReadHuge();
        return _huge.TryGetValue(number, out (long Address, long Size) found)
            ? found
            : throw id.Bad($"there is no huge object {number}");
    }

    private Dictionary<long, (long Address, long Size)> ReadHuge()
    {
        BTreeV2 tree = BTreeV2.Read(_image, _hugeTree);
        Dictionary<long, (long Address, long Size)> objects = [];
        foreach (long record in tree.Records)
        {
            Cursor cursor = _image.Block(record, tree.RecordSize, What);
            if (tree.Type != 1)
                throw cursor.Bad($"huge objects of type {tree.Type} are not supported");
            (long address, long size, long number) = (cursor.Offset(), cursor.Length(), cursor.Length());
            objects[number] = (address, size);
        }
        return objects;
    }

    private void AddDirect(long address, long offset, long size)
    {
        Cursor block = _image.Block(address, size, "fractal heap block");
        block.Signature("FHDB");
        block.Version(0);
        CheckOwner(ref block, offset);
        if (_checkedBlocks)
        {
            int at = block.Position;
            uint stored = block.U32();
            byte[] zeroed = block.Whole.ToArray();
            zeroed.AsSpan(at, 4).Clear();
            _image.VerifyChecksum(zeroed, stored, address, "fractal heap block");
        }
        _blocks.Add((offset, size, address));
    }

    private void AddIndirect(long address, long offset, int rows)
    {
        int directRows = Math.Min(rows, _directLog - _startLog + 2);
        long entries = (long)rows * _width;
        long length = 5 + _image.OffsetSize + OffsetBytes + entries * _image.OffsetSize;
        Cursor block = _image.CheckedBlock(address, length + 4, "fractal heap block");
        block.Signature("FHIB");
        block.Version(0);
        CheckOwner(ref block, offset);
        for (int row = 0; row < rows; row++)
        {
            int sizeLog = _startLog + Math.Max(row - 1, 0);
            if (sizeLog > _heapBits)
                throw block.Bad($"row {row} lies beyond a heap of {_heapBits} bits");
            long size = 1L << sizeLog;
            for (int column = 0; column < _width; column++, offset += size)
            {
                long child = block.Offset();
                if (child == FileImage.Undefined)
                    continue;
                if (offset < 0 || offset >> _heapBits != 0)
                    throw block.Bad($"a block lies beyond a heap of {_heapBits} bits");
                if (row < directRows)
                    AddDirect(child, offset, size);
                else
                    AddIndirect(child, offset, ChildRows(block, sizeLog, rows));
            }
        }
    }

    /// <summary>
    /// Rows of an indirect block that covers 2^sizeLog bytes; fewer than its parent has, hence no endless descent.
    /// </summary>
    private int ChildRows(Cursor block, int sizeLog, int parentRows)
    {
        int rows = sizeLog - _startLog - BitOperations.Log2((uint)_width) + 1;
        return rows > 0 && rows < parentRows ? rows : throw block.Bad("an indirect block is too small for its row");
    }

    private void CheckOwner(ref Cursor block, long offset)
    {
        if (block.Offset() != _headerAddress || block.Count(OffsetBytes) != offset)
            throw block.Bad("the block belongs elsewhere");
    }
}
