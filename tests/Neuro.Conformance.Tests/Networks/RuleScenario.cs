using System.Text.Json.Nodes;

namespace Neuro.Conformance.Tests.Networks;

/// <summary>
/// What a rule is shown: spikes (or payloads) of n source and m target neurons, and values of n ("xs"), m ("ys", "zs") and one
/// ("factor") neurons, which rules read as modulators "xs.v", …. Values are multiples of 1/256, which fixed point holds exactly.
/// </summary>
internal sealed record RuleScenario
{
    /// <summary>Ticks of a sample.</summary>
    public required int Ticks { get; init; }

    /// <summary>Source neurons.</summary>
    public int Sources { get; init; } = 5;

    /// <summary>Target neurons.</summary>
    public int Targets { get; init; } = 4;

    /// <summary>The member "rule" of the projection.</summary>
    public required JsonNode Rule { get; init; }

    /// <summary>Delay of the projection.</summary>
    public int Delay { get; init; } = 1;

    /// <summary>Smallest weight.</summary>
    public double Least { get; init; }

    /// <summary>Largest weight.</summary>
    public double Most { get; init; } = 1;

    /// <summary>Chance of a spike per tick and neuron.</summary>
    public double Rate { get; init; } = 0.15;

    /// <summary>Payloads of source spikes are drawn from −Payload … Payload without 0; 1 for spikes of payload 1.</summary>
    public int Payload { get; init; } = 1;

    /// <summary>Whether payloads, of both sides, are 1 and −1.</summary>
    public bool Spins { get; init; }

    /// <summary>Samples shown one after the other, all alike.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Per-synapse arrays to read at the end.</summary>
    public string[] Arrays { get; init; } = [];

    /// <summary>Seed of what is shown.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Weights at first, [source, target]; drawn from the middle of the range where null.</summary>
    public double[,]? Initial { get; init; }
}
