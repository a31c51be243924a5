namespace Neuro.Compiler.Graph;

/// <summary>The output of one node goes to the input of another; several into one node add.</summary>
/// <param name="Source">Name of the node that gives.</param>
/// <param name="Target">Name of the node that takes.</param>
public sealed record Edge(string Source, string Target);
