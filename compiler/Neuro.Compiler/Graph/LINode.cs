namespace Neuro.Compiler.Graph;

/// <summary>Leaky integrator: τ·dv/dt = (v_leak − v) + R·I; the output is v.</summary>
public sealed record LINode : NeuronNode
{
    /// <summary>τ, membrane time constant in seconds.</summary>
    public required Tensor Tau { get; init; }

    /// <summary>R, resistance.</summary>
    public required Tensor R { get; init; }

    /// <summary>Potential at rest.</summary>
    public required Tensor VLeak { get; init; }

    /// <inheritdoc/>
    public override string Kind => "LI";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters =>
        Present(("tau", Tau), ("r", R), ("v_leak", VLeak));
}
