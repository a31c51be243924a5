using System.Reflection;
using System.Reflection.Emit;
using Neuro.Ir;
using OpCode = Neuro.Ir.OpCode;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>
/// Writes the body of a micro-program as CIL. What one pass through the body computes, and on how many neurons or synapses, is
/// the
/// business of <see cref="ScalarEmitter"/> and <see cref="VectorEmitter"/>; what surrounds it, of a <see cref="KernelLoop"/>.
/// </summary>
internal abstract class KernelEmitter
{
    /// <summary>An emitter of <paramref name="body"/> within <paramref name="loop"/>.</summary>
    protected KernelEmitter(BodyAnalysis body, KernelLoop loop) => (Body, Loop) = (body, loop);

    /// <summary>Neurons or synapses per pass through the body.</summary>
    public abstract int Lanes { get; }

    /// <summary>What is known of the instructions.</summary>
    public BodyAnalysis Body { get; }

    /// <summary>What is built in.</summary>
    protected KernelLayout Layout => Body.Layout;

    /// <summary>What surrounds the body.</summary>
    protected KernelLoop Loop { get; }

    /// <summary>Where the instructions go.</summary>
    protected ILGenerator Il => Loop.Il;

    /// <summary>Compiles <paramref name="body"/> for <paramref name="width"/> into a method frame* → void.</summary>
    /// <typeparam name="TKernel">The delegate.</typeparam>
    /// <param name="body">The micro-program.</param>
    /// <param name="width">Registers to use.</param>
    /// <param name="frame">The pointer type of the frame.</param>
    /// <param name="makeLoop">What surrounds the body.</param>
    public static TKernel Compile<TKernel>(
        BodyAnalysis body, SimdWidth width, Type frame, Func<ILGenerator, KernelLoop> makeLoop)
        where TKernel : Delegate
    {
        // A dynamic method is compiled once, fully optimised; there is no tier to leave.
        string name = $"{body.Layout.Micro.Name}_{width}";
        DynamicMethod method = new(name, typeof(void), [frame], typeof(KernelEmitter).Module, skipVisibility: true);
        KernelLoop loop = makeLoop(method.GetILGenerator());
        loop.Emit(width switch
        {
            SimdWidth.Vector512 => new VectorEmitter(body, loop, typeof(Lanes512), Lanes512.Count),
            SimdWidth.Vector256 => new VectorEmitter(body, loop, typeof(Lanes256), Lanes256.Count),
            SimdWidth.Vector128 => new VectorEmitter(body, loop, typeof(Lanes128), Lanes128.Count),
            _ => new ScalarEmitter(body, loop),
        });
        return method.CreateDelegate<TKernel>();
    }

    /// <summary>Writes what comes before the innermost loop: values that stay the same in it.</summary>
    public abstract void EmitConstants();

    /// <summary>Writes every instruction that computes a value.</summary>
    public void EmitValues()
    {
        for (int i = 0; i < Layout.Micro.Body.Length; i++)
        {
            Instruction instruction = Layout.Micro.Body[i];
            if (Body.IsLive(i) && instruction.Op is not (OpCode.Store or OpCode.Emit) && !IsHoisted(i))
                EmitValue(i, instruction);
        }
    }

    /// <summary>Writes the storing of instruction <paramref name="value"/> into an array.</summary>
    public abstract void EmitStore(int value, int array, ElementType type);

    /// <summary>The same for the first lanes only, whose number <paramref name="pushCount"/> pushes.</summary>
    public abstract void EmitStoreSome(int value, int array, ElementType type, Action pushCount);

    /// <summary>The same into elements that lie apart.</summary>
    public abstract void EmitStoreStrided(int value, int array, ElementType type);

    /// <summary>Writes zeros into a port.</summary>
    public abstract void EmitClear(int array, bool wide);

    /// <summary>Writes the appending of events with the payload computed by instruction <paramref name="index"/>.</summary>
    /// <param name="index">The instruction.</param>
    /// <param name="callAppend">Given an appending method whose first arguments are pushed, and whether it appends payloads
    /// too, pushes the others and calls it.</param>
    public abstract void EmitEvents(int index, Action<MethodInfo, bool> callAppend);

    /// <summary>Writes instruction <paramref name="index"/> of the body, which is neither Store nor Emit.</summary>
    protected abstract void EmitValue(int index, Instruction instruction);

    /// <summary>Whether an instruction's value is computed before the innermost loop.</summary>
    protected virtual bool IsHoisted(int index) => false;
}
