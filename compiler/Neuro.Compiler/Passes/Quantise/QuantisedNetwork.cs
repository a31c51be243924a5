using System.Collections.Immutable;
using Neuro.Compiler.Reports;
using Neuro.Ir;

namespace Neuro.Compiler.Passes;

/// <summary>A program and how its integers relate to the model's numbers.</summary>
public sealed record QuantisedNetwork
{
    /// <summary>The program.</summary>
    public required SpikeProgram Program { get; init; }

    /// <summary>What quantisation did to each projection, in the program's order.</summary>
    public required ImmutableArray<ProjectionQuality> Projections { get; init; }

    /// <summary>The model's value of one unit of each state, by population and state name: one
    /// element for all, or one per neuron.</summary>
    public required IReadOnlyDictionary<(string Population, string State), double[]> StateUnits { get; init; }

    /// <summary>The model's value of one unit of each population's payloads: 1 for spikes.</summary>
    public required IReadOnlyDictionary<string, double> PayloadUnits { get; init; }

    /// <summary>What the program takes of its target, where the lowering knows the chip; otherwise empty.</summary>
    public ImmutableArray<ResourceReport> Resources { get; init; } = [];
}
