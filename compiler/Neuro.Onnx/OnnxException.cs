namespace Neuro.Onnx;

/// <summary>
/// A file is not the ONNX it claims to be, or a tensor in it cannot be read. It is the only exception that opening a file and
/// reading its tensors throw, whatever the bytes are.
/// </summary>
public sealed class OnnxException : Exception
{
    /// <summary>Says what is wrong and, where known, in which part of the file.</summary>
    /// <param name="message">What is wrong, in one sentence.</param>
    /// <param name="place">The part it belongs to, such as <c>tensor 'fc1.weight'</c>.</param>
    /// <param name="inner">What was caught, if anything.</param>
    public OnnxException(string message, string? place = null, Exception? inner = null)
        : base(message, inner) => Place = place;

    /// <summary>The part of the file to which the fault belongs, such as <c>tensor 'fc1.weight'</c>.</summary>
    public string? Place { get; }
}
