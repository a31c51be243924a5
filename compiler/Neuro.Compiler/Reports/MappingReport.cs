using System.Collections.Immutable;

namespace Neuro.Compiler.Reports;

/// <summary>Where a program's neurons are, and what flows between cores.</summary>
public sealed record MappingReport
{
    /// <summary>The cores that hold neurons, in their order.</summary>
    public required ImmutableArray<CoreReport> Cores { get; init; }

    /// <summary>Whether traffic is that of recorded rates: synaptic events a tick. Otherwise it is a count of synapses, as if
    /// every neuron fired in every tick.</summary>
    public bool Recorded { get; init; }

    /// <summary>All traffic between neurons.</summary>
    public double Traffic { get; init; }

    /// <summary>What of it crosses between cores.</summary>
    public double Crossing { get; init; }

    /// <summary>The pairs of cores with most traffic, at most 16.</summary>
    public ImmutableArray<TrafficReport> Busiest { get; init; } = [];
}
