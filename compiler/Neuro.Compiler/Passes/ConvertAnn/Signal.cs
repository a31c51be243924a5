using System.Collections.Immutable;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Passes;

/// <summary>A population under construction.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Number of neurons.</param>
/// <param name="Depth">Windows between the input's and the one in which it speaks.</param>
/// <param name="Least">Least number, or payload, that it gives.</param>
/// <param name="Most">The largest.</param>
internal sealed record SignalSource(string Name, int Size, int Depth, int Least, int Most);

/// <summary>map(factor · output of a source); without a map, factor · output.</summary>
/// <param name="Source">The population.</param>
/// <param name="Factor">One for all or one for each of equal runs of neurons.</param>
/// <param name="Map">The map, with the factor in it already; null for none.</param>
/// <param name="Name">Name of the node that gave the map.</param>
/// <param name="Origin">Its place.</param>
internal sealed record Term(SignalSource Source, double[] Factor, LinearMap? Map, string? Name, string? Origin);

/// <summary>
/// A sum of terms and a bias, one for each of equal runs of elements; what is to follow is an activation, if any.
/// </summary>
internal sealed record Block(int Size, ImmutableArray<Term> Terms, double[] Bias, AnnActivation? Pending = null)
{
    /// <summary>The only term where the block is a population as it stands, or scaled.</summary>
    public Term? Plain => Terms is [{ Map: null } only] && Pending is null && Bias.All(b => b == 0) ? only : null;
}

/// <summary>A value of the network: blocks one after the other, of which element i is Order[i], or i without an order.</summary>
internal sealed record Signal(ImmutableArray<Block> Blocks, int[]? Order)
{
    public int Size => Blocks.Sum(b => b.Size);

    public Signal Select(Func<Block, Block> f) => this with { Blocks = [.. Blocks.Select(f)] };
}
