using Neuro.Compiler.Graph;

namespace Neuro.Compiler.Frontends.Nir;

/// <summary>The primitives of NIR and their parameters (nir/ir/*.py).</summary>
internal static class NirNodes
{
    /// <summary>Every type that a node can have.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "Affine", "AvgPool2d", "Conv1d", "Conv2d", "CubaLI", "CubaLIF", "Delay", "Flatten", "I", "IF", "Input", "LI", "LIF",
        "Linear",
        "NIRGraph", "Output", "Scale", "SumPool2d", "Threshold",
    ];

    /// <summary>The node of <paramref name="type"/> with parameters from
    /// <paramref name="p"/>, or null for an unknown type.</summary>
    public static ModelNode? Read(string type, string name, NirParameters p) => type switch
    {
        "Input" => new InputNode { Name = name, Extents = p.Need("shape") },
        "Output" => new OutputNode { Name = name, Extents = p.Need("shape") },
        "Linear" => new LinearNode { Name = name, Weight = p.Need("weight") },
        "Affine" => new AffineNode { Name = name, Weight = p.Need("weight"), Bias = p.Need("bias") },
        "Scale" => new ScaleNode { Name = name, Scale = p.Need("scale") },
        "Threshold" => new ThresholdNode { Name = name, Threshold = p.Need("threshold") },
        "Delay" => new DelayNode { Name = name, Delay = p.Need("delay") },
        "Flatten" => new FlattenNode
        {
            Name = name,
            StartDim = p.Maybe("start_dim"),
            EndDim = p.Maybe("end_dim"),
            InputType = p.Maybe("input_type"),
        },
        "Conv1d" => new Conv1dNode
        {
            Name = name,
            InputShape = p.Maybe("input_shape"),
            Weight = p.Need("weight"),
            Stride = p.Need("stride"),
            Padding = p.NeedAny("padding"),
            Dilation = p.Need("dilation"),
            Groups = p.Need("groups"),
            Bias = p.Maybe("bias"),
        },
        "Conv2d" => new Conv2dNode
        {
            Name = name,
            InputShape = p.Maybe("input_shape"),
            Weight = p.Need("weight"),
            Stride = p.Need("stride"),
            Padding = p.NeedAny("padding"),
            Dilation = p.Need("dilation"),
            Groups = p.Need("groups"),
            Bias = p.Maybe("bias"),
        },
        "SumPool2d" => new SumPool2dNode
        {
            Name = name,
            KernelSize = p.Need("kernel_size"),
            Stride = p.Need("stride"),
            Padding = p.Need("padding"),
        },
        "AvgPool2d" => new AvgPool2dNode
        {
            Name = name,
            KernelSize = p.Need("kernel_size"),
            Stride = p.Need("stride"),
            Padding = p.Need("padding"),
        },
        _ => Neuron(type, name, p),
    };

    private static NeuronNode? Neuron(string type, string name, NirParameters p) => type switch
    {
        "I" => new INode { Name = name, R = p.Need("r") },
        "IF" => new IFNode { Name = name, R = p.Need("r"), VThreshold = p.Need("v_threshold"), VReset = p.Maybe("v_reset") },
        "LI" => new LINode { Name = name, Tau = p.Need("tau"), R = p.Need("r"), VLeak = p.Need("v_leak") },
        "LIF" => new LIFNode
        {
            Name = name,
            Tau = p.Need("tau"),
            R = p.Need("r"),
            VLeak = p.Need("v_leak"),
            VThreshold = p.Need("v_threshold"),
            VReset = p.Maybe("v_reset"),
        },
        "CubaLI" => new CubaLINode
        {
            Name = name,
            TauSyn = p.Need("tau_syn"),
            TauMem = p.Need("tau_mem"),
            R = p.Need("r"),
            VLeak = p.Need("v_leak"),
            WIn = p.Maybe("w_in"),
        },
        "CubaLIF" => new CubaLIFNode
        {
            Name = name,
            TauSyn = p.Need("tau_syn"),
            TauMem = p.Need("tau_mem"),
            R = p.Need("r"),
            VLeak = p.Need("v_leak"),
            VThreshold = p.Need("v_threshold"),
            VReset = p.Maybe("v_reset"),
            WIn = p.Maybe("w_in"),
        },
        _ => null,
    };
}
