namespace Neuro.Compiler.Graph;

/// <summary>y = s ⊙ x.</summary>
public sealed record ScaleNode : ModelNode
{
    /// <summary>s, one per element or broadcast.</summary>
    public required Tensor Scale { get; init; }

    /// <inheritdoc/>
    public override string Kind => "Scale";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters =>
        Present(("scale", Scale));
}
