using Neuro.Emulator.Cpu.Crossbars;
using Neuro.Emulator.Cpu.Learning;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>Chooses the class that delivers a projection.</summary>
internal static class DeliveryFactory
{
    /// <summary>
    /// The deliveries of <paramref name="projection"/>: one, or one for each delay where synapses differ in it. Where it is
    /// plastic, they read <paramref name="weights"/>.
    /// </summary>
    public static IEnumerable<Delivery> Create(
        SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int parts,
        SynapseStorage? weights = null)
    {
        (int port, bool wide) = target.Port(projection.Port);
        if (projection.Read is not null)
            return [CreateCrossbar(program, projection, source, target, port, wide, parts)];
        if (weights is not null)
            return [CreatePlastic(program, projection, source, target, port, wide, parts, weights)];
        bool sparse = projection.Connectivity is Sparse || projection.Delay.IsArray;
        if (sparse)
            return CreateSparse(program, projection, source, target, port, wide, parts);
        return [projection.Connectivity switch
        {
            Convolution when wide => new ConvolutionDelivery<long>(program, projection, source, target, port),
            Convolution => new ConvolutionDelivery<int>(program, projection, source, target, port),
            OneToOne when wide => new OneToOneDelivery<long>(program, projection, source, target, port),
            OneToOne => new OneToOneDelivery<int>(program, projection, source, target, port),
            _ when wide => new WideDenseDelivery(program, projection, source, target, port),
            _ when !projection.Weight.IsArray => new UniformDenseDelivery(program, projection, source, target, port),
            _ => CreateDense(program, projection, source, target, port),
        }];
    }

    private static Delivery CreateCrossbar(
        SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int port, bool wide, int parts)
    {
        if (wide)
            return new CrossbarDelivery<long>(program, projection, source, target, port, parts);
        return new CrossbarDelivery<int>(program, projection, source, target, port, parts);
    }

    private static Delivery CreatePlastic(
        SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int port, bool wide, int parts,
        SynapseStorage weights)
    {
        Type weight = Elements.Type(weights.Type);
        if (projection.Connectivity is Dense)
        {
            Type dense = (wide ? typeof(WidePlasticDelivery<>) : typeof(DenseDelivery<>)).MakeGenericType(weight);
            return (Delivery)Activator.CreateInstance(dense, program, projection, source, target, port, weights)!;
        }
        SparseRows rows = SparseRows.Of(program, projection, source, target, parts).Single();
        Type type = typeof(SparseDelivery<,,>).MakeGenericType(
            Elements.Type(rows.Targets.ElementType), weight, wide ? typeof(long) : typeof(int));
        Scale scale = new(program, projection, target);
        return (Delivery)Activator.CreateInstance(type, rows, scale, projection.Weight.Scalar, source, target, port, weights)!;
    }

    private static Delivery CreateDense(
        SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int port)
    {
        IrArray weights = program.Array(projection.Weight.Array!);
        int minimum = 0;
        int maximum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            minimum = Math.Min(minimum, weights[i]);
            maximum = Math.Max(maximum, weights[i]);
        }
        if (minimum >= sbyte.MinValue && maximum <= sbyte.MaxValue)
            return new DenseDelivery<sbyte>(program, projection, source, target, port);
        if (minimum >= short.MinValue && maximum <= short.MaxValue)
            return new DenseDelivery<short>(program, projection, source, target, port);
        return new DenseDelivery<int>(program, projection, source, target, port);
    }

    private static IEnumerable<Delivery> CreateSparse(
        SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int port, bool wide, int parts)
    {
        Scale scale = new(program, projection, target);
        foreach (SparseRows rows in SparseRows.Of(program, projection, source, target, parts))
        {
            Type type = typeof(SparseDelivery<,,>).MakeGenericType(
                Elements.Type(rows.Targets.ElementType),
                rows.Weights is { } weights ? Elements.Type(weights.ElementType) : typeof(int),
                wide ? typeof(long) : typeof(int));
            yield return (Delivery)Activator.CreateInstance(type, rows, scale, projection.Weight.Scalar, source, target, port,
                null)!;
        }
    }
}
