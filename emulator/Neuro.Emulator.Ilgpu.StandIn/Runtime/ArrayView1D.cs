namespace ILGPU.Runtime;

/// <summary>Elements of a buffer with their distance.</summary>
public readonly struct ArrayView1D<T, TStride> : IContiguousArrayView<T>
    where T : unmanaged
    where TStride : struct
{
    internal ArrayView1D(ArrayView<T> view) => BaseView = view;

    /// <summary>The elements.</summary>
    public ArrayView<T> BaseView { get; }

    /// <summary>Number of elements.</summary>
    public long Length => BaseView.Length;

    /// <summary>Bytes of the elements.</summary>
    public long LengthInBytes => BaseView.LengthInBytes;

    unsafe void* IContiguousArrayView.Pointer => ((IContiguousArrayView)BaseView).Pointer;
}
