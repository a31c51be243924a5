using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Passes;

/// <summary>A population that stands for the values of a node of the conventional network.</summary>
/// <param name="Population">Its name.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Units">What one spike (rate: per tick) or one step of a number is worth; one for all, or one for each of equal
/// runs of neurons.</param>
/// <param name="Window">When and how it speaks numbers: the window behind that in which it listens; null for rates.</param>
public sealed record ConvertedLayer(string Population, string Node, double[] Units, CodeWindow? Window);
