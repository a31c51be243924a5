namespace Neuro.Ir;

/// <summary>Which source neuron reaches which target neuron: <see cref="Dense"/>, <see cref="Sparse"/>,
/// <see cref="Convolution"/> or <see cref="OneToOne"/>.</summary>
public abstract record Connectivity
{
    private protected Connectivity()
    {
    }
}
