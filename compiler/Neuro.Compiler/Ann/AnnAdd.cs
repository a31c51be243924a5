namespace Neuro.Compiler.Ann;

/// <summary>The sum of its inputs, which have one shape: the end of a residual connection.</summary>
public sealed record AnnAdd : AnnNode;
