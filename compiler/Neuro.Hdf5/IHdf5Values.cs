namespace Neuro.Hdf5;

/// <summary>
/// The values of a dataset or attribute: a row-major array of one element type. They are decoded anew by each call of the
/// methods in <see cref="Hdf5ValueReading"/>, from any thread.
/// </summary>
public interface IHdf5Values
{
    /// <summary>The way to the dataset, or to the owner of the attribute followed by <c>@name</c>.</summary>
    string Path { get; }

    /// <summary>Elements per dimension, slowest first; empty for a scalar.</summary>
    IReadOnlyList<long> Shape { get; }

    /// <summary>What the elements are.</summary>
    Hdf5Type ElementType { get; }

    /// <summary>There is no value at all, not even a scalar (h5py's Empty).</summary>
    bool IsNull { get; }

    /// <summary>Number of elements: the product of <see cref="Shape"/>, 1 for a scalar, 0 where <see cref="IsNull"/>.</summary>
    long Count { get; }

    /// <summary>
    /// The elements as the file holds them, filters undone, in the file's byte order: a slice of the file where possible.
    /// </summary>
    /// <exception cref="Hdf5Exception">They are damaged or missing.</exception>
    ReadOnlyMemory<byte> ReadRaw();

    /// <summary>The elements as strings, of a class that is known to be one of strings.</summary>
    internal string[] ReadText();
}
