namespace Neuro.Hdf5;

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
