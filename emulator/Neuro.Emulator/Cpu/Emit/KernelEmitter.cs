using System.Reflection;
using System.Reflection.Emit;
using Neuro.Ir;
using Cil = System.Reflection.Emit.OpCodes;
using OpCode = Neuro.Ir.OpCode;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>
/// Writes a population's micro-program as CIL: a loop over slots around a loop over neurons around the body. What one pass
/// through the body computes, and on how many neurons, is the business of <see cref="ScalarEmitter"/> and <see
/// cref="VectorEmitter"/>.
/// </summary>
internal abstract class KernelEmitter
{
    private readonly Dictionary<int, LocalBuilder> _pointers = [];
    private readonly LocalBuilder _neuron;
    private readonly LocalBuilder _slot;
    private readonly LocalBuilder _count;
    private readonly LocalBuilder _indices;
    private readonly LocalBuilder _payloads;
    private readonly LocalBuilder _key1;

    /// <summary>An emitter of <paramref name="body"/> into <paramref name="il"/>, a method (StepFrame*) → void.</summary>
    protected KernelEmitter(BodyAnalysis body, ILGenerator il)
    {
        Body = body;
        Il = il;
        _neuron = il.DeclareLocal(typeof(nint));
        _slot = il.DeclareLocal(typeof(int));
        _count = il.DeclareLocal(typeof(int));
        _indices = il.DeclareLocal(typeof(int*));
        _payloads = il.DeclareLocal(typeof(int*));
        _key1 = il.DeclareLocal(typeof(uint));
    }

    /// <summary>What is built in.</summary>
    protected KernelLayout Layout => Body.Layout;

    /// <summary>What is known of the instructions.</summary>
    protected BodyAnalysis Body { get; }

    /// <summary>Where the instructions go.</summary>
    protected ILGenerator Il { get; }

    /// <summary>Neurons per pass through the body.</summary>
    protected abstract int Lanes { get; }

    /// <summary>Compiles <paramref name="body"/> for <paramref name="width"/>.</summary>
    public static NeuronKernel Compile(BodyAnalysis body, SimdWidth width)
    {
        // A dynamic method is compiled once, fully optimised; there is no tier to leave.
        string name = $"{body.Layout.Micro.Name}_{width}";
        DynamicMethod method = new(name, typeof(void), [typeof(StepFrame*)], typeof(KernelEmitter).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        KernelEmitter emitter = width switch
        {
            SimdWidth.Vector512 => new VectorEmitter(body, il, typeof(Lanes512), Lanes512.Count),
            SimdWidth.Vector256 => new VectorEmitter(body, il, typeof(Lanes256), Lanes256.Count),
            SimdWidth.Vector128 => new VectorEmitter(body, il, typeof(Lanes128), Lanes128.Count),
            _ => new ScalarEmitter(body, il),
        };
        emitter.Emit();
        return method.CreateDelegate<NeuronKernel>();
    }

    /// <summary>Writes the method.</summary>
    public void Emit()
    {
        EmitConstants();
        Label slots = Il.DefineLabel();
        Label nextSlot = Il.DefineLabel();
        LoadField(nameof(StepFrame.FirstSlot));
        Il.Emit(Cil.Stloc, _slot);
        Il.Emit(Cil.Br, slots);
        Il.MarkLabel(nextSlot);
        EmitSlot();
        Increment(_slot, 1);
        Il.MarkLabel(slots);
        Il.Emit(Cil.Ldloc, _slot);
        LoadField(nameof(StepFrame.EndSlot));
        Il.Emit(Cil.Blt, nextSlot);
        Il.Emit(Cil.Ret);
    }

    /// <summary>Writes what comes before all loops.</summary>
    protected abstract void EmitConstants();

    /// <summary>Writes instruction <paramref name="index"/> of the body, which is neither Store nor Emit.</summary>
    protected abstract void EmitValue(int index, Instruction instruction);

    /// <summary>Writes the values that the body stores into the states, and zeros into the ports.</summary>
    protected abstract void EmitStores();

    /// <summary>Writes the appending of events with the payload computed by instruction <paramref name="index"/>.</summary>
    protected abstract void EmitEvents(int index);

    /// <summary>
    /// Pushes the address of the current neuron's element in array <paramref name="array"/> of <paramref name="size"/>-byte
    /// elements.
    /// </summary>
    protected void PushAddress(int array, int size)
    {
        Il.Emit(Cil.Ldloc, _pointers[array]);
        Il.Emit(Cil.Ldloc, _neuron);
        Il.Emit(Cil.Ldc_I4, size);
        Il.Emit(Cil.Mul);
        Il.Emit(Cil.Add);
    }

    /// <summary>Pushes the first element's address of array <paramref name="array"/>.</summary>
    protected void PushArray(int array) => Il.Emit(Cil.Ldloc, _pointers[array]);

    /// <summary>Pushes the current neuron's index as a 32-bit integer.</summary>
    protected void PushNeuron()
    {
        Il.Emit(Cil.Ldloc, _neuron);
        Il.Emit(Cil.Conv_I4);
    }

    /// <summary>
    /// Pushes what the random generator is called with for draw <paramref name="draw"/>: tick, population, neuron, draw, key
    /// words.
    /// </summary>
    protected void PushDraw(int draw)
    {
        LoadField(nameof(StepFrame.Tick));
        Il.Emit(Cil.Ldc_I4, Layout.Ordinal);
        PushNeuron();
        Il.Emit(Cil.Ldc_I4, draw);
        Il.Emit(Cil.Ldc_I4, (int)(uint)Layout.Seed);
        Il.Emit(Cil.Ldloc, _key1);
    }

    /// <summary>
    /// Calls an appending method (…, int* indices, [int* payloads,] int count, int neuron, int end) → new count, whose first
    /// arguments are on the stack.
    /// </summary>
    protected void CallAppend(MethodInfo append, bool withPayloads)
    {
        Il.Emit(Cil.Ldloc, _indices);
        if (withPayloads)
            Il.Emit(Cil.Ldloc, _payloads);
        Il.Emit(Cil.Ldloc, _count);
        PushNeuron();
        LoadField(nameof(StepFrame.End));
        Il.Emit(Cil.Call, append);
        Il.Emit(Cil.Stloc, _count);
    }

    /// <summary>The ports that something is delivered to: array number and whether sums have 64 bits.</summary>
    protected IEnumerable<(int Array, bool Wide)> ConnectedPorts() =>
        Layout.Micro.Accumulators.Where((_, i) => Layout.ConnectedPorts[i]).Select(a => (Layout.PortArray(a.Name), a.Bits == 64));

    private void EmitSlot()
    {
        LoadPointers();
        Label neurons = Il.DefineLabel();
        Label nextNeurons = Il.DefineLabel();
        LoadField(nameof(StepFrame.Start));
        Il.Emit(Cil.Conv_I);
        Il.Emit(Cil.Stloc, _neuron);
        Il.Emit(Cil.Br, neurons);
        Il.MarkLabel(nextNeurons);
        for (int i = 0; i < Layout.Micro.Body.Length; i++)
        {
            Instruction instruction = Layout.Micro.Body[i];
            if (Body.IsLive(i) && instruction.Op is not (OpCode.Store or OpCode.Emit))
                EmitValue(i, instruction);
        }
        // States are written last: every read in the body sees the value at the start of the step.
        EmitStores();
        if (Body.Emitted is { } payload)
            EmitEvents(payload);
        Increment(_neuron, Lanes);
        Il.MarkLabel(neurons);
        Il.Emit(Cil.Ldloc, _neuron);
        LoadField(nameof(StepFrame.End));
        Il.Emit(Cil.Conv_I);
        Il.Emit(Cil.Blt, nextNeurons);
        StoreCount();
    }

    private void LoadPointers()
    {
        foreach (StateDeclaration state in Layout.Micro.States)
            LoadPointer(Layout.StateArray(state.Name), rowBytes: (long)Layout.Stride * sizeof(int));
        foreach ((int array, bool wide) in ConnectedPorts())
            LoadPointer(array, rowBytes: (long)Layout.Stride * (wide ? sizeof(long) : sizeof(int)));
        foreach (string parameter in Layout.Micro.Parameters.Where(p => Layout.Binding(p).IsArray))
            LoadPointer(Layout.ParameterArray(parameter), rowBytes: 0);
        foreach (string table in Layout.Micro.Tables)
            LoadPointer(Layout.TableArray(table), rowBytes: 0);

        LoadRow(nameof(StepFrame.Indices), _indices);
        LoadRow(nameof(StepFrame.Payloads), _payloads);
        Il.Emit(Cil.Ldc_I4_0);
        Il.Emit(Cil.Stloc, _count);

        // The key's high word is the seed's plus the slot's stream.
        LoadField(nameof(StepFrame.Streams));
        PushSlotOffset(sizeof(uint));
        Il.Emit(Cil.Add);
        Il.Emit(Cil.Ldind_U4);
        Il.Emit(Cil.Ldc_I4, (int)(uint)(Layout.Seed >> 32));
        Il.Emit(Cil.Add);
        Il.Emit(Cil.Stloc, _key1);
    }

    private void LoadPointer(int array, long rowBytes)
    {
        LocalBuilder pointer = Il.DeclareLocal(typeof(byte*));
        _pointers[array] = pointer;
        LoadField(nameof(StepFrame.Arrays));
        Il.Emit(Cil.Ldc_I4, array * sizeof(long));
        Il.Emit(Cil.Add);
        Il.Emit(Cil.Ldind_I);
        if (rowBytes > 0)
        {
            PushSlotOffset(rowBytes);
            Il.Emit(Cil.Add);
        }
        Il.Emit(Cil.Stloc, pointer);
    }

    // The events of neurons from Start on begin at element Start of the slot's row, so that threads do not meet.
    private void LoadRow(string field, LocalBuilder pointer)
    {
        LoadField(field);
        PushSlotOffset((long)Layout.Stride * sizeof(int));
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

    private void LoadField(string name)
    {
        Il.Emit(Cil.Ldarg_0);
        Il.Emit(Cil.Ldfld, typeof(StepFrame).GetField(name)!);
    }

    private void Increment(LocalBuilder local, int by)
    {
        Il.Emit(Cil.Ldloc, local);
        Il.Emit(Cil.Ldc_I4, by);
        Il.Emit(Cil.Add);
        Il.Emit(Cil.Stloc, local);
    }
}
