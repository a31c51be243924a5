namespace Neuro.Runtime.Data;

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
