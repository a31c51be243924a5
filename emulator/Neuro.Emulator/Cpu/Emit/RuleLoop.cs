using System.Reflection.Emit;
using Neuro.Ir;
using Cil = System.Reflection.Emit.OpCodes;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>A rule over consecutive synapses: one loop around the body.</summary>
/// <param name="layout">What is built in.</param>
/// <param name="il">Where the instructions go: a method (RuleFrame*) → void.</param>
internal sealed unsafe class RuleLoop(RuleLayout layout, ILGenerator il) : KernelLoop(layout, il, typeof(RuleFrame))
{
    // In registers: the frame lies in memory, which stores in the loop might change as far as the JIT knows.
    private readonly LocalBuilder _count = il.DeclareLocal(typeof(nint));
    private readonly LocalBuilder _stride = il.DeclareLocal(typeof(nint));

    /// <inheritdoc/>
    public override int? Numbers => layout.Numbers;

    /// <summary>The kernel of a rule.</summary>
    public static RuleKernel Compile(RuleLayout layout, BodyAnalysis body, SimdWidth width) =>
        KernelEmitter.Compile<RuleKernel>(body, width, typeof(RuleFrame*), il => new RuleLoop(layout, il));

    /// <inheritdoc/>
    public override void Emit(KernelEmitter emitter)
    {
        for (int array = 0; array < layout.ArrayCount; array++)
        {
            PushFrameArray(array);
            PopPointer(array);
        }
        LoadField(nameof(RuleFrame.Count));
        Il.Emit(Cil.Conv_I);
        Il.Emit(Cil.Stloc, _count);
        LoadField(nameof(RuleFrame.Stride));
        Il.Emit(Cil.Stloc, _stride);
        Il.Emit(Cil.Ldc_I4_0);
        Il.Emit(Cil.Conv_I);
        Il.Emit(Cil.Stloc, Index);
        EmitLoop(emitter);
        // Nothing pads a column: what does not fill a register goes one by one.
        if (layout.IsStrided && emitter.Lanes > 1)
            EmitLoop(new ScalarEmitter(emitter.Body, this));
        Il.Emit(Cil.Ret);
    }

    /// <inheritdoc/>
    public override void PushScalar(int number)
    {
        LoadField(nameof(RuleFrame.Scalars));
        Il.Emit(Cil.Ldc_I4, number * sizeof(int));
        Il.Emit(Cil.Add);
        Il.Emit(Cil.Ldind_I4);
    }

    /// <inheritdoc/>
    public override void PushNumber()
    {
        LoadField(nameof(RuleFrame.Number));
        Il.Emit(Cil.Ldloc, Index);
        Il.Emit(Cil.Conv_I4);
        Il.Emit(Cil.Add);
    }

    /// <inheritdoc/>
    public override void PushStridedAddress(int array, int size)
    {
        PushArray(array);
        Il.Emit(Cil.Ldloc, Index);
        Il.Emit(Cil.Ldloc, _stride);
        Il.Emit(Cil.Mul);
        if (size > 1)
        {
            Il.Emit(Cil.Ldc_I4, size);
            Il.Emit(Cil.Mul);
        }
        Il.Emit(Cil.Add);
    }

    /// <inheritdoc/>
    public override void PushStride() => Il.Emit(Cil.Ldloc, _stride);

    /// <inheritdoc/>
    protected override void PushUpperKey() => LoadField(nameof(RuleFrame.Key1));

    private void EmitLoop(KernelEmitter emitter)
    {
        emitter.EmitConstants();
        Label test = Il.DefineLabel();
        Label next = Il.DefineLabel();
        Il.Emit(Cil.Br, test);
        Il.MarkLabel(next);
        emitter.EmitValues();
        EmitStores(emitter);
        if (emitter.Body.Emitted is { } value)
            emitter.EmitStore(value, layout.EmittedArray, ElementType.Int32);
        Increment(Index, emitter.Lanes);
        Il.MarkLabel(test);
        Il.Emit(Cil.Ldloc, Index);
        if (layout.IsStrided)
        {
            Il.Emit(Cil.Ldc_I4, emitter.Lanes - 1);
            Il.Emit(Cil.Add);
        }
        Il.Emit(Cil.Ldloc, _count);
        Il.Emit(Cil.Blt, next);
    }

    // Where no padding follows a row, the lanes beyond its end are another row's synapses.
    private void EmitStores(KernelEmitter emitter)
    {
        (int Value, string State)[] stores = [.. emitter.Body.Stores];
        if (stores.Length == 0)
            return;
        if (layout.IsStrided)
        {
            foreach ((int value, string state) in stores)
                emitter.EmitStoreStrided(value, layout.State(state).Number, layout.State(state).Type);
            return;
        }
        Label done = Il.DefineLabel();
        if (!layout.IsPadded && emitter.Lanes > 1)
        {
            Label whole = Il.DefineLabel();
            PushRest();
            Il.Emit(Cil.Ldc_I4, emitter.Lanes);
            Il.Emit(Cil.Bge, whole);
            foreach ((int value, string state) in stores)
                emitter.EmitStoreSome(value, layout.State(state).Number, layout.State(state).Type, PushRest);
            Il.Emit(Cil.Br, done);
            Il.MarkLabel(whole);
        }
        foreach ((int value, string state) in stores)
            emitter.EmitStore(value, layout.State(state).Number, layout.State(state).Type);
        Il.MarkLabel(done);
    }

    private void PushRest()
    {
        Il.Emit(Cil.Ldloc, _count);
        Il.Emit(Cil.Ldloc, Index);
        Il.Emit(Cil.Sub);
        Il.Emit(Cil.Conv_I4);
    }
}
