using Neuro.Hdf5.Format;

namespace Neuro.Hdf5;

/// <summary>
/// A file is not the HDF5 it claims to be, or uses a part of HDF5 that this reader does not know. It is the only exception
/// that opening and reading throw, whatever the bytes are.
/// </summary>
public sealed class Hdf5Exception : Exception
{
    /// <summary>Says what is wrong and, where known, in which place.</summary>
    /// <param name="message">What is wrong, in one sentence.</param>
    /// <param name="offset">The byte of the file at which it was noticed.</param>
    /// <param name="path">The object it belongs to, such as <c>/node/nodes/fc1</c>.</param>
    /// <param name="hint">What the user can do about it.</param>
    /// <param name="inner">What was caught, if anything.</param>
    public Hdf5Exception(string message, long? offset = null, string? path = null, string? hint = null, Exception? inner = null)
        : base(message, inner)
    {
        Offset = offset;
        Path = path;
        Hint = hint;
    }

    /// <summary>The byte of the file at which the fault was noticed.</summary>
    public long? Offset { get; }

    /// <summary>The object to which the fault belongs, such as <c>/node/nodes/fc1/weight</c>.</summary>
    public string? Path { get; }

    /// <summary>What the user can do about it.</summary>
    public string? Hint { get; }

    /// <summary>The file, as it was named when it was opened.</summary>
    public string? FileName { get; private init; }

    /// <summary>The same fault with the object and file it was met in, unless it names them already.</summary>
    internal Hdf5Exception In(string? path, FileImage? image) =>
        new(Message, Offset, Path ?? path, Hint, InnerException) { FileName = FileName ?? image?.Name };
}
