namespace Neuro.Ir;

/// <summary>The storage type of an <see cref="IrArray"/>: the narrowest integer type that holds its declared bits.</summary>
public enum ElementType
{
    /// <summary>Signed, up to 8 bits.</summary>
    Int8,

    /// <summary>Unsigned, up to 8 bits.</summary>
    UInt8,

    /// <summary>Signed, up to 16 bits.</summary>
    Int16,

    /// <summary>Unsigned, up to 16 bits.</summary>
    UInt16,

    /// <summary>Signed up to 32 bits, or unsigned up to 31 bits.</summary>
    Int32,
}
