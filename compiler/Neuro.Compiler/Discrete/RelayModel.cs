namespace Neuro.Compiler.Discrete;

/// <summary>No state: output = x + bias. A linear layer that is followed by another
/// linear layer, a pool, or a read-out.</summary>
/// <param name="Bias">Added to x, [1] or [neuron].</param>
public sealed record RelayModel(double[] Bias) : NeuronModel
{
    /// <summary>Where x is the sum of a window: output once, in the window's last tick. Null for every tick.</summary>
    public CodeWindow? Window { get; init; }
}
