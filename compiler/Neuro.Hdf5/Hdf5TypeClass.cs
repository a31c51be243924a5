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
