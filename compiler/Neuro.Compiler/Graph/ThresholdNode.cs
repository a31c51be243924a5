namespace Neuro.Compiler.Graph;

/// <summary>z = 1 where x &gt; threshold, else 0.</summary>
public sealed record ThresholdNode : ModelNode
{
    /// <summary>Threshold, one per element or broadcast.</summary>
    public required Tensor Threshold { get; init; }

    /// <inheritdoc/>
    public override string Kind => "Threshold";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters =>
        Present(("threshold", Threshold));
}
