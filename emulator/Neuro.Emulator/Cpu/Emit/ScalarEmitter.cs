using System.Reflection;
using System.Reflection.Emit;
using Neuro.Ir;
using Neuro.Runtime.Random;
using Cil = System.Reflection.Emit.OpCodes;
using OpCode = Neuro.Ir.OpCode;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>
/// One neuron per pass: every value is an int local, every operation a CIL instruction or a function of <see cref="MicroOps"/>.
/// </summary>
internal sealed unsafe class ScalarEmitter(BodyAnalysis body, KernelLoop loop) : KernelEmitter(body, loop)
{
    private readonly LocalBuilder[] _values = [.. body.Layout.Micro.Body.Select(_ => loop.Il.DeclareLocal(typeof(int)))];

    /// <inheritdoc/>
    public override int Lanes => 1;

    /// <summary>Appends an event of one neuron, unless its payload is 0, and returns the list's new length.</summary>
    public static int Append(int payload, int* indices, int count, int neuron, int end)
    {
        if (payload == 0 || neuron >= end)
            return count;
        indices[count] = neuron;
        return count + 1;
    }

    /// <summary>As the other, with the payload of the event.</summary>
    public static int AppendPayload(int payload, int* indices, int* payloads, int count, int neuron, int end)
    {
        if (payload == 0 || neuron >= end)
            return count;
        payloads[count] = payload;
        indices[count] = neuron;
        return count + 1;
    }

    /// <summary>Word 0 of a Philox block.</summary>
    public static uint Random(int tick, int population, int neuron, int draw, uint key0, uint key1) =>
        Philox4x32.Block((uint)tick, (uint)population, (uint)neuron, (uint)draw, key0 | (ulong)key1 << 32).X0;

    /// <inheritdoc/>
    public override void EmitConstants()
    {
    }

    /// <inheritdoc/>
    protected override void EmitValue(int index, Instruction instruction)
    {
        if (!EmitLeaf(instruction))
        {
            foreach (int operand in instruction.Operands)
                Il.Emit(Cil.Ldloc, _values[operand]);
            EmitOperation(index, instruction);
        }
        Il.Emit(Cil.Stloc, _values[index]);
    }

    /// <inheritdoc/>
    public override void EmitStore(int value, int array, ElementType type)
    {
        Loop.PushAddress(array, Leaf.SizeOf(type));
        EmitStoreIndirect(value, type);
    }

    /// <inheritdoc/>
    public override void EmitStoreStrided(int value, int array, ElementType type)
    {
        Loop.PushStridedAddress(array, Leaf.SizeOf(type));
        EmitStoreIndirect(value, type);
    }

    /// <inheritdoc/>
    public override void EmitStoreSome(int value, int array, ElementType type, Action pushCount) =>
        EmitStore(value, array, type);

    /// <inheritdoc/>
    public override void EmitClear(int array, bool wide)
    {
        Loop.PushAddress(array, wide ? sizeof(long) : sizeof(int));
        Il.Emit(Cil.Ldc_I4_0);
        if (wide)
            Il.Emit(Cil.Conv_I8);
        Il.Emit(wide ? Cil.Stind_I8 : Cil.Stind_I4);
    }

    /// <inheritdoc/>
    public override void EmitEvents(int index, Action<MethodInfo, bool> callAppend)
    {
        Il.Emit(Cil.Ldloc, _values[index]);
        bool withPayloads = !Body.EmitsUnitPayloads;
        callAppend(Method(typeof(ScalarEmitter), withPayloads ? nameof(AppendPayload) : nameof(Append)), withPayloads);
    }

    private void EmitStoreIndirect(int value, ElementType type)
    {
        Il.Emit(Cil.Ldloc, _values[value]);
        Il.Emit(type switch
        {
            ElementType.Int8 or ElementType.UInt8 => Cil.Stind_I1,
            ElementType.Int16 or ElementType.UInt16 => Cil.Stind_I2,
            _ => Cil.Stind_I4,
        });
    }

    private bool EmitLeaf(Instruction instruction)
    {
        switch (instruction.Op)
        {
            case OpCode.Const:
                Il.Emit(Cil.Ldc_I4, instruction.Immediate);
                return true;
            case OpCode.Param when Layout.Constant(instruction.Symbol!) is { } constant:
                Il.Emit(Cil.Ldc_I4, constant);
                return true;
            case OpCode.Param:
                EmitLoad(Layout.Parameter(instruction.Symbol!));
                return true;
            case OpCode.State:
                EmitLoad(Layout.State(instruction.Symbol!));
                return true;
            case OpCode.Accumulator:
                EmitAccumulator(instruction.Symbol!);
                return true;
            default:
                return false;
        }
    }

    private void EmitLoad(Leaf leaf)
    {
        if (leaf.Mode == LeafMode.Broadcast)
        {
            Loop.PushScalar(leaf.Number);
            return;
        }
        if (leaf.Mode == LeafMode.Elements)
        {
            Loop.PushAddress(leaf.Number, leaf.Size);
        }
        else if (leaf.Mode == LeafMode.Strided)
        {
            Loop.PushStridedAddress(leaf.Number, leaf.Size);
        }
        else
        {
            Loop.PushArray(leaf.Number);
            Loop.PushAddress(leaf.Indices, sizeof(int));
            Il.Emit(Cil.Ldind_I4);
            Il.Emit(Cil.Conv_I);
            Il.Emit(Cil.Ldc_I4, leaf.Size);
            Il.Emit(Cil.Mul);
            Il.Emit(Cil.Add);
        }
        Il.Emit(leaf.Type switch
        {
            ElementType.Int8 => Cil.Ldind_I1,
            ElementType.UInt8 => Cil.Ldind_U1,
            ElementType.Int16 => Cil.Ldind_I2,
            ElementType.UInt16 => Cil.Ldind_U2,
            _ => Cil.Ldind_I4,
        });
    }

    private void EmitAccumulator(string port)
    {
        if (!Layout.IsConnected(port))
        {
            Il.Emit(Cil.Ldc_I4_0);
            return;
        }
        NeuronLayout layout = (NeuronLayout)Layout;
        bool wide = layout.IsWide(port);
        Loop.PushAddress(layout.PortArray(port), wide ? sizeof(long) : sizeof(int));
        Il.Emit(wide ? Cil.Ldind_I8 : Cil.Ldind_I4);
        if (wide)
        {
            Il.Emit(Cil.Ldc_I4, 32);
            CallMicroOp(nameof(MicroOps.Saturate));
        }
    }

    private void EmitOperation(int index, Instruction instruction)
    {
        switch (instruction.Op)
        {
            case OpCode.Add: Il.Emit(Cil.Add); break;
            case OpCode.Sub: Il.Emit(Cil.Sub); break;
            case OpCode.Neg: Il.Emit(Cil.Neg); break;
            case OpCode.Abs: CallMicroOp(nameof(MicroOps.Abs)); break;
            case OpCode.Min: CallMath(nameof(Math.Min)); break;
            case OpCode.Max: CallMath(nameof(Math.Max)); break;
            case OpCode.And: Il.Emit(Cil.And); break;
            case OpCode.Or: Il.Emit(Cil.Or); break;
            case OpCode.Xor: Il.Emit(Cil.Xor); break;
            case OpCode.Shl: WithImmediate(instruction).Emit(Cil.Shl); break;
            case OpCode.Shr: EmitShiftRight(index, instruction); break;
            case OpCode.MulShift: EmitMulShift(index, instruction); break;
            case OpCode.DivShift:
                WithImmediate(instruction).Emit(Cil.Ldc_I4, (int)instruction.Rounding);
                CallMicroOp(nameof(MicroOps.DivShift));
                break;
            case OpCode.Eq: Il.Emit(Cil.Ceq); break;
            case OpCode.Ne: Negated(Cil.Ceq); break;
            case OpCode.Lt: Il.Emit(Cil.Clt); break;
            case OpCode.Le: Negated(Cil.Cgt); break;
            case OpCode.Gt: Il.Emit(Cil.Cgt); break;
            case OpCode.Ge: Negated(Cil.Clt); break;
            case OpCode.Select: Il.Emit(Cil.Call, Method(typeof(ScalarEmitter), nameof(Select))); break;
            case OpCode.Sat:
                WithImmediate(instruction);
                Il.Emit(Cil.Call, Method(typeof(ScalarEmitter), nameof(Saturate)));
                break;
            case OpCode.Wrap:
                WithImmediate(instruction);
                CallMicroOp(nameof(MicroOps.Wrap));
                break;
            case OpCode.Lut:
                Loop.PushArray(Layout.TableArray(instruction.Symbol!));
                Il.Emit(Cil.Ldc_I4, Layout.TableLength(instruction.Symbol!) - 1);
                Il.Emit(Cil.Call, Method(typeof(ScalarEmitter), nameof(Lookup)));
                break;
            case OpCode.Rand:
                PushWord(index, instruction);
                WithImmediate(instruction);
                CallMicroOp(nameof(MicroOps.RandomBits));
                break;
            default: throw new InvalidOperationException($"{instruction.Op} computes no value");
        }
    }

    private static int Select(int condition, int then, int otherwise) => condition != 0 ? then : otherwise;

    private static int Saturate(int value, int bits) => MicroOps.Saturate(value, bits);

    private static int Lookup(int index, int* table, int last) => table[Math.Clamp(index, 0, last)];

    private void EmitShiftRight(int index, Instruction instruction)
    {
        // The stack holds the operand; the function wants a 64-bit dividend.
        Il.Emit(Cil.Conv_I8);
        WithImmediate(instruction).Emit(Cil.Ldc_I4, (int)instruction.Rounding);
        PushWord(index, instruction);
        CallMicroOp(nameof(MicroOps.ShiftRight));
        Il.Emit(Cil.Conv_I4);
    }

    private void EmitMulShift(int index, Instruction instruction)
    {
        WithImmediate(instruction).Emit(Cil.Ldc_I4, (int)instruction.Rounding);
        PushWord(index, instruction);
        CallMicroOp(nameof(MicroOps.MulShift));
    }

    private void PushWord(int index, Instruction instruction)
    {
        if (!instruction.DrawsRandom)
        {
            Il.Emit(Cil.Ldc_I4_0);
            return;
        }
        Loop.PushCounter();
        if (Loop.Numbers is { } numbers)
        {
            Loop.PushAddress(numbers, sizeof(int));
            Il.Emit(Cil.Ldind_I4);
        }
        else
        {
            Loop.PushNumber();
        }
        Il.Emit(Cil.Ldc_I4, Body.Draw(index));
        Loop.PushKey();
        Il.Emit(Cil.Call, Method(typeof(ScalarEmitter), nameof(Random)));
    }

    private ILGenerator WithImmediate(Instruction instruction)
    {
        Il.Emit(Cil.Ldc_I4, instruction.Immediate);
        return Il;
    }

    private void Negated(System.Reflection.Emit.OpCode comparison)
    {
        Il.Emit(comparison);
        Il.Emit(Cil.Ldc_I4_0);
        Il.Emit(Cil.Ceq);
    }

    private void CallMicroOp(string name) => Il.Emit(Cil.Call, Method(typeof(MicroOps), name));

    private void CallMath(string name) => Il.Emit(Cil.Call, typeof(Math).GetMethod(name, [typeof(int), typeof(int)])!);

    private static MethodInfo Method(Type type, string name) =>
        type.GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
}
