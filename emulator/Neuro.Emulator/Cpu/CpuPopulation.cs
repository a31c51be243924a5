using System.Runtime.CompilerServices;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Emulator.Cpu.Events;
using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.Cpu;

/// <summary>A population in execution: states and ports of every slot, recent events, and the kernel that steps it.</summary>
internal sealed unsafe class CpuPopulation
{
    private readonly SpikeProgram _program;
    private readonly NeuronLayout? _layout;
    private readonly NeuronKernel? _kernel;
    private readonly Lazy<NeuronKernel> _scalarKernel;
    private readonly AlignedArray<int>[] _states = [];
    private readonly object?[] _owners = [];
    private readonly AlignedArray<nint> _arrays = new(1);
    private readonly int[] _partStarts;

    /// <summary>Population number <paramref name="ordinal"/> of <paramref name="program"/>, all zeros.</summary>
    /// <param name="compiled">Where kernels come from.</param>
    /// <param name="program">The program.</param>
    /// <param name="ordinal">Number of the population.</param>
    /// <param name="width">Registers that the kernel uses.</param>
    /// <param name="slots">Number of slots.</param>
    /// <param name="parts">Number of threads that share each slot; every one owns a range of neurons.</param>
    public CpuPopulation(CompiledProgram compiled, SpikeProgram program, int ordinal, SimdWidth width, int slots, int parts)
    {
        _program = program;
        Ordinal = ordinal;
        Definition = program.Populations[ordinal];
        Size = Definition.Size;
        Stride = KernelLayout.Padded(Size);
        Slots = slots;
        LongestDelay = Delays.LongestFrom(program, Definition.Name);
        _partStarts = Split(Size, Definition.IsInput ? 1 : parts, parts);
        Lanes = (int)width;
        _scalarKernel = new(() => compiled.Kernel(ordinal, SimdWidth.Scalar));
        Log = program.Firing == Firing.Event && !Definition.IsInput ? new(slots) : null;
        if (!Definition.IsInput)
        {
            _layout = compiled.Layout(ordinal);
            _kernel = compiled.Kernel(ordinal, width);
            _arrays = new(_layout.ArrayCount + 1);
            _owners = new object?[_layout.ArrayCount];
            _states = [.. _layout.States.Select((name, i) => Own<int>(_layout.StateArray(name), (long)slots * Stride))];
            AllocatePorts();
            BindParameters();
        }
        // Where threads share a slot, one may place the next tick's input while another still delivers the oldest events.
        History = new(LongestDelay + (parts > 1 ? 2 : 1), slots, Stride, compiled.EmitsUnitPayloads(ordinal), _partStarts);
    }

    /// <summary>Its number in the program.</summary>
    public int Ordinal { get; }

    /// <summary>The population.</summary>
    public Population Definition { get; }

    /// <summary>Number of neurons.</summary>
    public int Size { get; }

    /// <summary>Elements between the rows of two slots.</summary>
    public int Stride { get; }

    /// <summary>Number of slots.</summary>
    public int Slots { get; }

    /// <summary>How many ticks its events stay under way at most.</summary>
    public int LongestDelay { get; }

    /// <summary>Recent events.</summary>
    public EventHistory History { get; }

    /// <summary>Where neurons fire by the event: what they have emitted in this tick; else null.</summary>
    public EventLog? Log { get; }

    /// <summary>Neurons that a pass of the kernel steps.</summary>
    public int Lanes { get; }

    /// <summary>Names of the states.</summary>
    public IReadOnlyList<string> States => _layout is null ? [] : _layout.States;

    /// <summary>Bytes that a tick touches in one slot.</summary>
    public long BytesPerSlot => (long)Stride * sizeof(int) * (2 + _states.Length + (_layout?.Ports.Length ?? 0));

    /// <summary>First neuron of part <paramref name="part"/>.</summary>
    public int Start(int part) => _partStarts[part];

    /// <summary>One after the last neuron of part <paramref name="part"/>.</summary>
    public int End(int part) => _partStarts[part + 1];

    /// <summary>Number of the port called <paramref name="name"/>, and whether its sums have 64 bits.</summary>
    public (int Number, bool Wide) Port(string name)
    {
        int number = _layout!.Ports.IndexOf(name);
        return (number, _layout.Micro.Accumulators[number].Bits == 64);
    }

    /// <summary>The sums of a port for slot 0; rows of other slots are <see cref="Stride"/> elements apart.</summary>
    public void* PortSums(int number) => (void*)_arrays.Pointer[_layout!.States.Length + number];

    /// <summary>A state of one slot.</summary>
    public Span<int> State(string name, int slot)
    {
        int number = _layout?.States.IndexOf(name) ?? -1;
        return number >= 0
            ? _states[number].Slice((long)slot * Stride, Size)
            : throw new KeyNotFoundException($"population '{Definition.Name}' has no state '{name}'");
    }

    /// <summary>The first neuron's value of a state in slot 0; rows of other slots are <see cref="Stride"/> elements
    /// apart.</summary>
    public int* StateRow(string name) => _states[_layout!.States.IndexOf(name)].Pointer;

    /// <summary>Sets every state of every slot to its initial value, unless a new sample keeps it, and forgets all
    /// events.</summary>
    public void Reset(bool newSample = false)
    {
        History.Clear();
        foreach (string name in States)
        {
            if (newSample && Definition.Kept.Contains(name))
                continue;
            IrValue initial = Definition.Initial.GetValueOrDefault(name, 0);
            int[]? values = initial.Array is { } array ? _program.Array(array).ToInt32() : null;
            for (int slot = 0; slot < Slots; slot++)
            {
                if (values is null)
                    State(name, slot).Fill(initial.Scalar);
                else
                    values.CopyTo(State(name, slot));
            }
        }
    }

    /// <summary>Steps the neurons of one part of some slots; every port's sums are zero afterwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Step(int tick, int firstSlot, int endSlot, int part, uint* streams) =>
        Step(_kernel!, tick, firstSlot, endSlot, part, Start(part), End(part), streams);

    /// <summary>Steps some neurons of one slot, from a multiple of <see cref="Lanes"/> to another or to the last.</summary>
    /// <returns>What they emit.</returns>
    public EventList StepTogether(int tick, int slot, int start, int end, uint* streams)
    {
        Step(_kernel!, tick, slot, slot + 1, part: 0, start, end, streams);
        return Emitted(tick, slot, start);
    }

    /// <summary>Steps any run of neurons of one slot, one by one.</summary>
    /// <returns>What they emit.</returns>
    public EventList StepSingly(int tick, int slot, int start, int end, uint* streams)
    {
        Step(_scalarKernel.Value, tick, slot, slot + 1, part: 0, start, end, streams);
        return Emitted(tick, slot, start);
    }

    // Kernels put the events of a run that begins at neuron n from place n of the slot's row on.
    private EventList Emitted(int tick, int slot, int start)
    {
        EventList row = History.Events(History.Place(tick), slot, part: 0);
        return new(row.Indices + start, row.Payloads == null ? null : row.Payloads + start, row.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Step(
        NeuronKernel kernel, int tick, int firstSlot, int endSlot, int part, int start, int end, uint* streams)
    {
        int place = History.Place(tick);
        StepFrame frame = new()
        {
            Arrays = _arrays.Pointer,
            Indices = History.Indices(place),
            Payloads = History.Payloads(place),
            Counts = History.Counts(place) + part,
            CountStride = History.Parts,
            Streams = streams,
            Tick = tick,
            FirstSlot = firstSlot,
            EndSlot = endSlot,
            Start = start,
            End = end,
        };
        kernel(&frame);
    }

    // Ranges of whole padded rows' units, so that neither vectors nor cache lines are shared between threads.
    private static int[] Split(int size, int among, int parts)
    {
        const int Unit = 2 * KernelLayout.RowPadding;
        int units = (size + Unit - 1) / Unit;
        return [.. Enumerable.Range(0, parts + 1)
            .Select(part => (int)Math.Min(size, (long)units * Math.Min(part, among) / among * Unit))];
    }

    private AlignedArray<T> Own<T>(int array, long length) where T : unmanaged
    {
        AlignedArray<T> memory = new(length);
        _owners[array] = memory;
        _arrays.Pointer[array] = (nint)memory.Pointer;
        return memory;
    }

    private void AllocatePorts()
    {
        foreach (AccumulatorDeclaration port in _layout!.Micro.Accumulators.Where((_, i) => _layout.ConnectedPorts[i]))
        {
            if (port.Bits == 64)
                Own<long>(_layout.PortArray(port.Name), (long)Slots * Stride);
            else
                Own<int>(_layout.PortArray(port.Name), (long)Slots * Stride);
        }
    }

    private void BindParameters()
    {
        foreach (string parameter in _layout!.Micro.Parameters)
        {
            if (_layout.Binding(parameter) is { IsArray: true } binding)
                Copy(_layout.Array(binding).ToInt32(), _layout.ParameterArray(parameter), Stride);
        }
        foreach (string table in _layout.Micro.Tables)
        {
            IrValue binding = _layout.Binding(table);
            int[] values = binding.IsArray ? _layout.Array(binding).ToInt32() : [binding.Scalar];
            Copy(values, _layout.TableArray(table), values.Length);
        }
    }

    private void Copy(int[] values, int array, int length) => values.CopyTo(Own<int>(array, length).Slice(0, values.Length));
}
