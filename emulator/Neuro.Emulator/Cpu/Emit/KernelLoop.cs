using System.Reflection.Emit;
using Cil = System.Reflection.Emit.OpCodes;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>What surrounds a micro-program's body in a kernel, a method frame* → void: loops, pointers to arrays,
/// draws.</summary>
/// <param name="layout">What is built in.</param>
/// <param name="il">Where the instructions go.</param>
/// <param name="frame">The type of the frame.</param>
internal abstract class KernelLoop(KernelLayout layout, ILGenerator il, Type frame)
{
    private readonly Dictionary<int, LocalBuilder> _pointers = [];
    private readonly LocalBuilder _index = il.DeclareLocal(typeof(nint));

    /// <summary>Where the instructions go.</summary>
    public ILGenerator Il { get; } = il;

    /// <summary>For <see cref="PushNumber"/>: the array that has every element's number for the random generator; null where the
    /// numbers are consecutive.</summary>
    public virtual int? Numbers => null;

    /// <summary>The number of the first neuron or synapse of a pass.</summary>
    protected LocalBuilder Index => _index;

    /// <summary>Writes the method around <paramref name="emitter"/>'s body.</summary>
    public abstract void Emit(KernelEmitter emitter);

    /// <summary>Pushes the address of the current element in array <paramref name="array"/> of <paramref name="size"/>-byte
    /// elements.</summary>
    public void PushAddress(int array, int size)
    {
        PushArray(array);
        Il.Emit(Cil.Ldloc, _index);
        if (size > 1)
        {
            Il.Emit(Cil.Ldc_I4, size);
            Il.Emit(Cil.Mul);
        }
        Il.Emit(Cil.Add);
    }

    /// <summary>Pushes the address of the current element in array <paramref name="array"/> of <paramref name="size"/>-byte
    /// elements that lie apart.</summary>
    public virtual void PushStridedAddress(int array, int size) =>
        throw new InvalidOperationException("this kernel has no stride");

    /// <summary>Pushes how many elements lie from one to the next.</summary>
    public virtual void PushStride() => throw new InvalidOperationException("this kernel has no stride");

    /// <summary>Pushes the first element's address of array <paramref name="array"/>.</summary>
    public void PushArray(int array) => Il.Emit(Cil.Ldloc, _pointers[array]);

    /// <summary>Pushes scalar <paramref name="number"/> of the frame.</summary>
    public virtual void PushScalar(int number) => throw new InvalidOperationException("this kernel has no scalars");

    /// <summary>Pushes the number, for the random generator, of the current element where numbers are consecutive.</summary>
    public abstract void PushNumber();

    /// <summary>Pushes the tick and the object, the first words of the random generator's counter.</summary>
    public void PushCounter()
    {
        LoadField(nameof(StepFrame.Tick));
        Il.Emit(Cil.Ldc_I4, layout.Ordinal);
    }

    /// <summary>Pushes the words of the random generator's key.</summary>
    public void PushKey()
    {
        Il.Emit(Cil.Ldc_I4, (int)(uint)layout.Seed);
        PushUpperKey();
    }

    /// <summary>Pushes the upper word of the random generator's key.</summary>
    protected abstract void PushUpperKey();

    /// <summary>Pushes the address of array <paramref name="array"/> as the frame has it.</summary>
    protected void PushFrameArray(int array)
    {
        LoadField(nameof(StepFrame.Arrays));
        Il.Emit(Cil.Ldc_I4, array * sizeof(long));
        Il.Emit(Cil.Add);
        Il.Emit(Cil.Ldind_I);
    }

    /// <summary>Pops the address of array <paramref name="array"/> for the loop.</summary>
    protected void PopPointer(int array)
    {
        LocalBuilder pointer = _pointers[array] = Il.DeclareLocal(typeof(byte*));
        Il.Emit(Cil.Stloc, pointer);
    }

    /// <summary>Pushes a field of the frame.</summary>
    protected void LoadField(string name)
    {
        Il.Emit(Cil.Ldarg_0);
        Il.Emit(Cil.Ldfld, frame.GetField(name)!);
    }

    /// <summary>Adds to a local.</summary>
    protected void Increment(LocalBuilder local, int by)
    {
        Il.Emit(Cil.Ldloc, local);
        Il.Emit(Cil.Ldc_I4, by);
        Il.Emit(Cil.Add);
        Il.Emit(Cil.Stloc, local);
    }
}
