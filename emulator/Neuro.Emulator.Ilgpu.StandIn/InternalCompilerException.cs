namespace ILGPU;

/// <summary>A kernel could not be compiled.</summary>
public sealed class InternalCompilerException : Exception
{
    /// <summary>With words for what happened, and what caused it.</summary>
    public InternalCompilerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
