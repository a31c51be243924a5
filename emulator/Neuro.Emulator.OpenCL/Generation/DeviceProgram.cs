using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>A program as a device executes it: OpenCL C, numbers, and where everything lies.</summary>
internal sealed class DeviceProgram
{
    /// <summary>Counters of one work-item (or, where they share a slot, of all): spikes, synaptic events, row activations, cell
    /// reads, DAC conversions, ADC conversions, digital adds, rule updates, pulses, refreshes, and some unused.</summary>
    public const int CounterCount = 16;

    /// <summary>What a kernel of all ticks is given instead of a tick, to return slots to their initial state.</summary>
    public const int Reset = -1;

    /// <summary>What it is given to end a sample.</summary>
    public const int SampleEnd = -2;

    /// <summary>The program.</summary>
    public required SpikeProgram Program { get; init; }

    /// <summary>How it is spread over work-items.</summary>
    public required ExecutionStyle Style { get; init; }

    /// <summary>The OpenCL C.</summary>
    public required string Source { get; init; }

    /// <summary>Names of the kernels: one for everything where the style is not staged; else those of a tick, called step…,
    /// record, those of a sample's end, called end…, and reset.</summary>
    public required ImmutableArray<string> Kernels { get; init; }

    /// <summary>The program's numbers.</summary>
    public required ConstantPool Constants { get; init; }

    /// <summary>What each slot has.</summary>
    public required SlotLayout Slot { get; init; }

    /// <summary>The populations, as the program numbers them.</summary>
    public required ImmutableArray<PopulationLayout> Populations { get; init; }

    /// <summary>Whether there are steps that end a sample.</summary>
    public required bool EndsSamples { get; init; }

    /// <summary>The plastic projections, in the program's order.</summary>
    public required ImmutableArray<PlasticLayout> Plastic { get; init; }

    /// <summary>Place of the counters in L, <see cref="CounterCount"/> for each work-item that counts.</summary>
    public required long Counters { get; init; }

    /// <summary>Work-items that count by themselves.</summary>
    public int CounterSets => Style.Shared ? 1 : Style.Lanes;

    /// <summary>The input populations, in the order in which their events are handed over.</summary>
    public ImmutableArray<PopulationLayout> Inputs => [.. Populations.Where(p => p.Definition.IsInput)];
}
