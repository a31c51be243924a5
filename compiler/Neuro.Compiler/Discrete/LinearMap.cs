namespace Neuro.Compiler.Discrete;

/// <summary>A linear map between populations: <see cref="DenseMap"/>,
/// <see cref="ConvolutionMap"/> or <see cref="OneToOneMap"/>.</summary>
public abstract record LinearMap
{
    private protected LinearMap()
    {
    }
}
