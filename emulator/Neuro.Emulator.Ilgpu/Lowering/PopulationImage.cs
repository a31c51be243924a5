using Neuro.Emulator.Cpu.Emit;
using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>A population in a device's memory.</summary>
internal sealed class PopulationImage
{
    private readonly long[] _descriptor = new long[PopulationField.Count];

    /// <summary>Lays out population number <paramref name="ordinal"/> of <paramref name="program"/>.</summary>
    /// <param name="image">Where its arrays go.</param>
    /// <param name="program">The program.</param>
    /// <param name="ordinal">Number of the population.</param>
    /// <param name="slots">Number of slots.</param>
    /// <param name="ticks">Ticks of a launch: as many are kept at least, so that all of them can be recorded afterwards.</param>
    public PopulationImage(DeviceImage image, SpikeProgram program, int ordinal, int slots, int ticks)
    {
        Definition = program.Populations[ordinal];
        Ordinal = ordinal;
        Stride = KernelLayout.Padded(Definition.Size);
        LongestDelay = Delays.LongestFrom(program, Definition.Name);
        Ring = Math.Max(LongestDelay + 1, ticks);
        long elements = (long)Ring * slots * Stride;
        FirstEvent = Take(elements, image.Events, n => image.Events = n);
        UnitPayloads = CompiledProgram.Of(program).EmitsUnitPayloads(ordinal);
        FirstPayload = UnitPayloads ? -1 : Take(elements, image.Payloads, n => image.Payloads = n);
        FirstCount = Take((long)Ring * slots, image.Counts, n => image.Counts = n);
        _descriptor[PopulationField.Size] = Definition.Size;
        _descriptor[PopulationField.Stride] = Stride;
        _descriptor[PopulationField.Ring] = Ring;
        _descriptor[PopulationField.Events] = FirstEvent;
        _descriptor[PopulationField.Payloads] = FirstPayload;
        _descriptor[PopulationField.Counts] = FirstCount;
        FirstBit = NeedsBits(program, slots) ? Take(Words(slots), image.Bits, n => image.Bits = n) : -1;
        _descriptor[PopulationField.Bits] = FirstBit;
        _descriptor[PopulationField.Input] =
            Definition.IsInput ? program.Populations.Take(ordinal).Count(p => p.IsInput) : -1;
        if (!Definition.IsInput)
            Addresses = Lay(image, new(program, ordinal), (long)slots * Stride);
    }

    /// <summary>The population.</summary>
    public Population Definition { get; }

    /// <summary>Its number.</summary>
    public int Ordinal { get; }

    /// <summary>Elements between the rows of two slots.</summary>
    public int Stride { get; }

    /// <summary>How many ticks its events stay under way at most.</summary>
    public int LongestDelay { get; }

    /// <summary>Ticks kept.</summary>
    public int Ring { get; }

    /// <summary>First of its events.</summary>
    public long FirstEvent { get; }

    /// <summary>First of its payloads; −1 where every payload is 1.</summary>
    public long FirstPayload { get; }

    /// <summary>Whether every payload is 1.</summary>
    public bool UnitPayloads { get; }

    /// <summary>First of its counts.</summary>
    public long FirstCount { get; }

    /// <summary>First word of its events as bits; −1 where nothing is delivered so.</summary>
    public long FirstBit { get; }

    /// <summary>Where its arrays lie; null for an input.</summary>
    public NeuronAddresses? Addresses { get; }

    /// <summary>The descriptor.</summary>
    public ReadOnlySpan<long> Descriptor => _descriptor;

    // A batch of eight or more, events that a bit is enough for, and a projection that reaches every target after one delay.
    private bool NeedsBits(SpikeProgram program, int slots) =>
        slots >= BatchSynapses.Octet && UnitPayloads && program.Projections.Any(p => p.Source == Definition.Name
            && p.Connectivity is Dense && !p.Delay.IsArray && p.Read is null && p.Plasticity is null);

    private long Words(int slots)
    {
        long octets = (slots + BatchSynapses.Octet - 1) / BatchSynapses.Octet;
        return octets * BatchSynapses.Octet * ((Definition.Size + BatchSynapses.WordBits - 1) / BatchSynapses.WordBits);
    }

    private static NeuronAddresses Lay(DeviceImage image, NeuronLayout layout, long elements)
    {
        Dictionary<string, long> states = [];
        Dictionary<string, long> sums = [];
        Dictionary<string, long> constants = [];
        foreach (string state in layout.States)
            states[state] = Take(elements, image.States, n => image.States = n);
        foreach (AccumulatorDeclaration port in layout.Micro.Accumulators.Where((_, i) => layout.ConnectedPorts[i]))
        {
            sums[port.Name] = port.Bits == 64
                ? Take(elements, image.WideSums, n => image.WideSums = n)
                : Take(elements, image.Sums, n => image.Sums = n);
        }
        foreach (string parameter in layout.Micro.Parameters.Where(p => layout.Binding(p).IsArray))
            constants[parameter] = image.Constants.Add(layout.Array(layout.Binding(parameter)).ToInt32());
        foreach (string table in layout.Micro.Tables)
        {
            IrValue binding = layout.Binding(table);
            constants[table] = image.Constants.Add(binding.IsArray ? layout.Array(binding).ToInt32() : [binding.Scalar]);
        }
        return new(states, sums, constants);
    }

    private static long Take(long elements, long used, Action<long> set)
    {
        set(checked(used + elements));
        return used;
    }
}
