namespace Neuro.Targets.Onnx;

/// <summary>Events of a population, as an input or output of a model.</summary>
/// <param name="Population">The population.</param>
/// <param name="Tensor">The tensor's name.</param>
public sealed record OnnxEvents(string Population, string Tensor);
