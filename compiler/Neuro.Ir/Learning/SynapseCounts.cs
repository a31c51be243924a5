namespace Neuro.Ir.Learning;

/// <summary>How many synapses a projection has.</summary>
public static class SynapseCounts
{
    /// <summary>The number of synapses, as they are numbered for learning: elements of a weight array.</summary>
    /// <param name="program">The program, of which the projection's populations and row pointers are read.</param>
    /// <param name="projection">A dense, sparse or one-to-one projection.</param>
    /// <exception cref="ArgumentException">The projection is a convolution, whose weights are shared.</exception>
    public static long Of(SpikeProgram program, Projection projection) => projection.Connectivity switch
    {
        Dense => (long)program.Population(projection.Source).Size * program.Population(projection.Target).Size,
        OneToOne => program.Population(projection.Source).Size,
        Sparse sparse => program.Array(sparse.Targets).Length,
        _ => throw new ArgumentException($"projection '{projection.Name}' has no synapses of their own", nameof(projection)),
    };
}
