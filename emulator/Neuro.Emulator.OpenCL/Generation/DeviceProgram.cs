using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>A program as a device executes it: OpenCL C, numbers, and where everything lies.</summary>
internal sealed class DeviceProgram
{
    /// <summary>Counters of one work-item (or, where they share a slot, of all): spikes, synaptic events, row activations, cell
    /// reads, DAC conversions, ADC conversions, digital adds, and one unused.</summary>
    public const int CounterCount = 8;

    /// <summary>The program.</summary>
    public required SpikeProgram Program { get; init; }

    /// <summary>How it is spread over work-items.</summary>
    public required ExecutionStyle Style { get; init; }

    /// <summary>The OpenCL C.</summary>
    public required string Source { get; init; }

    /// <summary>Names of the kernels of a tick, in their order; one for all ticks where the style is not staged.</summary>
    public required ImmutableArray<string> Kernels { get; init; }

    /// <summary>The program's numbers.</summary>
    public required ConstantPool Constants { get; init; }

    /// <summary>What each slot has.</summary>
    public required SlotLayout Slot { get; init; }

    /// <summary>The populations, as the program numbers them.</summary>
    public required ImmutableArray<PopulationLayout> Populations { get; init; }

    /// <summary>Place of the counters in L, <see cref="CounterCount"/> for each work-item that counts.</summary>
    public required long Counters { get; init; }

    /// <summary>Work-items that count by themselves.</summary>
    public int CounterSets => Style.Shared ? 1 : Style.Lanes;

    /// <summary>The input populations, in the order in which their events are handed over.</summary>
    public ImmutableArray<PopulationLayout> Inputs => [.. Populations.Where(p => p.Definition.IsInput)];
}
