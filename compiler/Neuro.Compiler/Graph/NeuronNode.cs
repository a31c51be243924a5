namespace Neuro.Compiler.Graph;

/// <summary>A node with state of its own. Its parameters have one element per neuron, or are broadcast.</summary>
public abstract record NeuronNode : ModelNode
{
    private protected NeuronNode()
    {
    }
}
