using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using Neuro.Emulator.Cpu.Delivery;
using Neuro.Ir;
using Cil = System.Reflection.Emit.OpCodes;
using OpCode = Neuro.Ir.OpCode;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>
/// As many neurons per pass as a register has lanes. Every value is a vector local and every operation one method of
/// <see cref="VectorOps{TLanes, T}"/> or <see cref="ILanes{T}"/>, which the JIT inlines. Comparisons stay masks as long as only
/// masks are asked for.
/// </summary>
internal sealed class VectorEmitter : KernelEmitter
{
    private readonly Type _lanes;
    private readonly Type _register;
    private readonly Type _ops;
    private readonly LocalBuilder?[] _values;
    private readonly LocalBuilder?[] _masks;
    private readonly LocalBuilder _zero;
    private readonly bool[] _invariant;

    /// <summary>An emitter for registers of <paramref name="count"/> lanes, handled by <paramref name="lanes"/>.</summary>
    public VectorEmitter(BodyAnalysis body, KernelLoop loop, Type lanes, int count)
        : base(body, loop)
    {
        _lanes = lanes;
        _register = lanes.GetProperty(nameof(Lanes512.Index))!.PropertyType;
        _ops = typeof(VectorOps<,>).MakeGenericType(lanes, _register);
        _values = new LocalBuilder?[Layout.Micro.Body.Length];
        _masks = new LocalBuilder?[Layout.Micro.Body.Length];
        _zero = Il.DeclareLocal(_register);
        _invariant = new bool[Layout.Micro.Body.Length];
        for (int i = 0; i < _invariant.Length; i++)
            _invariant[i] = IsInvariant(i, Layout.Micro.Body[i]);
        Lanes = count;
    }

    /// <inheritdoc/>
    public override int Lanes { get; }

    /// <summary>Constants and scalar parameters are broadcast, and what follows from them computed, once before the
    /// loops.</summary>
    public override void EmitConstants()
    {
        for (int i = 0; i < Layout.Micro.Body.Length; i++)
        {
            Instruction instruction = Layout.Micro.Body[i];
            if (!Body.IsLive(i) || !_invariant[i])
                continue;
            if (Body.Constant(i) is { } constant)
            {
                Il.Emit(Cil.Ldc_I4, constant);
            }
            else if (instruction.Op == OpCode.Param)
            {
                Loop.PushScalar(Layout.Parameter(instruction.Symbol!).Number);
            }
            else
            {
                EmitValue(i, instruction);
                continue;
            }
            CallLane(nameof(Lanes512.Create));
            StoreValue(i);
        }
    }

    /// <inheritdoc/>
    protected override void EmitValue(int index, Instruction instruction)
    {
        if (Body.IsBoolean(index))
        {
            EmitBoolean(index, instruction);
            return;
        }
        if (!EmitLoad(instruction))
            EmitOperation(index, instruction);
        StoreValue(index);
    }

    /// <inheritdoc/>
    protected override bool IsHoisted(int index) => _invariant[index];

    /// <inheritdoc/>
    public override void EmitStore(int value, int array, ElementType type)
    {
        Il.Emit(Cil.Ldloc, _values[value]!);
        Loop.PushAddress(array, Leaf.SizeOf(type));
        CallLane(type switch
        {
            ElementType.Int8 or ElementType.UInt8 => nameof(Lanes512.StoreInt8),
            ElementType.Int16 or ElementType.UInt16 => nameof(Lanes512.StoreInt16),
            _ => nameof(Lanes512.Store),
        });
    }

    /// <inheritdoc/>
    public override void EmitStoreSome(int value, int array, ElementType type, Action pushCount)
    {
        Il.Emit(Cil.Ldloc, _values[value]!);
        Loop.PushAddress(array, Leaf.SizeOf(type));
        Il.Emit(Cil.Ldc_I4, Leaf.SizeOf(type));
        pushCount();
        CallOp("StoreSome");
    }

    /// <inheritdoc/>
    public override void EmitStoreStrided(int value, int array, ElementType type)
    {
        Il.Emit(Cil.Ldloc, _values[value]!);
        Loop.PushStridedAddress(array, Leaf.SizeOf(type));
        Loop.PushStride();
        CallLane(nameof(Lanes512.StoreStrided), type);
    }

    /// <inheritdoc/>
    public override void EmitClear(int array, bool wide)
    {
        Il.Emit(Cil.Ldloc, _zero);
        Loop.PushAddress(array, wide ? sizeof(long) : sizeof(int));
        CallLane(nameof(Lanes512.Store));
        if (!wide)
            return;
        Il.Emit(Cil.Ldloc, _zero);
        Loop.PushAddress(array, sizeof(long));
        Il.Emit(Cil.Ldc_I4, Lanes * sizeof(int));
        Il.Emit(Cil.Add);
        CallLane(nameof(Lanes512.Store));
    }

    /// <inheritdoc/>
    public override void EmitEvents(int index, Action<MethodInfo, bool> callAppend)
    {
        if (Body.EmitsUnitPayloads)
        {
            PushMask(index);
            callAppend(Operation("Append"), false);
        }
        else
        {
            Il.Emit(Cil.Ldloc, _values[index]!);
            callAppend(Operation("AppendPayloads"), true);
        }
    }

    private bool IsInvariant(int index, Instruction instruction) => instruction.Op switch
    {
        OpCode.Param => Body.Constant(index) is not null || Layout.Parameter(instruction.Symbol!).Mode == LeafMode.Broadcast,
        OpCode.Const or OpCode.Accumulator => Body.Constant(index) is not null,
        OpCode.State or OpCode.Lut or OpCode.Store or OpCode.Emit => false,
        _ => !instruction.DrawsRandom && instruction.Operands.All(o => _invariant[o]),
    };

    private void EmitBoolean(int index, Instruction instruction)
    {
        if (instruction.Op is OpCode.And or OpCode.Or or OpCode.Xor)
        {
            PushMask(instruction.Operands[0]);
            PushMask(instruction.Operands[1]);
        }
        else
        {
            PushOperands(instruction);
        }
        switch (instruction.Op)
        {
            case OpCode.And: CallLane(nameof(Lanes512.And)); break;
            case OpCode.Or: CallLane(nameof(Lanes512.Or)); break;
            case OpCode.Xor: CallLane(nameof(Lanes512.Xor)); break;
            case OpCode.Eq: CallLane(nameof(Lanes512.Equal)); break;
            case OpCode.Ne: CallOp("NotEqual"); break;
            case OpCode.Lt: CallOp("LessThan"); break;
            case OpCode.Le: CallOp("LessOrEqual"); break;
            case OpCode.Gt: CallLane(nameof(Lanes512.GreaterThan)); break;
            default: CallOp("GreaterOrEqual"); break;
        }
        LocalBuilder mask = _masks[index] = Il.DeclareLocal(_register);
        Il.Emit(Cil.Stloc, mask);
        if (Body.IsUsedAsNumber(index))
        {
            Il.Emit(Cil.Ldloc, mask);
            CallOp("FromMask");
            StoreValue(index);
        }
    }

    private bool EmitLoad(Instruction instruction)
    {
        switch (instruction.Op)
        {
            case OpCode.Param:
                EmitLoad(Layout.Parameter(instruction.Symbol!));
                return true;
            case OpCode.State:
                EmitLoad(Layout.State(instruction.Symbol!));
                return true;
            case OpCode.Accumulator:
                NeuronLayout layout = (NeuronLayout)Layout;
                bool wide = layout.IsWide(instruction.Symbol!);
                Loop.PushAddress(layout.PortArray(instruction.Symbol!), wide ? sizeof(long) : sizeof(int));
                CallLane(wide ? nameof(Lanes512.LoadSaturated) : nameof(Lanes512.Load));
                return true;
            default:
                return false;
        }
    }

    private void EmitLoad(Leaf leaf)
    {
        if (leaf.Mode == LeafMode.Indexed)
        {
            Loop.PushArray(leaf.Number);
            Loop.PushAddress(leaf.Indices, sizeof(int));
            CallLane(nameof(Lanes512.Load));
            CallLane(nameof(Lanes512.Gather));
            return;
        }
        if (leaf.Mode == LeafMode.Strided)
        {
            Loop.PushStridedAddress(leaf.Number, leaf.Size);
            Loop.PushStride();
            CallLane(nameof(Lanes512.LoadStrided), leaf.Type);
            return;
        }
        Loop.PushAddress(leaf.Number, leaf.Size);
        CallLane(leaf.Type switch
        {
            ElementType.Int8 => nameof(Lanes512.LoadInt8),
            ElementType.UInt8 => nameof(Lanes512.LoadUInt8),
            ElementType.Int16 => nameof(Lanes512.LoadInt16),
            ElementType.UInt16 => nameof(Lanes512.LoadUInt16),
            _ => nameof(Lanes512.Load),
        });
    }

    private void EmitOperation(int index, Instruction instruction)
    {
        switch (instruction.Op)
        {
            case OpCode.Add: Lane(instruction, nameof(Lanes512.Add)); break;
            case OpCode.Sub: Lane(instruction, nameof(Lanes512.Subtract)); break;
            case OpCode.Neg: Op(instruction, "Negate"); break;
            case OpCode.Abs: Op(instruction, "Abs"); break;
            case OpCode.Min: Lane(instruction, nameof(Lanes512.Min)); break;
            case OpCode.Max: Lane(instruction, nameof(Lanes512.Max)); break;
            case OpCode.And: Lane(instruction, nameof(Lanes512.And)); break;
            case OpCode.Or: Lane(instruction, nameof(Lanes512.Or)); break;
            case OpCode.Xor: Lane(instruction, nameof(Lanes512.Xor)); break;
            case OpCode.Shl:
                PushOperands(instruction);
                Il.Emit(Cil.Ldc_I4, instruction.Immediate);
                CallLane(nameof(Lanes512.ShiftLeft));
                break;
            case OpCode.Shr: Rounded(index, instruction, "ShiftRight"); break;
            case OpCode.MulShift when AsShift(instruction) is (int operand, int count):
                Il.Emit(Cil.Ldloc, _values[operand]!);
                Il.Emit(Cil.Ldc_I4, count);
                Il.Emit(Cil.Ldc_I4, (int)instruction.Rounding);
                Il.Emit(Cil.Ldloc, _zero);
                CallOp("ShiftRight");
                break;
            case OpCode.MulShift: Rounded(index, instruction, Body.ProductFits32(index) ? "NarrowMulShift" : "MulShift"); break;
            case OpCode.DivShift:
                PushOperands(instruction);
                Il.Emit(Cil.Ldc_I4, instruction.Immediate);
                Il.Emit(Cil.Ldc_I4, (int)instruction.Rounding);
                CallOp("DivShift");
                break;
            case OpCode.Select:
                PushMask(instruction.Operands[0]);
                Il.Emit(Cil.Ldloc, _values[instruction.Operands[1]]!);
                Il.Emit(Cil.Ldloc, _values[instruction.Operands[2]]!);
                CallLane(nameof(Lanes512.Choose));
                break;
            case OpCode.Sat or OpCode.Wrap when Body.IsIdentity(index): PushOperands(instruction); break;
            case OpCode.Sat: WithImmediate(instruction, "Saturate"); break;
            case OpCode.Wrap: WithImmediate(instruction, "Wrap"); break;
            case OpCode.Lut:
                PushOperands(instruction);
                Loop.PushArray(Layout.TableArray(instruction.Symbol!));
                Il.Emit(Cil.Ldc_I4, Layout.TableLength(instruction.Symbol!) - 1);
                CallOp("Lookup");
                break;
            case OpCode.Rand:
                PushWords(index, instruction);
                Il.Emit(Cil.Ldc_I4, instruction.Immediate);
                CallOp("RandomBits");
                break;
            default: throw new InvalidOperationException($"{instruction.Op} computes no value");
        }
    }

    // x 2^k / 2^n is x / 2^(n − k), however it is rounded, unless by chance: a draw has n bits.
    private (int Operand, int Count)? AsShift(Instruction instruction)
    {
        if (instruction.DrawsRandom)
            return null;
        for (int o = 0; o < 2; o++)
        {
            if (Body.Constant(instruction.Operands[o]) is not { } factor || factor <= 0 || !BitOperations.IsPow2(factor))
                continue;
            int count = instruction.Immediate - BitOperations.Log2((uint)factor);
            if (count is > 0 and < 32)
                return (instruction.Operands[1 - o], count);
        }
        return null;
    }

    private void Lane(Instruction instruction, string name)
    {
        PushOperands(instruction);
        CallLane(name);
    }

    private void Op(Instruction instruction, string name)
    {
        PushOperands(instruction);
        CallOp(name);
    }

    private void WithImmediate(Instruction instruction, string name)
    {
        PushOperands(instruction);
        Il.Emit(Cil.Ldc_I4, instruction.Immediate);
        CallOp(name);
    }

    private void Rounded(int index, Instruction instruction, string name)
    {
        PushOperands(instruction);
        Il.Emit(Cil.Ldc_I4, instruction.Immediate);
        Il.Emit(Cil.Ldc_I4, (int)instruction.Rounding);
        PushWords(index, instruction);
        CallOp(name);
    }

    private void PushWords(int index, Instruction instruction)
    {
        if (!instruction.DrawsRandom)
        {
            Il.Emit(Cil.Ldloc, _zero);
            return;
        }
        Loop.PushCounter();
        if (Loop.Numbers is { } numbers)
        {
            Loop.PushAddress(numbers, sizeof(int));
            CallLane(nameof(Lanes512.Load));
        }
        else
        {
            Loop.PushNumber();
            CallOp("Consecutive");
        }
        Il.Emit(Cil.Ldc_I4, Body.Draw(index));
        Loop.PushKey();
        CallOp("Random");
    }

    private void PushOperands(Instruction instruction)
    {
        foreach (int operand in instruction.Operands)
            Il.Emit(Cil.Ldloc, _values[operand]!);
    }

    private void PushMask(int index)
    {
        if (_masks[index] is { } mask)
        {
            Il.Emit(Cil.Ldloc, mask);
            return;
        }
        Il.Emit(Cil.Ldloc, _values[index]!);
        CallOp("IsTrue");
    }

    private void StoreValue(int index)
    {
        LocalBuilder local = _values[index] ??= Il.DeclareLocal(_register);
        Il.Emit(Cil.Stloc, local);
    }

    private void CallLane(string name) => Il.Emit(Cil.Call, _lanes.GetMethod(name)!);

    private void CallLane(string name, ElementType type) =>
        Il.Emit(Cil.Call, _lanes.GetMethod(name)!.MakeGenericMethod(Elements.Type(type)));

    private void CallOp(string name) => Il.Emit(Cil.Call, Operation(name));

    private MethodInfo Operation(string name) => _ops.GetMethod(name, BindingFlags.Static | BindingFlags.Public)!;
}
