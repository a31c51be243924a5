using Neuro.Compiler.Discrete;
using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Targets;

namespace Neuro.Conformance.Tests.Speck;

/// <summary>Chains of convolutions, pools and linear layers with integrate-and-fire neurons.</summary>
internal sealed class SpeckNetworks
{
    private readonly List<DiscretePopulation> _populations = [];
    private readonly List<DiscreteProjection> _projections = [];

    /// <param name="channels">Channels of the input.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    public SpeckNetworks(int channels, int rows, int columns) =>
        _populations.Add(new() { Name = "in", Shape = [channels, rows, columns], Model = new InputModel() });

    /// <summary>Neurons: IF, reset by subtraction, as many spikes as fit.</summary>
    public LinearNeuronModel Neurons { get; init; } = new()
    {
        Kind = "IF",
        MembraneDecay = [1],
        MembraneGain = [1],
        Spike = new() { Threshold = [1], Reset = ResetMode.Subtract, Comparator = Comparator.GreaterOrEqual, MultiSpike = true },
    };

    /// <summary>Weights in the order in which they are stored; 0.1 where nothing is given.</summary>
    public Func<double> Weight { get; init; } = () => 0.1;

    private DiscretePopulation Last => _populations[^1];

    /// <summary>Adds a convolution with neurons behind it.</summary>
    public SpeckNetworks Conv(
        string name, int channels, int kernel, int stride = 1, int padding = 0, int dilation = 1, int? kernelWidth = null,
        LinearNeuronModel? neurons = null)
    {
        Convolution g = Geometry(channels, kernel, kernelWidth ?? kernel, stride, padding, dilation, 1);
        return Add(name, [channels, g.OutputHeight, g.OutputWidth], neurons ?? Neurons,
            new ConvolutionMap(g, [.. Enumerable.Range(0, g.WeightCount).Select(_ => Weight())]));
    }

    /// <summary>Adds a sum pool.</summary>
    public SpeckNetworks Pool(string name, int side, int? stride = null, int padding = 0)
    {
        int channels = Last.Shape[0];
        Convolution g = Geometry(channels, side, side, stride ?? side, padding, 1, channels);
        return Add(name, [channels, g.OutputHeight, g.OutputWidth], new RelayModel([0]), new ConvolutionMap(g, [1]));
    }

    /// <summary>Adds a linear layer with neurons behind it.</summary>
    public SpeckNetworks Linear(string name, int neurons, LinearNeuronModel? model = null) => Add(
        name, [neurons], model ?? Neurons,
        new DenseMap([.. Enumerable.Range(0, Last.Size * neurons).Select(_ => Weight())]));

    /// <summary>The network; its last layer is the output.</summary>
    public DiscreteNetwork Build() => new()
    {
        Name = "chain",
        TimeStep = new(1, 1000),
        Populations = [.. _populations],
        Projections = [.. _projections],
        Outputs = [Last.Name],
    };

    /// <summary>The program.</summary>
    public static QuantisedNetwork Lower(DiscreteNetwork network, List<Diagnostic>? warnings = null, int inputMaximum = 1) =>
        LowerDynapcnn.Run(
            network, new() { WeightBits = 8, InputMaximum = inputMaximum }, TargetCatalog.Load("speck"), warnings ?? []);

    private SpeckNetworks Add(string name, int[] shape, NeuronModel model, LinearMap map)
    {
        _projections.Add(new() { Name = $"{name}.w", Source = Last.Name, Target = name, Map = map });
        _populations.Add(new() { Name = name, Shape = [.. shape], Model = model });
        return this;
    }

    private Convolution Geometry(int channels, int height, int width, int stride, int padding, int dilation, int groups) => new()
    {
        InputChannels = Last.Shape[0],
        InputHeight = Last.Shape[1],
        InputWidth = Last.Shape[2],
        OutputChannels = channels,
        OutputHeight = (Last.Shape[1] + 2 * padding - dilation * (height - 1) - 1) / stride + 1,
        OutputWidth = (Last.Shape[2] + 2 * padding - dilation * (width - 1) - 1) / stride + 1,
        KernelHeight = height,
        KernelWidth = width,
        StrideY = stride,
        StrideX = stride,
        PaddingTop = padding,
        PaddingLeft = padding,
        DilationY = dilation,
        DilationX = dilation,
        Groups = groups,
    };
}
