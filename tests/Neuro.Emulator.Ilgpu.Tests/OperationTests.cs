using System.Collections.Immutable;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.Ilgpu.Tests;

/// <summary>Every operation with every rounding at extreme operands gives what the reference gives.</summary>
public sealed class OperationTests
{
    private static readonly int[] Operands =
    [
        0, 1, -1, 2, -2, 3, 7, -7, 255, -256, 32767, -32768, 65536, 0x55555555, 1 << 30,
        int.MaxValue, -int.MaxValue, int.MinValue,
    ];

    private static readonly int[] NarrowShifts = [0, 1, 2, 7, 15, 16, 30, 31];
    private static readonly int[] Shifts = [.. NarrowShifts, 32, 33, 47, 61, 62];
    private static readonly int[] Bits = [1, 2, 8, 16, 24, 31, 32];

    public static TheoryData<OpCode> Operations =>
    [
        .. Enum.GetValues<OpCode>().Except(
            [OpCode.Const, OpCode.Param, OpCode.State, OpCode.Accumulator, OpCode.Store, OpCode.Emit]),
    ];

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_agrees_with_the_reference_at_extreme_operands(OpCode op)
    {
        SpikeProgram program = Program(op);
        foreach (IBackend backend in (IBackend[])[Devices.Backend(0), Devices.Backend(2)])
        {
            if (Run(new ReferenceBackend(), program).FirstDifference(Run(backend, program)) is { } difference)
                Assert.Fail($"{op}: {difference}; the state is the instruction");
        }
    }

    private static Execution Run(IBackend backend, SpikeProgram program)
    {
        using ISession session = backend.Open(program, new() { BatchSize = 2 });
        return Execution.Whole(session, InputBatch.Silent, ticks: 2);
    }

    /// <summary>One neuron for each pair of operands, and one state for each variant of the operation.</summary>
    private static SpikeProgram Program(OpCode op)
    {
        int[] operands = Devices.IsSlow ? [.. Operands.Where((_, i) => i % 3 == 0)] : Operands;
        int size = operands.Length * operands.Length;
        int[] a = [.. Enumerable.Range(0, size).Select(i => operands[i / operands.Length])];
        int[] b = [.. Enumerable.Range(0, size).Select(i => operands[i % operands.Length])];
        int[] c = [.. Enumerable.Range(0, size).Select(i => operands[i * 7 % operands.Length])];
        MicroProgramBuilder builder = new("neuron");
        (Value x, Value y, Value z) = (builder.Param("a"), builder.Param("b"), builder.Param("c"));
        int number = 0;
        foreach ((string name, Func<Value> value) in Variants(builder, op, x, y, z))
        {
            string state = $"{name}_{number++}";
            builder.State(state, 32);
            builder.Store(state, value());
        }
        ImmutableSortedDictionary<string, IrValue> parameters = ImmutableSortedDictionary<string, IrValue>.Empty
            .Add("a", IrValue.FromArray("a")).Add("b", IrValue.FromArray("b")).Add("c", IrValue.FromArray("c"));
        if (op == OpCode.Lut)
            parameters = parameters.Add("table", IrValue.FromArray("table"));
        return new()
        {
            Name = op.ToString(),
            TimeStep = new(1, 1000),
            Seed = 0xFEDCBA9876543210,
            Neurons = [builder.Build()],
            Arrays =
            [
                IrArray.Create("a", [size], 32, signed: true, a), IrArray.Create("b", [size], 32, signed: true, b),
                IrArray.Create("c", [size], 32, signed: true, c),
                IrArray.Create("table", [5], 32, signed: true, [3, -1, 4, -1, int.MinValue]),
            ],
            Populations = [new() { Name = "all", Shape = [size], Neuron = "neuron", Phase = 1, Parameters = parameters }],
        };
    }

    private static IEnumerable<(string Name, Func<Value> Value)> Variants(
        MicroProgramBuilder m, OpCode op, Value a, Value b, Value c)
    {
        Rounding[] roundings = Enum.GetValues<Rounding>();
        switch (op)
        {
            case OpCode.Shl:
                return NarrowShifts.Select(s => ($"shl{s}", (Func<Value>)(() => m.Shl(a, s))));
            case OpCode.Shr:
                return NarrowShifts.SelectMany(s => roundings.Select(r => ($"shr{s}{r}", (Func<Value>)(() => m.Shr(a, s, r)))));
            case OpCode.MulShift:
                return Shifts.SelectMany(s => roundings.Select(r => ($"mul{s}{r}", (Func<Value>)(() => m.MulShift(a, b, s, r)))));
            case OpCode.DivShift:
                return NarrowShifts.SelectMany(s => roundings.Where(r => r != Rounding.Stochastic)
                    .Select(r => ($"div{s}{r}", (Func<Value>)(() => m.DivShift(a, b, s, r)))));
            case OpCode.Sat:
                return Bits.Select(n => ($"sat{n}", (Func<Value>)(() => m.Sat(a, n))));
            case OpCode.Wrap:
                return Bits.Select(n => ($"wrap{n}", (Func<Value>)(() => m.Wrap(a, n))));
            case OpCode.Rand:
                return Bits.Where(n => n < 32).Select(n => ($"rand{n}", (Func<Value>)(() => m.Rand(n))));
            default:
                return [(op.ToString(), () => Plain(m, op, a, b, c))];
        }
    }

    private static Value Plain(MicroProgramBuilder m, OpCode op, Value a, Value b, Value c) => op switch
    {
        OpCode.Add => m.Add(a, b),
        OpCode.Sub => m.Sub(a, b),
        OpCode.Neg => m.Neg(a),
        OpCode.Abs => m.Abs(a),
        OpCode.Min => m.Min(a, b),
        OpCode.Max => m.Max(a, b),
        OpCode.And => m.And(a, b),
        OpCode.Or => m.Or(a, b),
        OpCode.Xor => m.Xor(a, b),
        OpCode.Eq => m.Eq(a, b),
        OpCode.Ne => m.Ne(a, b),
        OpCode.Lt => m.Lt(a, b),
        OpCode.Le => m.Le(a, b),
        OpCode.Gt => m.Gt(a, b),
        OpCode.Ge => m.Ge(a, b),
        OpCode.Select => m.Select(a, b, c),
        OpCode.Lut => m.Lut("table", a),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "it has variants"),
    };
}
