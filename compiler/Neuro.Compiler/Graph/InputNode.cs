namespace Neuro.Compiler.Graph;

/// <summary>Where data enters the graph.</summary>
public sealed record InputNode : ModelNode
{
    /// <summary>The shape of one tick of data.</summary>
    public required Tensor Extents { get; init; }

    /// <inheritdoc/>
    public override string Kind => "Input";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters =>
        Present(("shape", Extents));
}
