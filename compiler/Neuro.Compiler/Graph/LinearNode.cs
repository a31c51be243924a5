namespace Neuro.Compiler.Graph;

/// <summary>y = W·x.</summary>
public sealed record LinearNode : ModelNode
{
    /// <summary>W, [target, source]; leading axes, where there are any, are independent blocks.</summary>
    public required Tensor Weight { get; init; }

    /// <inheritdoc/>
    public override string Kind => "Linear";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters =>
        Present(("weight", Weight));
}
