using Neuro.Hdf5.Format;

namespace Neuro.Hdf5.Storage;

/// <summary>The fixed array (specification III.A, "fixed array index"): one block of elements, in pages when large.</summary>
internal static class FixedArray
{
    private const string What = "fixed array";

    public static ChunkArray Read(FileImage image, long address)
    {
        Cursor header = image.CheckedBlock(address, 8 + image.LengthSize + image.OffsetSize + 4, What);
        header.Signature("FAHD");
        header.Version(0);
        int kind = header.U8(), elementSize = header.U8(), pageBits = header.U8();
        long count = header.Length(), block = header.Offset();
        ChunkArray array = ChunkArray.Create(header, isExtensible: false, kind, elementSize, image.OffsetSize);
        if (block == FileImage.Undefined)
            return array;
        // Paged or not, the file has at least one bit per page.
        if (pageBits > 28 || count > image.Length * 8 << pageBits)
            throw header.Bad($"{count} elements do not fit into the file");

        long pageElements = 1L << pageBits;
        int prefix = 6 + image.OffsetSize;
        if (count <= pageElements)
        {
            Cursor data = image.CheckedBlock(block, prefix + count * elementSize + 4, What);
            CheckPrefix(ref data, kind, address);
            array.AddRun(0, data.Address, count);
            return array;
        }

        // Paged: a bitmap of the pages that were ever written, its checksum, then pages each with a checksum.
        long pages = (count + pageElements - 1) / pageElements, bitmap = (pages + 7) / 8;
        Cursor paged = image.CheckedBlock(block, prefix + bitmap + 4, What);
        CheckPrefix(ref paged, kind, address);
        ReadOnlySpan<byte> written = paged.Take(bitmap);
        long at = block + prefix + bitmap + 4;
        for (long page = 0; page < pages; page++)
        {
            long here = Math.Min(pageElements, count - page * pageElements);
            if ((written[(int)(page / 8)] << (int)(page % 8) & 0x80) != 0)
            {
                Cursor elements = image.CheckedBlock(at, here * elementSize + 4, What);
                array.AddRun(page * pageElements, elements.Address, here);
            }
            at += pageElements * elementSize + 4;
        }
        return array;
    }

    private static void CheckPrefix(ref Cursor block, int kind, long header)
    {
        block.Signature("FADB");
        block.Version(0);
        if (block.U8() != kind || block.Offset() != header)
            throw block.Bad("the block belongs elsewhere");
    }
}
