namespace Neuro.Compiler.Graph;

/// <summary>Where data leaves the graph.</summary>
public sealed record OutputNode : ModelNode
{
    /// <summary>The shape of one tick of data.</summary>
    public required Tensor Extents { get; init; }

    /// <inheritdoc/>
    public override string Kind => "Output";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters =>
        Present(("shape", Extents));
}
