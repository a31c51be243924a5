using System.Collections.Immutable;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.Tests.Reference;

/// <summary>Every operation inside a running micro-program; expected values by hand.</summary>
public sealed class OperationTests
{
    private const int Min = int.MinValue;
    private const int Max = int.MaxValue;

    [Theory]
    [InlineData(OpCode.Add, Max, 1, Min)]
    [InlineData(OpCode.Sub, Min, 1, Max)]
    [InlineData(OpCode.Min, -3, 2, -3)]
    [InlineData(OpCode.Max, -3, 2, 2)]
    [InlineData(OpCode.And, 12, 10, 8)]
    [InlineData(OpCode.Or, 12, 10, 14)]
    [InlineData(OpCode.Xor, 12, 10, 6)]
    [InlineData(OpCode.Eq, 4, 4, 1)]
    [InlineData(OpCode.Eq, 4, 5, 0)]
    [InlineData(OpCode.Ne, 4, 5, 1)]
    [InlineData(OpCode.Lt, Min, Max, 1)]
    [InlineData(OpCode.Lt, 2, 2, 0)]
    [InlineData(OpCode.Le, 2, 2, 1)]
    [InlineData(OpCode.Gt, Max, Min, 1)]
    [InlineData(OpCode.Gt, 2, 2, 0)]
    [InlineData(OpCode.Ge, 2, 2, 1)]
    public void Two_operands_give_one_result(OpCode op, int a, int b, int expected) =>
        Assert.Equal(expected, Run(builder => Apply(builder, op, a, b)));

    [Theory]
    [InlineData(OpCode.Neg, 5, 0, -5)]
    [InlineData(OpCode.Neg, Min, 0, Min)]
    [InlineData(OpCode.Abs, -5, 0, 5)]
    [InlineData(OpCode.Abs, Min, 0, Min)]
    [InlineData(OpCode.Shl, 0x40000001, 1, unchecked((int)0x80000002))]
    [InlineData(OpCode.Sat, 200, 8, 127)]
    [InlineData(OpCode.Sat, -200, 8, -128)]
    [InlineData(OpCode.Sat, Min, 32, Min)]
    [InlineData(OpCode.Sat, 5, 1, 0)]
    [InlineData(OpCode.Wrap, 200, 8, -56)]
    [InlineData(OpCode.Wrap, Min, 32, Min)]
    public void One_operand_and_an_immediate_give_one_result(OpCode op, int a, int immediate, int expected) =>
        Assert.Equal(expected, Run(builder => Apply(builder, op, a, 0, immediate)));

    [Theory]
    [InlineData(-7, 1, Rounding.Floor, -4)]
    [InlineData(-7, 1, Rounding.TowardZero, -3)]
    [InlineData(-7, 1, Rounding.Nearest, -4)]
    [InlineData(-5, 1, Rounding.NearestEven, -2)]
    [InlineData(-7, 1, Rounding.NearestEven, -4)]
    [InlineData(5, 1, Rounding.Nearest, 3)]
    [InlineData(5, 1, Rounding.NearestEven, 2)]
    [InlineData(Max, 31, Rounding.Nearest, 1)]
    [InlineData(Min, 31, Rounding.TowardZero, -1)]
    public void A_right_shift_rounds_as_named(int a, int shift, Rounding rounding, int expected) =>
        Assert.Equal(expected, Run(builder => builder.Shr(builder.Const(a), shift, rounding)));

    [Theory]
    [InlineData(100, 3, 3, Rounding.Floor, 37)]
    [InlineData(100, 3, 3, Rounding.Nearest, 38)]
    [InlineData(100, -3, 3, Rounding.Floor, -38)]
    [InlineData(100, -3, 3, Rounding.TowardZero, -37)]
    [InlineData(Min, Min, 62, Rounding.NearestEven, 1)]
    [InlineData(Max, Max, 0, Rounding.Floor, 1)]
    public void A_product_is_64_bits_wide_before_it_is_shifted(int a, int b, int shift, Rounding rounding, int expected) =>
        Assert.Equal(expected, Run(builder => builder.MulShift(builder.Const(a), builder.Const(b), shift, rounding)));

    [Theory]
    [InlineData(7, 2, 0, Rounding.TowardZero, 3)]
    [InlineData(-7, 2, 0, Rounding.TowardZero, -3)]
    [InlineData(-7, 2, 0, Rounding.Floor, -4)]
    [InlineData(7, -2, 0, Rounding.Nearest, -4)]
    [InlineData(5, 2, 0, Rounding.NearestEven, 2)]
    [InlineData(1, 3, 8, Rounding.Nearest, 85)]
    [InlineData(12345, 0, 4, Rounding.Floor, 0)]
    [InlineData(Min, -1, 0, Rounding.Floor, Min)]
    public void A_quotient_rounds_as_named_and_is_zero_for_a_divisor_of_zero(
        int a, int b, int shift, Rounding rounding, int expected) =>
        Assert.Equal(expected, Run(builder => builder.DivShift(builder.Const(a), builder.Const(b), shift, rounding)));

    [Theory]
    [InlineData(-1, 30)]
    [InlineData(0, 20)]
    public void Select_takes_the_first_where_the_condition_is_not_zero(int condition, int expected) =>
        Assert.Equal(expected, Run(builder => builder.Select(builder.Const(condition), builder.Const(30), builder.Const(20))));

    [Theory]
    [InlineData(-5, 10)]
    [InlineData(1, 11)]
    [InlineData(9, 12)]
    public void A_table_is_read_with_its_index_clamped(int index, int expected) =>
        Assert.Equal(expected, Run(builder => builder.Lut("table", builder.Const(index)), Tiny.Array("values", [3], 10, 11, 12)));

    [Fact]
    public void Random_bits_are_the_top_of_the_word_of_tick_population_neuron_and_draw()
    {
        MicroProgramBuilder b = new("noise");
        b.State("first", 31);
        b.State("second", 31);
        b.Store("first", b.Rand(5));
        b.Store("second", b.Shr(b.Const(1), 1, Rounding.Stochastic));
        SpikeProgram program = Tiny.Program(
            [Tiny.Input("in", 1), new() { Name = "noise", Shape = [3], Neuron = "noise", Phase = 1 }], [], neuron: b.Build());
        using ISession session = new ReferenceBackend().Open(program, new SessionOptions());
        session.Reset([7]);
        session.Run(InputBatch.Silent, 5);
        int[] first = new int[3];
        int[] second = new int[3];
        session.ReadState("noise", "first", 0, first);
        session.ReadState("noise", "second", 0, second);
        ulong key = 0x89ABCDEF | (ulong)(0x01234567 + 7) << 32;
        for (uint neuron = 0; neuron < 3; neuron++)
        {
            Assert.Equal((int)(Philox4x32.Block(4, 1, neuron, 0, key).X0 >> 27), first[neuron]);
            Assert.Equal((int)(Philox4x32.Block(4, 1, neuron, 1, key).X0 & 1), second[neuron]);
        }
    }

    [Fact]
    public void A_state_is_read_as_it_was_before_the_step_even_after_it_is_stored()
    {
        MicroProgramBuilder b = new("counter");
        Value before = b.State("count", 32);
        b.State("copy", 32);
        b.Store("count", b.Add(before, 1));
        b.Store("copy", before);
        SpikeProgram program = Tiny.Program(
            [new() { Name = "counters", Shape = [1], Neuron = "counter", Phase = 1, Initial = Initial("count", 40) }],
            [],
            neuron: b.Build());
        Assert.Equal([[40], [41], [42]], Tiny.Trace(new ReferenceBackend(), program, InputBatch.Silent, 3, "counters", "copy"));
    }

    [Fact]
    public void Parameters_and_initial_states_may_differ_by_neuron()
    {
        MicroProgramBuilder b = new("ramp");
        b.Store("v", b.Add(b.State("v", 32), b.Param("step")));
        SpikeProgram program = Tiny.Program(
            [new()
            {
                Name = "ramps", Shape = [2], Neuron = "ramp", Phase = 1,
                Initial = Initial("v", IrValue.FromArray("start")),
                Parameters = Initial("step", IrValue.FromArray("steps")),
            }],
            [], [Tiny.Array("start", [2], 100, 200), Tiny.Array("steps", [2], 1, -1)], b.Build());
        Assert.Equal([[101, 199], [102, 198]], Tiny.Trace(new ReferenceBackend(), program, InputBatch.Silent, 2, "ramps", "v"));
    }

    private static ImmutableSortedDictionary<string, IrValue> Initial(string name, IrValue value) =>
        ImmutableSortedDictionary<string, IrValue>.Empty.Add(name, value);

    private static Value Apply(MicroProgramBuilder b, OpCode op, int x, int y, int immediate = 0)
    {
        (Value a, Value c) = (b.Const(x), b.Const(y));
        return op switch
        {
            OpCode.Add => b.Add(a, c),
            OpCode.Sub => b.Sub(a, c),
            OpCode.Min => b.Min(a, c),
            OpCode.Max => b.Max(a, c),
            OpCode.And => b.And(a, c),
            OpCode.Or => b.Or(a, c),
            OpCode.Xor => b.Xor(a, c),
            OpCode.Eq => b.Eq(a, c),
            OpCode.Ne => b.Ne(a, c),
            OpCode.Lt => b.Lt(a, c),
            OpCode.Le => b.Le(a, c),
            OpCode.Gt => b.Gt(a, c),
            OpCode.Ge => b.Ge(a, c),
            OpCode.Neg => b.Neg(a),
            OpCode.Abs => b.Abs(a),
            OpCode.Shl => b.Shl(a, immediate),
            OpCode.Sat => b.Sat(a, immediate),
            OpCode.Wrap => b.Wrap(a, immediate),
            _ => throw new ArgumentOutOfRangeException(nameof(op)),
        };
    }

    /// <summary>The value that the one neuron of a program computes in its first step.</summary>
    private static int Run(Func<MicroProgramBuilder, Value> compute, IrArray? table = null)
    {
        MicroProgramBuilder b = new("calculator");
        b.State("result", 32);
        b.Store("result", compute(b));
        Population population = new() { Name = "calculator", Shape = [1], Neuron = "calculator", Phase = 1 };
        if (table is not null)
            population = population with { Parameters = Initial("table", IrValue.FromArray(table.Name)) };
        SpikeProgram program = Tiny.Program([population], [], table is null ? [] : [table], b.Build());
        return Tiny.Trace(new ReferenceBackend(), program, InputBatch.Silent, 1, "calculator", "result")[0][0];
    }
}
