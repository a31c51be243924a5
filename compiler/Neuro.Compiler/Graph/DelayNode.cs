namespace Neuro.Compiler.Graph;

/// <summary>y(t) = x(t − delay).</summary>
public sealed record DelayNode : ModelNode
{
    /// <summary>Delay in seconds, one per element or broadcast; not negative.</summary>
    public required Tensor Delay { get; init; }

    /// <inheritdoc/>
    public override string Kind => "Delay";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters =>
        Present(("delay", Delay));
}
