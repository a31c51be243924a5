namespace Neuro.Compiler.Discrete;

/// <summary>A discrete-time update: <see cref="InputModel"/>, <see cref="RelayModel"/>, <see cref="ThresholdModel"/>,
/// <see cref="LinearNeuronModel"/>, <see cref="IntegerModel"/> or <see cref="MaximumModel"/>. Per-neuron values are arrays of
/// one element (for all) or one per neuron. x is the sum of what projections deliver in the tick.</summary>
public abstract record NeuronModel
{
    private protected NeuronModel()
    {
    }
}
