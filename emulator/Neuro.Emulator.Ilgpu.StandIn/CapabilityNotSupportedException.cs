namespace ILGPU;

/// <summary>A device lacks what a kernel needs.</summary>
public sealed class CapabilityNotSupportedException : Exception
{
    /// <summary>With words for what happened.</summary>
    public CapabilityNotSupportedException(string message)
        : base(message)
    {
    }
}
