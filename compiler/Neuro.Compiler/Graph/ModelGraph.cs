using System.Collections.Immutable;

namespace Neuro.Compiler.Graph;

/// <summary>
/// A model as somebody trained it: nodes and edges in the terms of NIR (Pedersen et al., Nature Communications 15, 8122, 2024),
/// in continuous time, without a time step. Immutable; passes return a new graph.
/// </summary>
public sealed record ModelGraph
{
    /// <summary>The model's name: usually the file's, without extension.</summary>
    public required string Name { get; init; }

    /// <summary>Nodes by unique name; their order means nothing.</summary>
    public required ImmutableArray<ModelNode> Nodes { get; init; }

    /// <summary>Edges; their order means nothing.</summary>
    public required ImmutableArray<Edge> Edges { get; init; }

    /// <summary>Version of NIR that the file states, or null.</summary>
    public string? Version { get; init; }

    /// <summary>What the file says about the graph beyond its meaning; kept, never used.</summary>
    public ImmutableSortedDictionary<string, Parameter> Metadata { get; init; } = ModelNode.NoMetadata;

    /// <summary>The node called <paramref name="name"/>, or null.</summary>
    public ModelNode? Find(string name) => Nodes.FirstOrDefault(n => n.Name == name);

    /// <summary>Nodes by name.</summary>
    public Dictionary<string, ModelNode> ByName() => Nodes.ToDictionary(n => n.Name);

    /// <summary>Sources of the edges into each node.</summary>
    public ILookup<string, string> Sources() => Edges.ToLookup(e => e.Target, e => e.Source);

    /// <summary>Targets of the edges out of each node.</summary>
    public ILookup<string, string> Targets() => Edges.ToLookup(e => e.Source, e => e.Target);
}
