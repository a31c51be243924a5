namespace Microsoft.ML.OnnxRuntime;

/// <summary>A list whose elements are disposed with it.</summary>
public interface IDisposableReadOnlyCollection<T> : IReadOnlyList<T>, IDisposable
{
}
