namespace Neuro.Hdf5.Storage;

/// <summary>The elements of a fixed or extensible array that describe chunks.</summary>
/// <param name="IsExtensible">It is an extensible array.</param>
/// <param name="IsFiltered">Elements hold a size and a filter mask besides the address.</param>
/// <param name="ElementSize">Bytes per element.</param>
/// <param name="Elements">Number and address of each element that the file holds.</param>
internal sealed record ChunkArray(bool IsExtensible, bool IsFiltered, int ElementSize, List<(long Number, long Address)> Elements)
{
    /// <summary>Checks the class byte and element size that both kinds of array carry.</summary>
    public static ChunkArray Create(Format.Cursor header, bool isExtensible, int kind, int elementSize, int offsetSize)
    {
        // A filtered element is an address, a size of 1 to 8 bytes, and a mask of 4.
        bool sound = kind == 0 ? elementSize == offsetSize : kind == 1 && elementSize - offsetSize - 4 is >= 1 and <= 8;
        return sound
            ? new ChunkArray(isExtensible, kind == 1, elementSize, [])
            : throw header.Bad($"elements of class {kind} and {elementSize} bytes");
    }

    public void AddRun(long firstNumber, long address, long count)
    {
        for (long i = 0; i < count; i++)
            Elements.Add((firstNumber + i, address + i * ElementSize));
    }
}
