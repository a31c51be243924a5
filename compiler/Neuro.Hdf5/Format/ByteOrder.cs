namespace Neuro.Hdf5.Format;

/// <summary>Turns the bytes of elements around.</summary>
internal static class ByteOrder
{
    public static void Swap(Span<byte> elements, int size)
    {
        for (; elements.Length >= size; elements = elements[size..])
            elements[..size].Reverse();
    }
}
