namespace Neuro.Compiler.Graph;

/// <summary>Leaky integrate and fire: τ·dv/dt = (v_leak − v) + R·I; spike and reset where v &gt; v_threshold.</summary>
public sealed record LIFNode : NeuronNode
{
    /// <summary>τ, membrane time constant in seconds.</summary>
    public required Tensor Tau { get; init; }

    /// <summary>R, resistance.</summary>
    public required Tensor R { get; init; }

    /// <summary>Potential at rest.</summary>
    public required Tensor VLeak { get; init; }

    /// <summary>Firing threshold.</summary>
    public required Tensor VThreshold { get; init; }

    /// <summary>v after a spike; zero when absent.</summary>
    public Tensor? VReset { get; init; }

    /// <inheritdoc/>
    public override string Kind => "LIF";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters =>
        Present(("tau", Tau), ("r", R), ("v_leak", VLeak), ("v_threshold", VThreshold), ("v_reset", Optional(VReset)));
}
