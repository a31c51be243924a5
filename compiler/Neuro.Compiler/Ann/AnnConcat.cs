namespace Neuro.Compiler.Ann;

/// <summary>The values of its inputs one after the other.</summary>
public sealed record AnnConcat : AnnNode;
