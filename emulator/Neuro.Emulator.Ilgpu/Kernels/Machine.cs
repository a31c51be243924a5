using ILGPU;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>
/// A program and its slots in a device's memory: what every kernel gets. Arrays of one element type lie in one buffer each;
/// descriptors (<see cref="PopulationField"/>, <see cref="ProjectionField"/>, <see cref="TileField"/>) say where in it.
/// </summary>
internal struct Machine
{
    /// <summary>Descriptors, orders of phases, delays.</summary>
    public ArrayView<long> Table;

    /// <summary>Parameters, tables, row pointers, geometry: 32-bit numbers that never change.</summary>
    public ArrayView<int> Constants;

    /// <summary>Targets of sparse synapses.</summary>
    public ArrayView<int> Targets;

    /// <summary>Weights of 8 bits.</summary>
    public ArrayView<sbyte> Weights8;

    /// <summary>Weights and conductances of 16 bits.</summary>
    public ArrayView<short> Weights16;

    /// <summary>Weights and variances of 32 bits.</summary>
    public ArrayView<int> Weights32;

    /// <summary>Weights of 64 bits, and what a crossbar's tiles have of such.</summary>
    public ArrayView<long> Weights64;

    /// <summary>
    /// States: [slot, neuron] for each. Of projections that learn, weights and per-synapse arrays: [slot, synapse] for each;
    /// payloads of events by neuron, and gathered vectors.
    /// </summary>
    public ArrayView<int> States;

    /// <summary>Sums of 32-bit ports: [slot, neuron] for each; 0 between phases.</summary>
    public ArrayView<int> Sums;

    /// <summary>Sums of 64-bit ports.</summary>
    public ArrayView<long> WideSums;

    /// <summary>Neurons of recent events: [place, slot, event] for each population, in any order.</summary>
    public ArrayView<int> Events;

    /// <summary>Payloads of the same, of populations that have others than 1.</summary>
    public ArrayView<int> Payloads;

    /// <summary>Number of events: [place, slot] for each population.</summary>
    public ArrayView<int> Counts;

    /// <summary>Random stream of each slot.</summary>
    public ArrayView<int> Streams;

    /// <summary>Counters: [slot, <see cref="CounterField"/>].</summary>
    public ArrayView<long> Counters;

    /// <summary>D of crossbars: [slot, target] for each; 0 between reads.</summary>
    public ArrayView<long> Outputs;

    /// <summary>Payloads due by source neuron, of convolutions that are read: [slot, source] for each; 0 between reads.</summary>
    public ArrayView<int> Patches;

    /// <summary>Events as bits, of sources of dense projections in batches: [slot, word] for each; 0 between
    /// deliveries.</summary>
    public ArrayView<int> Bits;

    /// <summary>External events of the ticks of a launch: <see cref="Chunk"/> says how they lie.</summary>
    public ArrayView<int> Input;

    /// <summary>What is recorded: see <see cref="Recorder"/>.</summary>
    public ArrayView<long> Plan;

    /// <summary>Recorded payload sums: [slot, neuron] for each entry.</summary>
    public ArrayView<long> Tally;

    /// <summary>Recorded states: [tick, entry, slot, neuron] of a launch.</summary>
    public ArrayView<int> Log;

    /// <summary>Number of slots.</summary>
    public int Slots;

    /// <summary>Low word of the seed.</summary>
    public int SeedLow;

    /// <summary>High word of the seed.</summary>
    public int SeedHigh;

    /// <summary>Number of populations, whose descriptors begin the table.</summary>
    public int Populations;

    /// <summary>Where the projections' descriptors begin, in the order of their targets' phases.</summary>
    public int FirstProjection;

    /// <summary>Where the reductions' descriptors begin, in the order of their targets' phases.</summary>
    public int FirstReduction;

    /// <summary>Where the plasticities' descriptors begin, in the program's order.</summary>
    public int FirstPlasticity;

    /// <summary>Number of plasticities.</summary>
    public int Plasticities;

    /// <summary>Where the descriptors of their steps begin.</summary>
    public int FirstStep;

    /// <summary>Number of steps.</summary>
    public int Steps;

    /// <summary>Number of phases.</summary>
    public int Phases;

    /// <summary>
    /// Where, for each phase, its first and last projections, the first and last places in the order of populations, and its
    /// first and last reductions stand; the order of populations follows.
    /// </summary>
    public int FirstPhase;
}
