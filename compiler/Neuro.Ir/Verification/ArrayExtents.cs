using System.Numerics;

namespace Neuro.Ir;

/// <summary>The smallest and largest elements of arrays, each found once.</summary>
internal sealed class ArrayExtents
{
    private readonly Dictionary<IrArray, Interval> _known = [];

    /// <summary>The interval of the elements of <paramref name="array"/>; zero for an empty one.</summary>
    public Interval Of(IrArray array) =>
        _known.TryGetValue(array, out Interval known) ? known : _known[array] = Scan(array);

    /// <summary>Looks at every element of <paramref name="array"/>; zero for an empty one.</summary>
    public static Interval Scan(IrArray array) => array.ElementType switch
    {
        ElementType.Int8 => Scan(array.AsSpan<sbyte>()),
        ElementType.UInt8 => Scan(array.AsSpan<byte>()),
        ElementType.Int16 => Scan(array.AsSpan<short>()),
        ElementType.UInt16 => Scan(array.AsSpan<ushort>()),
        _ => Scan(array.AsSpan<int>()),
    };

    private static Interval Scan<T>(ReadOnlySpan<T> elements) where T : unmanaged, IBinaryInteger<T>
    {
        if (elements.IsEmpty) return Interval.Of(0);
        (T minimum, T maximum) = (elements[0], elements[0]);
        foreach (T element in elements)
        {
            minimum = T.Min(minimum, element);
            maximum = T.Max(maximum, element);
        }
        return new(long.CreateTruncating(minimum), long.CreateTruncating(maximum));
    }
}
