using System.Text;

namespace Neuro.Hdf5.Format;

/// <summary>Turns string elements into strings; bytes that are not UTF-8 become replacement characters.</summary>
internal static class TextDecoder
{
    public static string[] Decode(IHdf5Values values, ReadOnlyMemory<byte> raw, FileImage image)
    {
        try
        {
            return values.ElementType.Class == Hdf5TypeClass.VariableString
                ? Variable(raw.Span, (int)values.Count, image.ForOneRead())
                : Fixed(raw.Span, (int)values.Count, values.ElementType);
        }
        catch (Hdf5Exception e)
        {
            throw e.In(values.Path, image);
        }
    }

    private static string[] Variable(ReadOnlySpan<byte> raw, int count, FileImage image)
    {
        string[] texts = new string[count];
        GlobalHeap heap = new(image);
        Cursor cursor = new(image, raw, 0, "variable-length string");
        for (int i = 0; i < count; i++)
            texts[i] = heap.Text(ref cursor);
        return texts;
    }

    private static string[] Fixed(ReadOnlySpan<byte> raw, int count, Hdf5Type type)
    {
        string[] texts = new string[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> element = raw.Slice(i * type.Size, type.Size);
            // Repeated elements, such as a long run of fill values, share one string.
            bool repeats = i > 0 && element.SequenceEqual(raw.Slice((i - 1) * type.Size, type.Size));
            texts[i] = repeats ? texts[i - 1] : Encoding.UTF8.GetString(Trim(element, type.Padding));
        }
        return texts;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> element, Hdf5StringPadding padding)
    {
        switch (padding)
        {
            case Hdf5StringPadding.NullPadded:
                return element.TrimEnd((byte)0);
            case Hdf5StringPadding.SpacePadded:
                return element.TrimEnd((byte)' ');
            default:
                int end = element.IndexOf((byte)0);
                return end < 0 ? element : element[..end];
        }
    }
}
