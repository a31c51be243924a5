using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.OpenCL.Tests;

/// <summary>Every operation as OpenCL C, at extreme and ordinary operands, against the scalar function that defines it.</summary>
public sealed class OperationTests
{
    private const int Neurons = 203;
    private const int TestedTick = 1;
    private const ulong Seed = 0xFEDCBA9876543210;

    public static TheoryData<string> Styles => ["chosen", "owner", "group"];

    [Theory]
    [MemberData(nameof(Styles))]
    public void Operations_equal_their_scalar_functions(string style)
    {
        OpCode[] ofTwo = [OpCode.Add, OpCode.Sub, OpCode.Min, OpCode.Max, OpCode.And, OpCode.Or, OpCode.Xor, OpCode.Eq, OpCode.Ne,
            OpCode.Lt, OpCode.Le, OpCode.Gt, OpCode.Ge];
        List<Instruction> instructions = [.. ofTwo.Select(op => new Instruction(op, "", [0, 1]))];
        instructions.AddRange(
        [
            new(OpCode.Neg, "", [0]), new(OpCode.Abs, "", [0]), new(OpCode.Select, "", [0, 1, 2]),
            new(OpCode.Select, "", [3, 1, 2]),
        ]);
        foreach (int immediate in (int[])[1, 2, 8, 24, 31, 32])
        {
            instructions.Add(new(OpCode.Sat, "", [0], immediate));
            instructions.Add(new(OpCode.Wrap, "", [0], immediate));
        }
        instructions.AddRange(((int[])[0, 1, 17, 31]).Select(s => new Instruction(OpCode.Shl, "", [0], s)));
        instructions.AddRange(((int[])[1, 7, 31]).Select(bits => new Instruction(OpCode.Rand, "", [], bits)));
        Check(style, instructions);
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Roundings_equal_their_scalar_functions(string style)
    {
        Rounding[] all = Enum.GetValues<Rounding>();
        Check(style,
        [
            .. Rounded(OpCode.Shr, [0], [0, 1, 2, 15, 30, 31], all),
            .. Rounded(OpCode.MulShift, [0, 1], [0, 1, 2, 16, 31, 32, 33, 45, 61, 62], all),
            .. Rounded(OpCode.MulShift, [3, 4], [0, 1, 7, 30, 31, 32], all),
            .. Rounded(OpCode.DivShift, [0, 1], [0, 1, 16, 31], all[..4]),
            .. Rounded(OpCode.DivShift, [3, 4], [0, 5, 31], all[..4]),
        ]);
    }

    private static IEnumerable<Instruction> Rounded(
        OpCode op, ImmutableArray<int> operands, int[] shifts, Rounding[] roundings) =>
        from shift in shifts from rounding in roundings select new Instruction(op, "", operands, shift, rounding);

    /// <summary>
    /// A population whose parameters a, b, c (any 32 bits) and d, e (16 bits) are operands 0 to 4, and whose state number i
    /// stores the result of instruction i; its second tick.
    /// </summary>
    private static void Check(string style, IEnumerable<Instruction> instructions)
    {
        Instruction[] tested = [.. instructions];
        string[] names = ["a", "b", "c", "d", "e"];
        int[][] values = [.. names.Select((_, i) => Values(i + 1, i < 3 ? 0 : 16))];
        SpikeProgram program = Program(tested, names, values);
        using ISession session = Device.Backend(style).Open(program, new() { BatchSize = 2 });
        session.Reset([5, 6]);
        session.Run(InputBatch.Silent, TestedTick + 1);

        // The key of slot 1, which draws stream 6.
        ulong key = unchecked((uint)Seed) | (ulong)((uint)(Seed >> 32) + 6) << 32;
        uint draw = 0;
        int[] actual = new int[Neurons];
        for (int i = 0; i < tested.Length; i++)
        {
            Instruction t = tested[i];
            session.ReadState("n", $"s{i}", 1, actual);
            for (int n = 0; n < Neurons; n++)
            {
                int Operand(int k) => k < t.Operands.Length ? values[t.Operands[k]][n] : 0;
                uint word = Philox4x32.Block(TestedTick, 0, (uint)n, draw, key).X0;
                int expected = MicroOps.Evaluate(t.Op, Operand(0), Operand(1), Operand(2), t.Immediate, t.Rounding, word);
                Assert.True(expected == actual[n],
                    $"{style}: {t.Op} {t.Immediate} {t.Rounding} of ({Operand(0)}, {Operand(1)}, {Operand(2)}), neuron {n}: "
                        + $"expected {expected}, actual {actual[n]}");
            }
            if (t.DrawsRandom)
                draw++;
        }
    }

    private static SpikeProgram Program(Instruction[] tested, string[] names, int[][] values)
    {
        List<Instruction> body = [.. names.Select(name => new Instruction(OpCode.Param, name, [], Symbol: name))];
        body.AddRange(tested.Select((instruction, i) => instruction with { Name = $"r{i}" }));
        body.AddRange(tested.Select((_, i) => new Instruction(OpCode.Store, "", [names.Length + i], Symbol: $"s{i}")));
        return new()
        {
            Name = "operations",
            TimeStep = new(1, 1000),
            Seed = Seed,
            Neurons =
            [
                new()
                {
                    Name = "operations",
                    Parameters = [.. names],
                    States = [.. tested.Select((_, i) => new StateDeclaration($"s{i}", 32))],
                    Body = [.. body],
                },
            ],
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
    }

    /// <summary>Extremes, small numbers, neighbours of powers of two, and anything; of <paramref name="bits"/> bits, or all for
    /// 0.
    /// </summary>
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
