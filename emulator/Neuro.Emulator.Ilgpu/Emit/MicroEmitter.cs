using System.Reflection;
using System.Reflection.Emit;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Ir;
using Cil = System.Reflection.Emit.OpCodes;
using OpCode = Neuro.Ir.OpCode;

namespace Neuro.Emulator.Ilgpu.Emit;

/// <summary>
/// Writes a micro-program as straight-line CIL in which every value is an int local, that the JIT and ILGPU compile alike; what
/// it reads and writes is the business of its heirs.
/// </summary>
/// <param name="body">The micro-program.</param>
/// <param name="il">
/// Where it goes: a method whose arguments, after the struct, are the machine, the slot, the number of the neuron or synapse, its
/// place in arrays that hold all slots, and the tick.
/// </param>
internal abstract class MicroEmitter(BodyAnalysis body, ILGenerator il)
{
    /// <summary>The argument that is the number of the neuron or synapse.</summary>
    protected const int Index = 3;

    private const int Machine = 1;
    private const int Slot = 2;
    private const int At = 4;
    private const int Tick = 5;

    private readonly LocalBuilder?[] _values = new LocalBuilder?[body.Layout.Micro.Body.Length];

    /// <summary>The micro-program.</summary>
    protected BodyAnalysis Body => body;

    /// <summary>The method's code.</summary>
    protected ILGenerator Il => il;

    /// <summary>Writes all values.</summary>
    protected void EmitValues()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            Instruction instruction = body.Layout.Micro.Body[i];
            if (!body.IsLive(i) || instruction.Op is OpCode.Store or OpCode.Emit)
                continue;
            EmitValue(i, instruction);
            _values[i] = il.DeclareLocal(typeof(int));
            il.Emit(Cil.Stloc, _values[i]!);
        }
    }

    /// <summary>Writes the stores, and returns what is emitted.</summary>
    /// <param name="place">The first element of the array behind a state.</param>
    protected void EmitEffects(Func<string, long> place)
    {
        // States are written last: every read in the body sees the value at the start of the step.
        foreach ((int value, string state) in body.Stores)
        {
            PushElement(place(state));
            Push(value);
            Call(typeof(StepAccess), nameof(StepAccess.Store));
        }
        if (body.Emitted is { } payload)
            Push(payload);
        else
            il.Emit(Cil.Ldc_I4_0);
        il.Emit(Cil.Ret);
    }

    /// <summary>Pushes a parameter.</summary>
    protected abstract void PushParameter(string name);

    /// <summary>Pushes a state.</summary>
    protected abstract void PushState(string name);

    /// <summary>Pushes a port's sum.</summary>
    protected abstract void PushAccumulator(string name);

    /// <summary>The first constant of a table.</summary>
    protected abstract long Table(string name);

    /// <summary>Pushes the machine and the place of the neuron's or synapse's element in an array of all slots.</summary>
    protected void PushElement(long first)
    {
        il.Emit(Cil.Ldarg, Machine);
        il.Emit(Cil.Ldc_I8, first);
        il.Emit(Cil.Ldarg, At);
        il.Emit(Cil.Add);
    }

    /// <summary>
    /// Pushes the machine and the place of what argument <paramref name="argument"/> counts, in each slot's part of an array.
    /// </summary>
    /// <param name="first">First element of the array.</param>
    /// <param name="stride">Elements between two slots; 0 where all have the same.</param>
    /// <param name="argument">An argument; null for the first element.</param>
    protected void PushPlace(long first, long stride, int? argument)
    {
        il.Emit(Cil.Ldarg, Machine);
        il.Emit(Cil.Ldc_I8, first);
        if (stride != 0)
        {
            il.Emit(Cil.Ldarg, Slot);
            il.Emit(Cil.Conv_I8);
            il.Emit(Cil.Ldc_I8, stride);
            il.Emit(Cil.Mul);
            il.Emit(Cil.Add);
        }
        if (argument is not { } number)
            return;
        il.Emit(Cil.Ldarg, number);
        il.Emit(Cil.Conv_I8);
        il.Emit(Cil.Add);
    }

    private void Push(int value) => il.Emit(Cil.Ldloc, _values[value]!);

    /// <summary>Calls a static method.</summary>
    protected void Call(Type type, string name) =>
        il.Emit(Cil.Call, type.GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!);

    private void EmitValue(int index, Instruction instruction)
    {
        if (body.Constant(index) is { } constant)
        {
            il.Emit(Cil.Ldc_I4, constant);
            return;
        }
        switch (instruction.Op)
        {
            case OpCode.Param:
                PushParameter(instruction.Symbol!);
                break;
            case OpCode.State:
                PushState(instruction.Symbol!);
                break;
            case OpCode.Accumulator:
                PushAccumulator(instruction.Symbol!);
                break;
            case OpCode.Lut:
                il.Emit(Cil.Ldarg, Machine);
                Push(instruction.Operands[0]);
                il.Emit(Cil.Ldc_I8, Table(instruction.Symbol!));
                il.Emit(Cil.Ldc_I4, body.Layout.TableLength(instruction.Symbol!) - 1);
                Call(typeof(StepAccess), nameof(StepAccess.Lookup));
                break;
            case OpCode.Shr:
                EmitShiftRight(index, instruction);
                break;
            case OpCode.MulShift:
                EmitMulShift(index, instruction);
                break;
            case OpCode.DivShift:
                PushOperands(instruction);
                il.Emit(Cil.Ldc_I4, instruction.Immediate);
                Call(typeof(DeviceOps), Division(instruction.Rounding));
                break;
            case OpCode.Rand:
                PushWord(index);
                il.Emit(Cil.Ldc_I4, 32 - instruction.Immediate);
                il.Emit(Cil.Shr_Un);
                break;
            case OpCode.Sat:
                Push(instruction.Operands[0]);
                EmitSaturate(index, instruction.Immediate);
                break;
            case OpCode.Wrap:
                Push(instruction.Operands[0]);
                il.Emit(Cil.Ldc_I4, 32 - instruction.Immediate);
                il.Emit(Cil.Shl);
                il.Emit(Cil.Ldc_I4, 32 - instruction.Immediate);
                il.Emit(Cil.Shr);
                break;
            default:
                PushOperands(instruction);
                EmitSimple(instruction);
                break;
        }
    }

    private void EmitSimple(Instruction instruction)
    {
        switch (instruction.Op)
        {
            case OpCode.Add: il.Emit(Cil.Add); break;
            case OpCode.Sub: il.Emit(Cil.Sub); break;
            case OpCode.Neg: il.Emit(Cil.Neg); break;
            case OpCode.And: il.Emit(Cil.And); break;
            case OpCode.Or: il.Emit(Cil.Or); break;
            case OpCode.Xor: il.Emit(Cil.Xor); break;
            case OpCode.Shl:
                il.Emit(Cil.Ldc_I4, instruction.Immediate);
                il.Emit(Cil.Shl);
                break;
            case OpCode.Abs: Call(typeof(DeviceOps), nameof(DeviceOps.Abs)); break;
            case OpCode.Min: Call(typeof(DeviceOps), nameof(DeviceOps.Min)); break;
            case OpCode.Max: Call(typeof(DeviceOps), nameof(DeviceOps.Max)); break;
            case OpCode.Select: Call(typeof(DeviceOps), nameof(DeviceOps.Select)); break;
            case OpCode.Eq: il.Emit(Cil.Ceq); break;
            case OpCode.Lt: il.Emit(Cil.Clt); break;
            case OpCode.Gt: il.Emit(Cil.Cgt); break;
            case OpCode.Ne: Negated(Cil.Ceq); break;
            case OpCode.Ge: Negated(Cil.Clt); break;
            case OpCode.Le: Negated(Cil.Cgt); break;
            default: throw new InvalidOperationException($"{instruction.Op} computes no value");
        }
    }

    private void EmitShiftRight(int index, Instruction instruction)
    {
        Push(instruction.Operands[0]);
        if (instruction.Rounding == Rounding.Floor || instruction.Immediate == 0)
        {
            il.Emit(Cil.Ldc_I4, instruction.Immediate);
            il.Emit(Cil.Shr);
            return;
        }
        il.Emit(Cil.Conv_I8);
        EmitRounded(index, instruction);
    }

    private void EmitMulShift(int index, Instruction instruction)
    {
        bool narrow = body.ProductFits32(index) && (instruction.Rounding == Rounding.Floor || instruction.Immediate == 0);
        Push(instruction.Operands[0]);
        if (!narrow)
            il.Emit(Cil.Conv_I8);
        Push(instruction.Operands[1]);
        if (!narrow)
            il.Emit(Cil.Conv_I8);
        il.Emit(Cil.Mul);
        if (narrow)
        {
            il.Emit(Cil.Ldc_I4, instruction.Immediate);
            il.Emit(Cil.Shr);
        }
        else
        {
            EmitRounded(index, instruction);
        }
    }

    // The stack holds the 64-bit dividend.
    private void EmitRounded(int index, Instruction instruction)
    {
        il.Emit(Cil.Ldc_I4, instruction.Immediate);
        if (instruction.Rounding == Rounding.Floor || instruction.Immediate == 0)
        {
            il.Emit(Cil.Shr);
        }
        else
        {
            if (instruction.Rounding == Rounding.Stochastic)
                PushWord(index);
            Call(typeof(DeviceOps), instruction.Rounding switch
            {
                Rounding.TowardZero => nameof(DeviceOps.ShiftTowardZero),
                Rounding.Nearest => nameof(DeviceOps.ShiftNearest),
                Rounding.NearestEven => nameof(DeviceOps.ShiftNearestEven),
                _ => nameof(DeviceOps.ShiftStochastic),
            });
        }
        il.Emit(Cil.Conv_I4);
    }

    private void EmitSaturate(int index, int bits)
    {
        if (body.IsIdentity(index) || bits == 32)
            return;
        il.Emit(Cil.Ldc_I4, -(1 << (bits - 1)));
        il.Emit(Cil.Ldc_I4, (1 << (bits - 1)) - 1);
        il.Emit(Cil.Call, typeof(DeviceOps).GetMethod(nameof(DeviceOps.Clamp), [typeof(int), typeof(int), typeof(int)])!);
    }

    private static string Division(Rounding rounding) => rounding switch
    {
        Rounding.Floor => nameof(DeviceOps.DivideFloor),
        Rounding.TowardZero => nameof(DeviceOps.DivideTowardZero),
        Rounding.Nearest => nameof(DeviceOps.DivideNearest),
        _ => nameof(DeviceOps.DivideNearestEven),
    };

    private void PushWord(int index)
    {
        il.Emit(Cil.Ldarg, Machine);
        il.Emit(Cil.Ldarg, Slot);
        il.Emit(Cil.Ldarg, Tick);
        il.Emit(Cil.Ldc_I4, body.Layout.Ordinal);
        il.Emit(Cil.Ldarg, Index);
        il.Emit(Cil.Ldc_I4, body.Draw(index));
        Call(typeof(DevicePhilox), nameof(DevicePhilox.Word));
    }

    private void PushOperands(Instruction instruction)
    {
        foreach (int operand in instruction.Operands)
            Push(operand);
    }

    private void Negated(System.Reflection.Emit.OpCode comparison)
    {
        il.Emit(comparison);
        il.Emit(Cil.Ldc_I4_0);
        il.Emit(Cil.Ceq);
    }
}
