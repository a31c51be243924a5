namespace ILGPU.Runtime;

/// <summary>An accelerator failed.</summary>
public abstract class AcceleratorException : Exception
{
    /// <summary>With words for what happened.</summary>
    protected AcceleratorException(string message)
        : base(message)
    {
    }
}
