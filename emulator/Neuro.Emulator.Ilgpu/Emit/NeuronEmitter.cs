using System.Reflection;
using System.Reflection.Emit;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Emulator.Ilgpu.Lowering;
using Neuro.Ir;
using Cil = System.Reflection.Emit.OpCodes;
using OpCode = Neuro.Ir.OpCode;

namespace Neuro.Emulator.Ilgpu.Emit;

/// <summary>
/// Writes a population's micro-program as <see cref="INeuron.Step"/>: straight-line CIL in which every value is an int local,
/// that the JIT and ILGPU compile alike. Scalar parameters, addresses and lengths are built in.
/// </summary>
internal sealed class NeuronEmitter
{
    // Arguments of Step; 0 is the struct.
    private const int Machine = 1;
    private const int Slot = 2;
    private const int Neuron = 3;
    private const int At = 4;
    private const int Tick = 5;

    private readonly BodyAnalysis _body;
    private readonly NeuronAddresses _addresses;
    private readonly ILGenerator _il;
    private readonly LocalBuilder?[] _values;
    private readonly Dictionary<string, LocalBuilder> _sums = [];

    /// <summary>An emitter of <paramref name="body"/> into <paramref name="il"/>, the method Step.</summary>
    public NeuronEmitter(BodyAnalysis body, NeuronAddresses addresses, ILGenerator il)
    {
        (_body, _addresses, _il) = (body, addresses, il);
        _values = new LocalBuilder?[body.Layout.Micro.Body.Length];
    }

    private KernelLayout Layout => _body.Layout;

    /// <summary>Writes the method.</summary>
    public void Emit()
    {
        // Sums are taken first, whether or not the body reads them: they are 0 afterwards.
        foreach (AccumulatorDeclaration port in Layout.Micro.Accumulators.Where(a => _addresses.Sums.ContainsKey(a.Name)))
            TakeSum(port);
        for (int i = 0; i < _values.Length; i++)
        {
            Instruction instruction = Layout.Micro.Body[i];
            if (!_body.IsLive(i) || instruction.Op is OpCode.Store or OpCode.Emit)
                continue;
            EmitValue(i, instruction);
            _values[i] = _il.DeclareLocal(typeof(int));
            _il.Emit(Cil.Stloc, _values[i]!);
        }
        // States are written last: every read in the body sees the value at the start of the step.
        foreach (Instruction store in Layout.Micro.Body.Where(i => i.Op == OpCode.Store))
        {
            PushIndexed(_addresses.States[store.Symbol!]);
            Push(store.Operands[0]);
            Call(typeof(StepAccess), nameof(StepAccess.Store));
        }
        if (_body.Emitted is { } payload)
            Push(payload);
        else
            _il.Emit(Cil.Ldc_I4_0);
        _il.Emit(Cil.Ret);
    }

    private void TakeSum(AccumulatorDeclaration port)
    {
        PushIndexed(_addresses.Sums[port.Name]);
        Call(typeof(StepAccess), port.Bits == 64 ? nameof(StepAccess.TakeWide) : nameof(StepAccess.Take));
        LocalBuilder sum = _sums[port.Name] = _il.DeclareLocal(typeof(int));
        _il.Emit(Cil.Stloc, sum);
    }

    private void EmitValue(int index, Instruction instruction)
    {
        if (_body.Constant(index) is { } constant)
        {
            _il.Emit(Cil.Ldc_I4, constant);
            return;
        }
        switch (instruction.Op)
        {
            case OpCode.Param:
                PushIndexed(_addresses.Constants[instruction.Symbol!], perNeuron: true);
                Call(typeof(StepAccess), nameof(StepAccess.Parameter));
                break;
            case OpCode.State:
                PushIndexed(_addresses.States[instruction.Symbol!]);
                Call(typeof(StepAccess), nameof(StepAccess.State));
                break;
            case OpCode.Accumulator:
                _il.Emit(Cil.Ldloc, _sums[instruction.Symbol!]);
                break;
            case OpCode.Lut:
                _il.Emit(Cil.Ldarg, Machine);
                Push(instruction.Operands[0]);
                _il.Emit(Cil.Ldc_I8, _addresses.Constants[instruction.Symbol!]);
                _il.Emit(Cil.Ldc_I4, Layout.TableLength(instruction.Symbol!) - 1);
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
                _il.Emit(Cil.Ldc_I4, instruction.Immediate);
                Call(typeof(DeviceOps), Division(instruction.Rounding));
                break;
            case OpCode.Rand:
                PushWord(index);
                _il.Emit(Cil.Ldc_I4, 32 - instruction.Immediate);
                _il.Emit(Cil.Shr_Un);
                break;
            case OpCode.Sat:
                Push(instruction.Operands[0]);
                EmitSaturate(index, instruction.Immediate);
                break;
            case OpCode.Wrap:
                Push(instruction.Operands[0]);
                _il.Emit(Cil.Ldc_I4, 32 - instruction.Immediate);
                _il.Emit(Cil.Shl);
                _il.Emit(Cil.Ldc_I4, 32 - instruction.Immediate);
                _il.Emit(Cil.Shr);
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
            case OpCode.Add: _il.Emit(Cil.Add); break;
            case OpCode.Sub: _il.Emit(Cil.Sub); break;
            case OpCode.Neg: _il.Emit(Cil.Neg); break;
            case OpCode.And: _il.Emit(Cil.And); break;
            case OpCode.Or: _il.Emit(Cil.Or); break;
            case OpCode.Xor: _il.Emit(Cil.Xor); break;
            case OpCode.Shl:
                _il.Emit(Cil.Ldc_I4, instruction.Immediate);
                _il.Emit(Cil.Shl);
                break;
            case OpCode.Abs: Call(typeof(DeviceOps), nameof(DeviceOps.Abs)); break;
            case OpCode.Min: Call(typeof(DeviceOps), nameof(DeviceOps.Min)); break;
            case OpCode.Max: Call(typeof(DeviceOps), nameof(DeviceOps.Max)); break;
            case OpCode.Select: Call(typeof(DeviceOps), nameof(DeviceOps.Select)); break;
            case OpCode.Eq: _il.Emit(Cil.Ceq); break;
            case OpCode.Lt: _il.Emit(Cil.Clt); break;
            case OpCode.Gt: _il.Emit(Cil.Cgt); break;
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
            _il.Emit(Cil.Ldc_I4, instruction.Immediate);
            _il.Emit(Cil.Shr);
            return;
        }
        _il.Emit(Cil.Conv_I8);
        EmitRounded(index, instruction);
    }

    private void EmitMulShift(int index, Instruction instruction)
    {
        bool narrow = _body.ProductFits32(index) && (instruction.Rounding == Rounding.Floor || instruction.Immediate == 0);
        Push(instruction.Operands[0]);
        if (!narrow)
            _il.Emit(Cil.Conv_I8);
        Push(instruction.Operands[1]);
        if (!narrow)
            _il.Emit(Cil.Conv_I8);
        _il.Emit(Cil.Mul);
        if (narrow)
        {
            _il.Emit(Cil.Ldc_I4, instruction.Immediate);
            _il.Emit(Cil.Shr);
        }
        else
        {
            EmitRounded(index, instruction);
        }
    }

    // The stack holds the 64-bit dividend.
    private void EmitRounded(int index, Instruction instruction)
    {
        _il.Emit(Cil.Ldc_I4, instruction.Immediate);
        if (instruction.Rounding == Rounding.Floor || instruction.Immediate == 0)
        {
            _il.Emit(Cil.Shr);
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
        _il.Emit(Cil.Conv_I4);
    }

    private void EmitSaturate(int index, int bits)
    {
        if (_body.IsIdentity(index) || bits == 32)
            return;
        _il.Emit(Cil.Ldc_I4, -(1 << (bits - 1)));
        _il.Emit(Cil.Ldc_I4, (1 << (bits - 1)) - 1);
        _il.Emit(Cil.Call, typeof(DeviceOps).GetMethod(nameof(DeviceOps.Clamp), [typeof(int), typeof(int), typeof(int)])!);
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
        _il.Emit(Cil.Ldarg, Machine);
        _il.Emit(Cil.Ldarg, Slot);
        _il.Emit(Cil.Ldarg, Tick);
        _il.Emit(Cil.Ldc_I4, Layout.Ordinal);
        _il.Emit(Cil.Ldarg, Neuron);
        _il.Emit(Cil.Ldc_I4, _body.Draw(index));
        Call(typeof(DevicePhilox), nameof(DevicePhilox.Word));
    }

    /// <summary>Pushes the machine and the place of the neuron's element in the array at <paramref name="first"/>.</summary>
    private void PushIndexed(long first, bool perNeuron = false)
    {
        _il.Emit(Cil.Ldarg, Machine);
        _il.Emit(Cil.Ldc_I8, first);
        _il.Emit(Cil.Ldarg, perNeuron ? Neuron : At);
        if (perNeuron)
            _il.Emit(Cil.Conv_I8);
        _il.Emit(Cil.Add);
    }

    private void PushOperands(Instruction instruction)
    {
        foreach (int operand in instruction.Operands)
            Push(operand);
    }

    private void Push(int value) => _il.Emit(Cil.Ldloc, _values[value]!);

    private void Negated(System.Reflection.Emit.OpCode comparison)
    {
        _il.Emit(comparison);
        _il.Emit(Cil.Ldc_I4_0);
        _il.Emit(Cil.Ceq);
    }

    private void Call(Type type, string name) =>
        _il.Emit(Cil.Call, type.GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!);
}
