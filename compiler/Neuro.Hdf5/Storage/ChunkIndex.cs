using Neuro.Hdf5.Format;

namespace Neuro.Hdf5.Storage;

/// <summary>A chunk that the file holds.</summary>
/// <param name="Number">Its place in the dataset's <see cref="ChunkGrid"/>.</param>
/// <param name="Address">Where it is stored.</param>
/// <param name="Size">Bytes it takes there.</param>
/// <param name="Mask">Filters that it skipped.</param>
internal readonly record struct StoredChunk(long Number, long Address, long Size, uint Mask);

/// <summary>Lists the chunks a file holds for a dataset, whichever index it uses.</summary>
internal sealed class ChunkIndex
{
    private const string What = "chunk index";

    private readonly FileImage _image;
    private readonly Dataspace _space;
    private readonly ChunkedLayout _layout;
    private readonly long _chunkBytes;
    private readonly ChunkGrid _grid;
    private readonly List<StoredChunk> _chunks = [];
    private readonly HashSet<long> _numbers = [];
    private long _storedBytes;

    private ChunkIndex(FileImage image, Dataspace space, ChunkedLayout layout, ChunkGrid grid, long chunkBytes)
    {
        _image = image;
        _space = space;
        _layout = layout;
        _grid = grid;
        _chunkBytes = chunkBytes;
    }

    /// <summary>All chunks within the dataset's present shape.</summary>
    public static List<StoredChunk> Read(FileImage image, Dataspace space, ChunkedLayout layout, ChunkGrid grid, long chunkBytes)
    {
        ChunkIndex index = new(image, space, layout, grid, chunkBytes);
        if (layout.Index != FileImage.Undefined && grid.Count > 0)
            index.ReadAll();
        return index._chunks;
    }

    private void ReadAll()
    {
        switch (_layout.Kind)
        {
            case ChunkIndexKind.BTreeV1:
                ReadBTreeV1();
                break;
            case ChunkIndexKind.BTreeV2:
                ReadBTreeV2();
                break;
            case ChunkIndexKind.Single:
                Add(0, _layout.Index, _layout.SingleSize < 0 ? _chunkBytes : _layout.SingleSize, _layout.SingleMask);
                break;
            case ChunkIndexKind.Implicit:
                ReadImplicit();
                break;
            case ChunkIndexKind.FixedArray:
                ReadArray(FixedArray.Read(_image, _layout.Index), unlimited: -1);
                break;
            default:
                ReadArray(ExtensibleArray.Read(_image, _layout.Index), Array.IndexOf(_space.MaxShape, FileImage.Undefined));
                break;
        }
    }

    private void ReadBTreeV1()
    {
        int rank = _layout.Shape.Length, keySize = 8 + 8 * (rank + 1);
        Span<long> position = stackalloc long[rank];
        foreach ((long keyAddress, long child) in BTreeV1.Entries(_image, _layout.Index, BTreeV1.Chunk, keySize))
        {
            Cursor key = _image.Block(keyAddress, keySize, What);
            long size = key.U32();
            uint mask = key.U32();
            for (int d = 0; d < rank; d++)
            {
                long offset = key.Count(8);
                if (offset % _layout.Shape[d] != 0)
                    throw key.Bad($"a chunk starts at element {offset} of dimension {d}, between chunks of {_layout.Shape[d]}");
                position[d] = offset / _layout.Shape[d];
            }
            Add(_grid.Number(position), child, size, mask);
        }
    }

    private void ReadBTreeV2()
    {
        int rank = _layout.Shape.Length;
        Span<long> position = stackalloc long[rank];
        BTreeV2 tree = BTreeV2.Read(_image, _layout.Index);
        int sizeBytes = tree.RecordSize - _image.OffsetSize - 4 - 8 * rank;
        foreach (long address in tree.Records)
        {
            Cursor record = _image.Block(address, tree.RecordSize, What);
            if (tree.Type is not (10 or 11) || tree.Type == 11 && sizeBytes is < 1 or > 8)
                throw record.Bad($"records of type {tree.Type} and {tree.RecordSize} bytes");
            long chunk = record.Offset();
            long size = tree.Type == 11 ? record.Count(sizeBytes) : _chunkBytes;
            uint mask = tree.Type == 11 ? record.U32() : 0;
            for (int d = 0; d < rank; d++)
                position[d] = record.Count(8);
            Add(_grid.Number(position), chunk, size, mask);
        }
    }

    /// <summary>All chunks of the largest shape lie one after another.</summary>
    private void ReadImplicit()
    {
        ChunkGrid whole = new(_space.MaxShape, _layout.Shape);
        if (whole.Count > _image.Length / _chunkBytes)
        {
            throw new Hdf5Exception($"{What}: {whole.Count} chunks of {_chunkBytes} bytes do not fit into the file",
                _image.BaseAddress + _layout.Index);
        }
        Span<long> position = stackalloc long[_layout.Shape.Length];
        for (long number = 0; number < whole.Count; number++)
        {
            whole.Position(number, position);
            Add(_grid.Number(position), _layout.Index + number * _chunkBytes, _chunkBytes, 0);
        }
    }

    /// <summary>
    /// Arrays are numbered over the largest shape; an extensible array counts its unlimited dimension slowest, so that growth
    /// appends.
    /// </summary>
    private void ReadArray(ChunkArray array, int unlimited)
    {
        int rank = _layout.Shape.Length;
        if (array.IsExtensible && unlimited < 0)
        {
            throw new Hdf5Exception($"{What}: an extensible array over a dataset that cannot grow",
                _image.BaseAddress + _layout.Index);
        }
        int[] order = [.. Enumerable.Range(0, rank).OrderBy(d => d == unlimited ? -1 : d)];
        ChunkGrid whole = new([.. order.Select(d => _space.MaxShape[d])], [.. order.Select(d => _layout.Shape[d])]);
        Span<long> turned = stackalloc long[rank];
        Span<long> position = stackalloc long[rank];
        foreach ((long number, long elements) in array.Elements)
        {
            Cursor element = _image.Block(elements, array.ElementSize, What);
            long address = element.Offset();
            if (address == FileImage.Undefined)
                continue;
            bool filtered = array.IsFiltered;
            long size = filtered ? element.Count(array.ElementSize - _image.OffsetSize - 4) : _chunkBytes;
            uint mask = filtered ? element.U32() : 0;
            whole.Position(number, turned);
            if (unlimited >= 0)
                turned[0] = number / Math.Max(whole.Count, 1);
            for (int i = 0; i < rank; i++)
                position[order[i]] = turned[i];
            Add(_grid.Number(position), address, size, mask);
        }
    }

    private void Add(long number, long address, long size, uint mask)
    {
        if (number < 0 || address == FileImage.Undefined)
            return; // outside the present shape, or never written
        // Together the chunks fit into the file, else some of them share bytes.
        _storedBytes += Math.Min(size, _image.Length + 1);
        if (_storedBytes > _image.Length)
            throw new Hdf5Exception($"{What}: the chunks together are longer than the file", _image.BaseAddress + _layout.Index);
        if (!_numbers.Add(number))
            throw new Hdf5Exception($"{What}: chunk {number} occurs twice", _image.BaseAddress + _layout.Index);
        _image.Charge(32, What, _layout.Index);
        _chunks.Add(new StoredChunk(number, address, size, mask));
    }
}
