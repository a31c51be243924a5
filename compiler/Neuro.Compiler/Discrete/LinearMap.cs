namespace Neuro.Compiler.Discrete;

/// <summary>A linear map between populations: <see cref="DenseMap"/>, <see cref="ConvolutionMap"/>, <see cref="OneToOneMap"/> or
/// <see cref="GatherMap"/>.</summary>
public abstract record LinearMap
{
    private protected LinearMap()
    {
    }

    /// <summary>
    /// The step of which the model's own quantisation made every weight a multiple, [1] or one per output channel (target neuron,
    /// for a dense map); null where nothing is known.
    /// </summary>
    public double[]? Steps { get; init; }
}
