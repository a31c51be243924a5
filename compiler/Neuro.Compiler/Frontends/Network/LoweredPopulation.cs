using Neuro.Ir;
using Neuro.Ir.Json;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>A population in the IR and what its neighbours must know of its numbers.</summary>
internal sealed record LoweredPopulation
{
    /// <summary>What the network says of it.</summary>
    public required JsonNode Node { get; init; }

    /// <summary>The population; its phase is yet to be found.</summary>
    public required Population Population { get; set; }

    /// <summary>Its neuron; null for an input.</summary>
    public MicroProgram? Neuron { get; init; }

    /// <summary>Fraction bits of its ports; null where the projections decide.</summary>
    public int? PortFraction { get; init; }

    /// <summary>Fraction bits of its payloads.</summary>
    public int PayloadFraction { get; init; }

    /// <summary>Codes per unit of its states, by name.</summary>
    public Func<string, double> Scale { get; init; } = _ => 1;

    /// <summary>Number of neurons.</summary>
    public int Size => Population.Size;

    /// <summary>Its name.</summary>
    public string Name => Population.Name;
}
