using System.Reflection;
using System.Reflection.Emit;
using Neuro.Ir;
using Cil = System.Reflection.Emit.OpCodes;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>A step of a population: a loop over slots around a loop over neurons around the body.</summary>
internal sealed unsafe class NeuronLoop : KernelLoop
{
    private readonly NeuronLayout _layout;
    private readonly LocalBuilder _slot;
    private readonly LocalBuilder _count;
    private readonly LocalBuilder _indices;
    private readonly LocalBuilder _payloads;
    private readonly LocalBuilder _key1;

    /// <summary>The loop of <paramref name="layout"/> into <paramref name="il"/>, a method (StepFrame*) → void.</summary>
    public NeuronLoop(NeuronLayout layout, ILGenerator il)
        : base(layout, il, typeof(StepFrame))
    {
        _layout = layout;
        _slot = il.DeclareLocal(typeof(int));
        _count = il.DeclareLocal(typeof(int));
        _indices = il.DeclareLocal(typeof(int*));
        _payloads = il.DeclareLocal(typeof(int*));
        _key1 = il.DeclareLocal(typeof(uint));
    }

    /// <summary>The kernel of <paramref name="layout"/>'s population.</summary>
    public static NeuronKernel Compile(NeuronLayout layout, BodyAnalysis body, SimdWidth width) =>
        KernelEmitter.Compile<NeuronKernel>(body, width, typeof(StepFrame*), il => new NeuronLoop(layout, il));

    /// <inheritdoc/>
    public override void Emit(KernelEmitter emitter)
    {
        emitter.EmitConstants();
        Label slots = Il.DefineLabel();
        Label nextSlot = Il.DefineLabel();
        LoadField(nameof(StepFrame.FirstSlot));
        Il.Emit(Cil.Stloc, _slot);
        Il.Emit(Cil.Br, slots);
        Il.MarkLabel(nextSlot);
        EmitSlot(emitter);
        Increment(_slot, 1);
        Il.MarkLabel(slots);
        Il.Emit(Cil.Ldloc, _slot);
        LoadField(nameof(StepFrame.EndSlot));
        Il.Emit(Cil.Blt, nextSlot);
        Il.Emit(Cil.Ret);
    }

    /// <summary>Pushes the current neuron's index as a 32-bit integer.</summary>
    public override void PushNumber()
    {
        Il.Emit(Cil.Ldloc, Index);
        Il.Emit(Cil.Conv_I4);
    }

    /// <inheritdoc/>
    protected override void PushUpperKey() => Il.Emit(Cil.Ldloc, _key1);

    private void EmitSlot(KernelEmitter emitter)
    {
        LoadPointers();
        Label neurons = Il.DefineLabel();
        Label nextNeurons = Il.DefineLabel();
        LoadField(nameof(StepFrame.Start));
        Il.Emit(Cil.Conv_I);
        Il.Emit(Cil.Stloc, Index);
        Il.Emit(Cil.Br, neurons);
        Il.MarkLabel(nextNeurons);
        emitter.EmitValues();
        // States are written last: every read in the body sees the value at the start of the step.
        foreach ((int value, string state) in emitter.Body.Stores)
            emitter.EmitStore(value, _layout.StateArray(state), ElementType.Int32);
        foreach ((int array, bool wide) in ConnectedPorts())
            emitter.EmitClear(array, wide);
        if (emitter.Body.Emitted is { } payload)
            emitter.EmitEvents(payload, CallAppend);
        Increment(Index, emitter.Lanes);
        Il.MarkLabel(neurons);
        Il.Emit(Cil.Ldloc, Index);
        LoadField(nameof(StepFrame.End));
        Il.Emit(Cil.Conv_I);
        Il.Emit(Cil.Blt, nextNeurons);
        StoreCount();
    }

    private IEnumerable<(int Array, bool Wide)> ConnectedPorts() =>
        _layout.Micro.Accumulators.Where((_, i) => _layout.ConnectedPorts[i])
            .Select(a => (_layout.PortArray(a.Name), a.Bits == 64));

    // (…, int* indices, [int* payloads,] int count, int neuron, int end) → new count, whose first arguments are on the stack.
    private void CallAppend(MethodInfo append, bool withPayloads)
    {
        Il.Emit(Cil.Ldloc, _indices);
        if (withPayloads)
            Il.Emit(Cil.Ldloc, _payloads);
        Il.Emit(Cil.Ldloc, _count);
        PushNumber();
        LoadField(nameof(StepFrame.End));
        Il.Emit(Cil.Call, append);
        Il.Emit(Cil.Stloc, _count);
    }

    private void LoadPointers()
    {
        foreach (StateDeclaration state in _layout.Micro.States)
            LoadPointer(_layout.StateArray(state.Name), rowBytes: (long)_layout.Stride * sizeof(int));
        foreach ((int array, bool wide) in ConnectedPorts())
            LoadPointer(array, rowBytes: (long)_layout.Stride * (wide ? sizeof(long) : sizeof(int)));
        foreach (string parameter in _layout.Micro.Parameters.Where(p => _layout.Binding(p).IsArray))
            LoadPointer(_layout.ParameterArray(parameter), rowBytes: 0);
        foreach (string table in _layout.Micro.Tables)
            LoadPointer(_layout.TableArray(table), rowBytes: 0);

        LoadRow(nameof(StepFrame.Indices), _indices);
        LoadRow(nameof(StepFrame.Payloads), _payloads);
        Il.Emit(Cil.Ldc_I4_0);
        Il.Emit(Cil.Stloc, _count);

        // The key's high word is the seed's plus the slot's stream.
        LoadField(nameof(StepFrame.Streams));
        PushSlotOffset(sizeof(uint));
        Il.Emit(Cil.Add);
        Il.Emit(Cil.Ldind_U4);
        Il.Emit(Cil.Ldc_I4, (int)(uint)(_layout.Seed >> 32));
        Il.Emit(Cil.Add);
        Il.Emit(Cil.Stloc, _key1);
    }

    private void LoadPointer(int array, long rowBytes)
    {
        PushFrameArray(array);
        if (rowBytes > 0)
        {
            PushSlotOffset(rowBytes);
            Il.Emit(Cil.Add);
        }
        PopPointer(array);
    }

    // The events of neurons from Start on begin at element Start of the slot's row, so that threads do not meet.
    private void LoadRow(string field, LocalBuilder pointer)
    {
        LoadField(field);
        PushSlotOffset((long)_layout.Stride * sizeof(int));
        Il.Emit(Cil.Add);
        LoadField(nameof(StepFrame.Start));
        Il.Emit(Cil.Conv_I);
        Il.Emit(Cil.Ldc_I4, sizeof(int));
        Il.Emit(Cil.Mul);
        Il.Emit(Cil.Add);
        Il.Emit(Cil.Stloc, pointer);
    }

    private void StoreCount()
    {
        LoadField(nameof(StepFrame.Counts));
        PushSlotOffset(sizeof(int));
        LoadField(nameof(StepFrame.CountStride));
        Il.Emit(Cil.Conv_I);
        Il.Emit(Cil.Mul);
        Il.Emit(Cil.Add);
        Il.Emit(Cil.Ldloc, _count);
        Il.Emit(Cil.Stind_I4);
    }

    private void PushSlotOffset(long bytes)
    {
        Il.Emit(Cil.Ldloc, _slot);
        Il.Emit(Cil.Conv_I);
        Il.Emit(Cil.Ldc_I8, bytes);
        Il.Emit(Cil.Conv_I);
        Il.Emit(Cil.Mul);
    }
}
