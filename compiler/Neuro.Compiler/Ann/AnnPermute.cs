namespace Neuro.Compiler.Ann;

/// <summary>y[i] = x[Order[i]]: a transposition.</summary>
public sealed record AnnPermute : AnnNode
{
    /// <summary>For each element of the result, the element it is.</summary>
    public required int[] Order { get; init; }
}
