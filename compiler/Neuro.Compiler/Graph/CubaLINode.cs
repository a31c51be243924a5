namespace Neuro.Compiler.Graph;

/// <summary>Current-based leaky integrator: τ_syn·dI/dt = −I + w_in·S; τ_mem·dv/dt =
/// (v_leak − v) + R·I; the output is v.</summary>
public sealed record CubaLINode : NeuronNode
{
    /// <summary>τ_syn, synaptic time constant in seconds.</summary>
    public required Tensor TauSyn { get; init; }

    /// <summary>τ_mem, membrane time constant in seconds.</summary>
    public required Tensor TauMem { get; init; }

    /// <summary>R, resistance.</summary>
    public required Tensor R { get; init; }

    /// <summary>Potential at rest.</summary>
    public required Tensor VLeak { get; init; }

    /// <summary>w_in, weight of the input current; one when absent.</summary>
    public Tensor? WIn { get; init; }

    /// <inheritdoc/>
    public override string Kind => "CubaLI";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters =>
        Present(("tau_syn", TauSyn), ("tau_mem", TauMem), ("r", R), ("v_leak", VLeak), ("w_in", Optional(WIn)));
}
