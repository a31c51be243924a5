using System.Collections.Immutable;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>Where a population's numbers lie within a slot.</summary>
internal sealed class PopulationLayout
{
    private readonly SpikeProgram _program;

    /// <summary>The layout of population number <paramref name="ordinal"/>, without places yet.</summary>
    /// <param name="program">The program.</param>
    /// <param name="ordinal">Number of the population.</param>
    /// <param name="payload">Every payload of its events.</param>
    /// <param name="parts">Number of work-items that own a range of its neurons.</param>
    public PopulationLayout(SpikeProgram program, int ordinal, Interval payload, int parts)
    {
        _program = program;
        Ordinal = ordinal;
        Definition = program.Populations[ordinal];
        Size = Definition.Size;
        UnitPayloads = Interval.Boolean.Contains(payload);
        Segments = Definition.IsInput ? 1 : parts;
        Chunk = (int)Math.Min(int.MaxValue, ConstantPool.Padded((Size + Segments - 1) / Segments));
        Ring = Delays.LongestFrom(program, Definition.Name) + 1;
        Kernel = Definition.IsInput ? null : new NeuronLayout(program, ordinal);
    }

    /// <summary>Its number in the program.</summary>
    public int Ordinal { get; }

    /// <summary>The population.</summary>
    public Population Definition { get; }

    /// <summary>Number of neurons.</summary>
    public int Size { get; }

    /// <summary>Elements between the rows of two ticks.</summary>
    public long Stride => ConstantPool.Padded(Size);

    /// <summary>Whether every event's payload is 1.</summary>
    public bool UnitPayloads { get; }

    /// <summary>A tick's list of events has this many segments, one for each work-item that writes it.</summary>
    public int Segments { get; }

    /// <summary>Neurons of each segment but the last.</summary>
    public int Chunk { get; }

    /// <summary>Ticks whose events are kept: one more than the longest delay.</summary>
    public int Ring { get; }

    /// <summary>The micro-program and what is bound to it; null for an input.</summary>
    public NeuronLayout? Kernel { get; }

    /// <summary>For each state, its place in S.</summary>
    public ImmutableArray<long> States { get; private set; } = [];

    /// <summary>For each port, its place in S, or in L where it is wide; −1 where nothing is delivered.</summary>
    public ImmutableArray<long> Sums { get; private set; } = [];

    /// <summary>Place in S of the numbers of events, [ring, segment].</summary>
    public long Counts { get; private set; }

    /// <summary>Place in S of the neurons of events, [ring, neuron].</summary>
    public long List { get; private set; }

    /// <summary>Place in S of the payloads of events, beside the neurons; where not all are 1.</summary>
    public long Payloads { get; private set; }

    /// <summary>Place in B (where payloads are 1) or S of this tick's payload of every neuron, 0 for none.</summary>
    public long Raster { get; private set; }

    /// <summary>Whether a port's sums have 64 bits.</summary>
    public bool IsWide(int port) => Kernel!.Micro.Accumulators[port].Bits == 64;

    /// <summary>Takes places that have a value at the start.</summary>
    public void PlaceInitial(SlotLayout slot)
    {
        if (Kernel is not null)
        {
            States = [.. Kernel.Micro.States.Select(s =>
                slot.AddInitial(_program.Values(Definition.Initial.GetValueOrDefault(s.Name, 0), Size)))];
            Sums = [.. Kernel.ConnectedPorts.Select((connected, port) =>
                !connected ? -1 : IsWide(port) ? slot.AddLongs(Size) : slot.AddInitial(new int[Size]))];
        }
        Counts = slot.AddInitial(new int[Ring * Segments]);
    }

    /// <summary>Takes the place of the raster.</summary>
    public void PlaceRaster(SlotLayout slot)
    {
        if (Kernel is not null)
            Raster = UnitPayloads ? slot.AddBytes(Size) : slot.AddInts(Size);
    }

    /// <summary>Takes the places of the lists of events, the longest of all.</summary>
    public void PlaceLists(SlotLayout slot)
    {
        List = slot.AddInts(Ring * Stride);
        Payloads = UnitPayloads ? List : slot.AddInts(Ring * Stride);
    }
}
