namespace Neuro.Compiler.Ann;

/// <summary>The network's input.</summary>
public sealed record AnnInput : AnnNode
{
    /// <summary>Whether the model takes integers (images as bytes) rather than floats.</summary>
    public bool IsInteger { get; init; }
}
