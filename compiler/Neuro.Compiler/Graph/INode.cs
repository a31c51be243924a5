namespace Neuro.Compiler.Graph;

/// <summary>Integrator: dv/dt = R·I; the output is v.</summary>
public sealed record INode : NeuronNode
{
    /// <summary>R, resistance.</summary>
    public required Tensor R { get; init; }

    /// <inheritdoc/>
    public override string Kind => "I";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters =>
        Present(("r", R));
}
