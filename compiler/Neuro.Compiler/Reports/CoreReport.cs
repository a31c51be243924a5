using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Compiler.Reports;

/// <summary>What is on one core of a <see cref="MappingReport"/>.</summary>
public sealed record CoreReport
{
    /// <summary>Number of the core, from 0.</summary>
    public required int Core { get; init; }

    /// <summary>The neurons on it.</summary>
    public required ImmutableArray<CoreAssignment> Runs { get; init; }

    /// <summary>Number of neurons.</summary>
    public int Neurons { get; init; }

    /// <summary>Different sources that reach it: axons, rows of an array.</summary>
    public int Rows { get; init; }

    /// <summary>Those of its rows that inputs take: they need no neuron.</summary>
    public int InputRows { get; init; }

    /// <summary>Pairs of a neuron on it and a core that the neuron reaches.</summary>
    public int AxonsOut { get; init; }

    /// <summary>Bits of synapse memory.</summary>
    public long MemoryBits { get; init; }

    /// <summary>The largest of the shares of neurons, rows, memory and output axons in use; null where the target limits
    /// none.</summary>
    public double? Utilisation { get; init; }

    /// <summary>What comes from other cores, in the mapping's unit of traffic.</summary>
    public double TrafficIn { get; init; }

    /// <summary>What goes to other cores.</summary>
    public double TrafficOut { get; init; }
}
