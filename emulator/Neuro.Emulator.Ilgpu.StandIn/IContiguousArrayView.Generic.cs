namespace ILGPU;

/// <summary>Elements of type <typeparamref name="T"/> that follow one another.</summary>
public interface IContiguousArrayView<T> : IContiguousArrayView
    where T : unmanaged;
