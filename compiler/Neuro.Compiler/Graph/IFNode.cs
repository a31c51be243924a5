namespace Neuro.Compiler.Graph;

/// <summary>Integrate and fire: dv/dt = R·I; spike and reset where v &gt; v_threshold.</summary>
public sealed record IFNode : NeuronNode
{
    /// <summary>R, resistance.</summary>
    public required Tensor R { get; init; }

    /// <summary>Firing threshold.</summary>
    public required Tensor VThreshold { get; init; }

    /// <summary>v after a spike; zero when absent.</summary>
    public Tensor? VReset { get; init; }

    /// <inheritdoc/>
    public override string Kind => "IF";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters =>
        Present(("r", R), ("v_threshold", VThreshold), ("v_reset", Optional(VReset)));
}
