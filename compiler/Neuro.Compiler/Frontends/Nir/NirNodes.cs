using Neuro.Compiler.Graph;

namespace Neuro.Compiler.Frontends.Nir;

/// <summary>The primitives of NIR and their parameters (nir/ir/*.py). NIRGraph, which holds nodes, is the reader's.</summary>
internal static class NirNodes
{
    private static readonly Dictionary<string, Func<string, NirParameters, ModelNode>> Readers = new(StringComparer.Ordinal)
    {
        ["Input"] = (name, p) => new InputNode { Name = name, Extents = p.Need("shape") },
        ["Output"] = (name, p) => new OutputNode { Name = name, Extents = p.Need("shape") },
        ["Linear"] = (name, p) => new LinearNode { Name = name, Weight = p.Need("weight") },
        ["Affine"] = (name, p) => new AffineNode { Name = name, Weight = p.Need("weight"), Bias = p.Need("bias") },
        ["Scale"] = (name, p) => new ScaleNode { Name = name, Scale = p.Need("scale") },
        ["Threshold"] = (name, p) => new ThresholdNode { Name = name, Threshold = p.Need("threshold") },
        ["Delay"] = (name, p) => new DelayNode { Name = name, Delay = p.Need("delay") },
        ["Flatten"] = (name, p) => new FlattenNode
        {
            Name = name,
            StartDim = p.Maybe("start_dim"),
            EndDim = p.Maybe("end_dim"),
            InputType = p.Maybe("input_type"),
        },
        ["Conv1d"] = (name, p) => new Conv1dNode
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
        ["Conv2d"] = (name, p) => new Conv2dNode
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
        ["SumPool2d"] = (name, p) => new SumPool2dNode
        {
            Name = name,
            KernelSize = p.Need("kernel_size"),
            Stride = p.Need("stride"),
            Padding = p.Need("padding"),
        },
        ["AvgPool2d"] = (name, p) => new AvgPool2dNode
        {
            Name = name,
            KernelSize = p.Need("kernel_size"),
            Stride = p.Need("stride"),
            Padding = p.Need("padding"),
        },
        ["I"] = (name, p) => new INode { Name = name, R = p.Need("r") },
        ["IF"] = (name, p) =>
            new IFNode { Name = name, R = p.Need("r"), VThreshold = p.Need("v_threshold"), VReset = p.Maybe("v_reset") },
        ["LI"] = (name, p) => new LINode { Name = name, Tau = p.Need("tau"), R = p.Need("r"), VLeak = p.Need("v_leak") },
        ["LIF"] = (name, p) => new LIFNode
        {
            Name = name,
            Tau = p.Need("tau"),
            R = p.Need("r"),
            VLeak = p.Need("v_leak"),
            VThreshold = p.Need("v_threshold"),
            VReset = p.Maybe("v_reset"),
        },
        ["CubaLI"] = (name, p) => new CubaLINode
        {
            Name = name,
            TauSyn = p.Need("tau_syn"),
            TauMem = p.Need("tau_mem"),
            R = p.Need("r"),
            VLeak = p.Need("v_leak"),
            WIn = p.Maybe("w_in"),
        },
        ["CubaLIF"] = (name, p) => new CubaLIFNode
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
    };

    /// <summary>Every type that a node can have.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. Readers.Keys.Append("NIRGraph").Order(StringComparer.Ordinal)];

    /// <summary>The node of <paramref name="type"/> with parameters from <paramref name="p"/>, or null for an unknown
    /// type.</summary>
    public static ModelNode? Read(string type, string name, NirParameters p) =>
        Readers.TryGetValue(type, out Func<string, NirParameters, ModelNode>? read) ? read(name, p) : null;
}
