namespace Neuro.Hdf5;

/// <summary>What the elements of a dataset or attribute are.</summary>
public enum Hdf5TypeClass
{
    /// <summary>Two's-complement or unsigned integers of 1, 2, 4 or 8 bytes.</summary>
    Integer,

    /// <summary>IEEE 754 numbers of 2, 4 or 8 bytes.</summary>
    Float,

    /// <summary>h5py's bool: an enumeration of an 8-bit integer with FALSE = 0 and TRUE = 1.</summary>
    Boolean,

    /// <summary>Named integers; they read as those integers.</summary>
    Enumeration,

    /// <summary>Strings that all take <see cref="Hdf5Type.Size"/> bytes.</summary>
    FixedString,

    /// <summary>Strings of any length.</summary>
    VariableString,

    /// <summary>A class that is listed but not read: compound, array, reference, opaque, bit field, time, sequence.</summary>
    Other,
}

/// <summary>How a string of fixed size is filled up.</summary>
public enum Hdf5StringPadding
{
    /// <summary>It ends at the first NUL, as in C.</summary>
    NullTerminated,

    /// <summary>NULs at the end do not belong to it, as in numpy's 'S'.</summary>
    NullPadded,

    /// <summary>Spaces at the end do not belong to it, as in Fortran.</summary>
    SpacePadded,
}

/// <summary>The element type of a dataset or attribute as the file declares it.</summary>
/// <param name="Class">Which kind of value.</param>
/// <param name="Size">Bytes per element in the file.</param>
public sealed record Hdf5Type(Hdf5TypeClass Class, int Size)
{
    /// <summary>Integers may be negative.</summary>
    public bool IsSigned { get; init; }

    /// <summary>The most significant byte comes first.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>Strings are UTF-8 rather than ASCII.</summary>
    public bool IsUtf8 { get; init; }

    /// <summary>How strings of fixed size end.</summary>
    public Hdf5StringPadding Padding { get; init; }

    /// <summary>The type's short name in the manner of numpy, such as <c>float32</c>, <c>&gt;i4</c> or <c>S10</c>.</summary>
    public string Name { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal bool IsInteger => Class is Hdf5TypeClass.Integer or Hdf5TypeClass.Boolean or Hdf5TypeClass.Enumeration;

    internal bool IsString => Class is Hdf5TypeClass.FixedString or Hdf5TypeClass.VariableString;
}
