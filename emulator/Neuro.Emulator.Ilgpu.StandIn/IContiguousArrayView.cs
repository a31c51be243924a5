namespace ILGPU;

/// <summary>Elements that follow one another.</summary>
public interface IContiguousArrayView
{
    /// <summary>Number of elements.</summary>
    long Length { get; }

    /// <summary>Bytes of the elements.</summary>
    long LengthInBytes { get; }

    internal unsafe void* Pointer { get; }
}
