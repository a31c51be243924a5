using System.Diagnostics;

namespace ILGPU;

/// <summary>Elements of a buffer.</summary>
public readonly unsafe struct ArrayView<T> : IContiguousArrayView<T>
    where T : unmanaged
{
    private readonly T* _first;

    internal ArrayView(T* first, long length)
    {
        _first = first;
        Length = length;
    }

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>Bytes of the elements.</summary>
    public long LengthInBytes => Length * sizeof(T);

    void* IContiguousArrayView.Pointer => _first;

    /// <summary>The element at <paramref name="index"/>.</summary>
    public ref T this[long index]
    {
        get
        {
            Debug.Assert((ulong)index < (ulong)Length, "the index lies outside of the view");
            return ref _first[index];
        }
    }

    /// <summary>The element at <paramref name="index"/>.</summary>
    public ref T this[int index] => ref this[(long)index];

    /// <summary><paramref name="subViewLength"/> elements from <paramref name="index"/> on.</summary>
    public ArrayView<T> SubView(long index, long subViewLength)
    {
        Debug.Assert(index >= 0 && subViewLength >= 0 && index + subViewLength <= Length, "the view is shorter");
        return new(_first + index, subViewLength);
    }
}
