using Neuro.Ir.Crossbars;
using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>
/// Synapses from one population to a port of another. An event with payload p from source i adds
/// ((weight · multiplier) · 2^shift) · p to the port of every target j it reaches, delay ticks later.
/// </summary>
public sealed record Projection
{
    /// <summary>Unique name, usually the model's own.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the population that events come from.</summary>
    public required string Source { get; init; }

    /// <summary>Name of the population whose neurons they reach.</summary>
    public required string Target { get; init; }

    /// <summary>Accumulator of the target's micro-program that they add to.</summary>
    public required string Port { get; init; }

    /// <summary>Which neuron reaches which.</summary>
    public required Connectivity Connectivity { get; init; }

    /// <summary>Integer weight codes: one for all synapses, or an array whose shape the connectivity defines.</summary>
    public required IrValue Weight { get; init; }

    /// <summary>Integer scale: one for all, or an array with one element per target channel
    /// (convolution) or target neuron.</summary>
    public IrValue Multiplier { get; init; } = 1;

    /// <summary>Power-of-two scale: left shift of every contribution, 0 to 31.</summary>
    public int Shift { get; init; }

    /// <summary>Delay in ticks: one for all, or, except for convolutions, an array with one element per synapse.</summary>
    public IrValue Delay { get; init; } = 0;

    /// <summary>That memristive cells hold the weights; null for digital ones.</summary>
    public CrossbarBinding? Crossbar { get; init; }

    /// <summary>How the sums are read from one fabricated chip; null where the weights are digital or the chip is yet to be
    /// fabricated.</summary>
    public CrossbarRead? Read { get; init; }

    /// <summary>How the weights change while a session learns; null where they do not.</summary>
    public Plasticity? Plasticity { get; init; }

    /// <summary>The model path it came from.</summary>
    public string? Origin { get; init; }
}
