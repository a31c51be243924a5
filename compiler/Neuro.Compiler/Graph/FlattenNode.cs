namespace Neuro.Compiler.Graph;

/// <summary>Merges the axes from start to end into one; the order of elements stays.</summary>
public sealed record FlattenNode : ModelNode
{
    /// <summary>First axis to merge, from the end where negative; 1 when absent (NIR's default).</summary>
    public Tensor? StartDim { get; init; }

    /// <summary>Last axis to merge, from the end where negative; −1 when absent.</summary>
    public Tensor? EndDim { get; init; }

    /// <summary>The input's shape as the file states it; inferred when absent.</summary>
    public Tensor? InputType { get; init; }

    /// <inheritdoc/>
    public override string Kind => "Flatten";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters =>
        Present(("start_dim", Optional(StartDim)), ("end_dim", Optional(EndDim)), ("input_type", Optional(InputType)));
}
