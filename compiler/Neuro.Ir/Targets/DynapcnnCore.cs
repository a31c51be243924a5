namespace Neuro.Ir.Targets;

/// <summary>Memory of one core of a DYNAP-CNN, in words.</summary>
/// <param name="KernelWords">Words for weights, of 8 bits.</param>
/// <param name="NeuronWords">Words for states, of 16 bits.</param>
/// <param name="BiasWords">Words for biases.</param>
public sealed record DynapcnnCore(int KernelWords, int NeuronWords, int BiasWords);
