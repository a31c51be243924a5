namespace Neuro.Compiler.Graph;

/// <summary>A graph within a graph; its Input and Output nodes are where the outer graph's edges connect.</summary>
public sealed record GraphNode : ModelNode
{
    /// <summary>The inner graph.</summary>
    public required ModelGraph Graph { get; init; }

    /// <inheritdoc/>
    public override string Kind => "NIRGraph";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters => [];
}
