namespace Neuro.Compiler.Discrete;

/// <summary>A linear map from one population's output to another's input, some ticks later.</summary>
public sealed record DiscreteProjection
{
    /// <summary>Unique name: the model's own node name where there is one.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the source population.</summary>
    public required string Source { get; init; }

    /// <summary>Name of the target population.</summary>
    public required string Target { get; init; }

    /// <summary>The map.</summary>
    public required LinearMap Map { get; init; }

    /// <summary>Number of the target's port, for a <see cref="MaximumModel"/>.</summary>
    public int Port { get; init; }

    /// <summary>Delay in ticks: one element for all, or, for a <see cref="OneToOneMap"/>, one per neuron.</summary>
    public int[] Delay { get; init; } = [0];

    /// <summary>Model path of the node that the weights came from.</summary>
    public string? Origin { get; init; }
}
