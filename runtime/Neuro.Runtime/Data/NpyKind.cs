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
