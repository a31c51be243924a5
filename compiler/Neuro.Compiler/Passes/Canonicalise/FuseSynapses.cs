using Neuro.Compiler.Graph;

namespace Neuro.Compiler.Passes;

/// <summary>
/// A leaky integrator at rest at zero that feeds one leaky neuron, and that alone, is that neuron's synapse:
/// LI; LIF = CubaLIF with τ_syn = τ and w_in = R of the LI (NIR's definition), and LI; LI = CubaLI.
/// </summary>
internal static class FuseSynapses
{
    public static ModelGraph Run(ModelGraph graph)
    {
        foreach (ModelNode node in graph.Nodes.Where(n => n is LIFNode or LINode).ToList())
        {
            // An LI may have become another neuron's synapse, or a membrane with one, in the meantime.
            if (graph.Find(node.Name) is LIFNode or LINode && graph.PrivateSource(node.Name) is LINode synapse
                && synapse.VLeak.All(0))
                graph = graph.Replace(Fuse(synapse, node)).Bypass(synapse.Name);
        }
        return graph;
    }

    private static ModelNode Fuse(LINode synapse, ModelNode membrane) => membrane switch
    {
        LIFNode n => new CubaLIFNode
        {
            Name = n.Name,
            Origin = GraphEdit.Join(synapse, n),
            Shape = n.Shape,
            TauSyn = Per(synapse, synapse.Tau, n),
            WIn = Per(synapse, synapse.R, n),
            TauMem = n.Tau,
            R = n.R,
            VLeak = n.VLeak,
            VThreshold = n.VThreshold,
            VReset = n.VReset,
        },
        LINode n => new CubaLINode
        {
            Name = n.Name,
            Origin = GraphEdit.Join(synapse, n),
            Shape = n.Shape,
            TauSyn = Per(synapse, synapse.Tau, n),
            WIn = Per(synapse, synapse.R, n),
            TauMem = n.Tau,
            R = n.R,
            VLeak = n.VLeak,
        },
        _ => throw new ArgumentException($"a synapse cannot feed {membrane.Kind}", nameof(membrane)),
    };

    /// <summary>A parameter of the synapse in the axes of the neuron, which a Flatten or
    /// extents of one may have told apart.</summary>
    private static Tensor Per(LINode synapse, Tensor parameter, ModelNode neuron) =>
        parameter.Count == 1 || Extents.Same(parameter.Shape, neuron.Shape!.Output)
            ? parameter
            : new(neuron.Shape.Output, Extents.PerNeuron(parameter, synapse.Shape!.Output), parameter.Type);
}
