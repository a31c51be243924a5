using System.Numerics;
using Neuro.Compiler.Discrete;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>
/// A layer of a DYNAP-CNN: neurons and the convolution before them. A linear layer is a kernel of its input's size. Words of
/// memory are those of sinabs (sinabs/backend/dynapcnn/dynapcnn_layer.py, memory_summary):
/// <code>
/// kernel = c · 2^(⌈log2 kx·ky⌉ + ⌈log2 f⌉)      neurons = f · 2^⌈log2 fy⌉ · 2^⌈log2 fx⌉      biases = f, where there are any
/// </code>
/// </summary>
internal sealed record DynapcnnLayer
{
    /// <summary>The neurons.</summary>
    public required DiscretePopulation Population { get; init; }

    /// <summary>The only projection that leads to them.</summary>
    public required DiscreteProjection Incoming { get; init; }

    /// <summary>Channels, rows and columns of what it receives.</summary>
    public required (int Channels, int Rows, int Columns) Input { get; init; }

    /// <summary>Rows and columns of the kernel.</summary>
    public required (int Rows, int Columns) Kernel { get; init; }

    /// <summary>Channels, rows and columns of its neurons.</summary>
    public required (int Channels, int Rows, int Columns) Output { get; init; }

    /// <summary>Whether it has biases.</summary>
    public bool Biased { get; init; }

    /// <summary>Words of kernel memory.</summary>
    public long KernelWords => (long)Input.Channels << (Log2((long)Kernel.Rows * Kernel.Columns) + Log2(Output.Channels));

    /// <summary>Words of neuron memory.</summary>
    public long NeuronWords => (long)Output.Channels << (Log2(Output.Rows) + Log2(Output.Columns));

    /// <summary>Words of bias memory.</summary>
    public long BiasWords => Biased ? Output.Channels : 0;

    /// <summary>The layer of <paramref name="population"/>, or null where it is none.</summary>
    public static DynapcnnLayer? Of(DiscretePopulation population, DiscreteNetwork network)
    {
        DiscreteProjection[] incoming = [.. network.Projections.Where(p => p.Target == population.Name)];
        if (population.Model is not LinearNeuronModel { Spike: not null } model || incoming.Length != 1) return null;
        bool biased = model.Bias.Concat(model.Leak).Any(b => b != 0);
        (int Channels, int Rows, int Columns) source = Extents(network.Population(incoming[0].Source));
        return incoming[0].Map switch
        {
            ConvolutionMap { Geometry: var g } => new()
            {
                Population = population,
                Incoming = incoming[0],
                Input = (g.InputChannels, g.InputHeight, g.InputWidth),
                Kernel = (g.KernelHeight, g.KernelWidth),
                Output = (g.OutputChannels, g.OutputHeight, g.OutputWidth),
                Biased = biased,
            },
            DenseMap => new()
            {
                Population = population,
                Incoming = incoming[0],
                Input = source,
                Kernel = (source.Rows, source.Columns),
                Output = (population.Size, 1, 1),
                Biased = biased,
            },
            _ => null,
        };
    }

    /// <summary>Whether <paramref name="core"/> has the words.</summary>
    public bool Fits(DynapcnnCore core) =>
        KernelWords <= core.KernelWords && NeuronWords <= core.NeuronWords && BiasWords <= core.BiasWords;

    private static (int, int, int) Extents(DiscretePopulation p) =>
        p.Shape.Length == 3 ? (p.Shape[0], p.Shape[1], p.Shape[2]) : (p.Size, 1, 1);

    /// <summary>⌈log2 x⌉.</summary>
    private static int Log2(long x) => x <= 1 ? 0 : 64 - BitOperations.LeadingZeroCount((ulong)(x - 1));
}
