using System.Collections.Immutable;

namespace Neuro.Targets.Risp;

/// <summary>A network of the TENNLab framework for RISP.</summary>
public sealed record RispNetwork
{
    /// <summary>Its name: the file's.</summary>
    public required string Name { get; init; }

    /// <summary>The processor's parameters.</summary>
    public required RispParameters Parameters { get; init; }

    /// <summary>The neurons, by ascending id.</summary>
    public required ImmutableArray<RispNode> Nodes { get; init; }

    /// <summary>The synapses, by ascending ends; one for each pair of neurons.</summary>
    public required ImmutableArray<RispEdge> Edges { get; init; }

    /// <summary>Ids of the input neurons, in the order of the inputs.</summary>
    public required ImmutableArray<int> Inputs { get; init; }

    /// <summary>Ids of the output neurons, in the order of the outputs.</summary>
    public required ImmutableArray<int> Outputs { get; init; }
}
