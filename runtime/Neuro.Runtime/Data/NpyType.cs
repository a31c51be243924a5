namespace Neuro.Runtime.Data;

/// <summary>The kinds of element that .npy files of this product hold: NumPy's dtype kinds b, i, u, f, S and U.</summary>
public enum NpyKind
{
    /// <summary>One byte, 0 or 1.</summary>
    Bool,

    /// <summary>Two's complement integer of 1, 2, 4 or 8 bytes.</summary>
    Int,

    /// <summary>Unsigned integer of 1, 2, 4 or 8 bytes.</summary>
    UInt,

    /// <summary>IEEE 754 number of 2, 4 or 8 bytes.</summary>
    Float,

    /// <summary>Fixed number of bytes, padded with zeros.</summary>
    Bytes,

    /// <summary>Fixed number of UTF-32 code points, padded with zeros.</summary>
    Unicode,
}

/// <summary>An element type.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Size">Bytes per element.</param>
public readonly record struct NpyType(NpyKind Kind, int Size)
{
    /// <summary>Whether elements are whole numbers (or booleans).</summary>
    public bool IsInteger => Kind is NpyKind.Bool or NpyKind.Int or NpyKind.UInt;

    /// <summary>Whether elements are strings.</summary>
    public bool IsText => Kind is NpyKind.Bytes or NpyKind.Unicode;

    /// <summary>The element type that stores <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static NpyType Of<T>()
        where T : unmanaged =>
        default(T) switch
        {
            bool => new(NpyKind.Bool, 1),
            sbyte => new(NpyKind.Int, 1),
            short => new(NpyKind.Int, 2),
            int => new(NpyKind.Int, 4),
            long => new(NpyKind.Int, 8),
            byte => new(NpyKind.UInt, 1),
            ushort => new(NpyKind.UInt, 2),
            uint => new(NpyKind.UInt, 4),
            ulong => new(NpyKind.UInt, 8),
            Half => new(NpyKind.Float, 2),
            float => new(NpyKind.Float, 4),
            double => new(NpyKind.Float, 8),
            _ => throw new NotSupportedException($".npy has no element type for {typeof(T)}"),
        };

    /// <summary>NumPy's name of the type, little-endian: <c>|u1</c>, <c>&lt;f8</c>, <c>&lt;U12</c>.</summary>
    public override string ToString()
    {
        char kind = Kind switch
        {
            NpyKind.Bool => 'b',
            NpyKind.Int => 'i',
            NpyKind.UInt => 'u',
            NpyKind.Float => 'f',
            NpyKind.Bytes => 'S',
            _ => 'U',
        };
        char order = Size == 1 || Kind == NpyKind.Bytes ? '|' : '<';
        return $"{order}{kind}{(Kind == NpyKind.Unicode ? Size / 4 : Size)}";
    }
}
