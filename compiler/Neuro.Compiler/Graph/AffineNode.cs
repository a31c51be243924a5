namespace Neuro.Compiler.Graph;

/// <summary>y = W·x + b.</summary>
public sealed record AffineNode : ModelNode
{
    /// <summary>W, [target, source]; leading axes, where there are any, are independent blocks.</summary>
    public required Tensor Weight { get; init; }

    /// <summary>b, [target].</summary>
    public required Tensor Bias { get; init; }

    /// <inheritdoc/>
    public override string Kind => "Affine";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters =>
        Present(("weight", Weight), ("bias", Bias));
}
