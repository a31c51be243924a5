using System.Collections.Immutable;
using Neuro.Emulator.Cpu;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.Tests.Cpu;

/// <summary>Every operation, as compiled for every register width, against the scalar function that defines it.</summary>
public class KernelTests
{
    private const int Neurons = 203;
    private const int PowerOfTwo = 1 << 12;
    private const ulong Seed = 0xFEDCBA9876543210;

    public static TheoryData<SimdWidth> Widths => [.. Agreement.Widths];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Operations_of_two_operands_equal_their_scalar_functions(SimdWidth width)
    {
        OpCode[] ops = [OpCode.Add, OpCode.Sub, OpCode.Min, OpCode.Max, OpCode.And, OpCode.Or, OpCode.Xor,
            OpCode.Eq, OpCode.Ne, OpCode.Lt, OpCode.Le, OpCode.Gt, OpCode.Ge];
        Check(width, [.. ops.Select(op => new Instruction(op, "", [0, 1]))]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Operations_of_one_operand_equal_their_scalar_functions(SimdWidth width)
    {
        List<Instruction> instructions = [new(OpCode.Neg, "", [0]), new(OpCode.Abs, "", [0]), new(OpCode.Select, "", [0, 1, 2])];
        foreach (int immediate in (int[])[1, 2, 8, 24, 31, 32])
        {
            instructions.Add(new(OpCode.Sat, "", [0], immediate));
            instructions.Add(new(OpCode.Wrap, "", [0], immediate));
        }
        foreach (int immediate in (int[])[0, 1, 17, 31])
            instructions.Add(new(OpCode.Shl, "", [0], immediate));
        Check(width, instructions);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Shr_rounds_as_its_scalar_function(SimdWidth width) =>
        Check(width, Rounded(OpCode.Shr, [0], [0, 1, 2, 15, 30, 31], Enum.GetValues<Rounding>()));

    [Theory]
    [MemberData(nameof(Widths))]
    public void MulShift_rounds_as_its_scalar_function(SimdWidth width) =>
        Check(width, Rounded(OpCode.MulShift, [0, 1], [0, 1, 2, 16, 31, 32, 33, 45, 61, 62], Enum.GetValues<Rounding>()));

    [Theory]
    [MemberData(nameof(Widths))]
    public void MulShift_of_narrow_operands_rounds_as_its_scalar_function(SimdWidth width) =>
        Check(width, Rounded(OpCode.MulShift, [3, 4], [0, 1, 7, 30, 31, 32], Enum.GetValues<Rounding>()));

    [Theory]
    [MemberData(nameof(Widths))]
    public void MulShift_by_a_power_of_two_rounds_as_its_scalar_function(SimdWidth width) =>
        Check(width, [
            .. Rounded(OpCode.MulShift, [0, 5], [0, 11, 12, 13, 31, 43, 44, 62], Enum.GetValues<Rounding>()),
            .. Rounded(OpCode.MulShift, [5, 3], [12, 13, 20, 43], Enum.GetValues<Rounding>()),
        ]);

    [Theory]
    [MemberData(nameof(Widths))]
    public void DivShift_rounds_as_its_scalar_function(SimdWidth width) =>
        Check(width, Rounded(OpCode.DivShift, [0, 1], [0, 1, 16, 31],
            [Rounding.Floor, Rounding.TowardZero, Rounding.Nearest, Rounding.NearestEven]));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Rand_draws_the_generator_of_tick_population_neuron_and_draw(SimdWidth width) =>
        Check(width, [.. ((int[])[1, 7, 31]).Select(bits => new Instruction(OpCode.Rand, "", [], bits))]);

    private static IEnumerable<Instruction> Rounded(
        OpCode op, ImmutableArray<int> operands, int[] shifts, Rounding[] roundings) =>
        from shift in shifts from rounding in roundings select new Instruction(op, "", operands, shift, rounding);

    /// <summary>
    /// A population whose parameters a, b, c (any 32 bits) and d, e (16 bits) are operands 0 to 4, which has the constant
    /// <see cref="PowerOfTwo"/> as operand 5, and whose state number i stores the result of instruction i; one tick of it.
    /// </summary>
    private static void Check(SimdWidth width, IEnumerable<Instruction> instructions)
    {
        Instruction[] tested = [.. instructions];
        string[] names = ["a", "b", "c", "d", "e"];
        int[][] values =
            [.. names.Select((_, i) => Values(i + 1, i < 3 ? 0 : 16)), [.. Enumerable.Repeat(PowerOfTwo, Neurons)]];
        List<Instruction> body = [.. names.Select(name => new Instruction(OpCode.Param, name, [], Symbol: name))];
        body.Add(new(OpCode.Const, "f", [], PowerOfTwo));
        body.AddRange(tested.Select((instruction, i) => instruction with { Name = $"r{i}" }));
        body.AddRange(tested.Select((_, i) => new Instruction(OpCode.Store, "", [names.Length + 1 + i], Symbol: $"s{i}")));
        MicroProgram micro = new()
        {
            Name = "operations",
            Parameters = [.. names],
            States = [.. tested.Select((_, i) => new StateDeclaration($"s{i}", 32))],
            Body = [.. body],
        };
        SpikeProgram program = new()
        {
            Name = "operations",
            TimeStep = new(1, 1000),
            Seed = Seed,
            Neurons = [micro],
            Populations =
            [
                new()
                {
                    Name = "n", Shape = [Neurons], Neuron = "operations", Phase = 1,
                    Parameters = names.ToImmutableSortedDictionary(name => name, IrValue.FromArray),
                },
            ],
            Arrays = [.. names.Select((name, i) => IrArray.Create(name, [Neurons], i < 3 ? 32 : 16, signed: true, values[i]))],
        };
        using ISession session = new CpuBackend(width).Open(program, new());
        session.Run(InputBatch.Silent, 1);

        uint draw = 0;
        int[] actual = new int[Neurons];
        for (int i = 0; i < tested.Length; i++)
        {
            Instruction t = tested[i];
            session.ReadState("n", $"s{i}", 0, actual);
            for (int n = 0; n < Neurons; n++)
            {
                int Operand(int k) => k < t.Operands.Length ? values[t.Operands[k]][n] : 0;
                uint word = Philox4x32.Block(0, 0, (uint)n, draw, Seed).X0;
                int expected = MicroOps.Evaluate(t.Op, Operand(0), Operand(1), Operand(2), t.Immediate, t.Rounding, word);
                Assert.True(expected == actual[n],
                    $"{width}: {t.Op} {t.Immediate} {t.Rounding} of ({Operand(0)}, {Operand(1)}, {Operand(2)}), neuron {n}: " +
                        $"expected {expected}, actual {actual[n]}");
            }
            if (t.DrawsRandom)
                draw++;
        }
    }

    /// <summary>Extremes, small numbers, neighbours of powers of two, and anything;
    /// <paramref name="bits"/> of them, or all for 0.</summary>
    private static int[] Values(int seed, int bits)
    {
        Random random = new(seed);
        int[] special = [0, 1, -1, 2, -2, 3, int.MaxValue, int.MinValue, int.MaxValue - 1, int.MinValue + 1, 1 << 30, -(1 << 30),
            1 << 16, (1 << 16) - 1, 1 << 15];
        int[] values = new int[Neurons];
        for (int i = 0; i < Neurons; i++)
        {
            int value = random.Next(3) == 0
                ? special[random.Next(special.Length)]
                : random.Next(int.MinValue, int.MaxValue) >> random.Next(31);
            values[i] = bits == 0 ? value : MicroOps.Saturate(value, bits);
        }
        return values;
    }
}
