namespace Neuro.Targets.Onnx;

/// <summary>Targets with the same number of synapses, filled up with synapses of weight 0.</summary>
/// <param name="Targets">The targets.</param>
/// <param name="FanIn">Synapses of each.</param>
/// <param name="Sources">[target, synapse] sources.</param>
/// <param name="Weights">[target, synapse] weights.</param>
internal sealed record SynapseBlock(int[] Targets, int FanIn, int[] Sources, int[] Weights);
