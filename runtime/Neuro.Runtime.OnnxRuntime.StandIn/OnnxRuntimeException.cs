namespace Microsoft.ML.OnnxRuntime;

/// <summary>What the native library reports.</summary>
public class OnnxRuntimeException : Exception
{
    internal OnnxRuntimeException(string message)
        : base(message)
    {
    }
}
