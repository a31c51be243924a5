using System.Numerics;

namespace Neuro.Runtime.Data;

/// <summary>Work on an array's values that is compiled for each element type.</summary>
internal interface INpyVisitor<out TResult>
{
    /// <summary>Does the work on the values, which are in row-major order.</summary>
    TResult Visit<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumberBase<T>;
}
