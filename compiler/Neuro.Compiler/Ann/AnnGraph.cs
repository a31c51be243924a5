using System.Collections.Immutable;

namespace Neuro.Compiler.Ann;

/// <summary>
/// A conventional (not spiking) network as somebody trained it, reduced to a few kinds of nodes over one sample. Immutable.
/// </summary>
public sealed record AnnGraph
{
    /// <summary>The model's name: usually the file's, without extension.</summary>
    public required string Name { get; init; }

    /// <summary>Nodes, each behind those it reads; the first is the only <see cref="AnnInput"/>.</summary>
    public required ImmutableArray<AnnNode> Nodes { get; init; }

    /// <summary>Name of the node whose value is the result.</summary>
    public required string Output { get; init; }

    /// <summary>The input.</summary>
    public AnnInput Input => (AnnInput)Nodes[0];

    /// <summary>The node called <paramref name="name"/>.</summary>
    public AnnNode Find(string name) => Nodes.First(n => n.Name == name);

    /// <summary>The nodes that read each node's value.</summary>
    public ILookup<string, AnnNode> Readers() =>
        Nodes.SelectMany(n => n.Inputs.Distinct().Select(i => (Source: i, Node: n))).ToLookup(p => p.Source, p => p.Node);
}
