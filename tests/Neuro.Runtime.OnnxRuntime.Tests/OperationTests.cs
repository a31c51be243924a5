using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Runtime.OnnxRuntime.Tests;

/// <summary>Every operation of a micro-program at the extremes of its operands, against <see cref="MicroOps"/>.</summary>
public sealed class OperationTests
{
    private static readonly int[] Operands =
        [int.MinValue, int.MinValue + 1, -65536, -256, -129, -3, -2, -1, 0, 1, 2, 3, 127, 128, 255, 65535, int.MaxValue - 1,
         int.MaxValue];

    private static readonly Rounding[] Roundings =
        [Rounding.Floor, Rounding.TowardZero, Rounding.Nearest, Rounding.NearestEven];

    public static TheoryData<OpCode> Operations =>
        [.. Enum.GetValues<OpCode>().Where(op => op is >= OpCode.Add and <= OpCode.Wrap)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_is_exact_at_the_extremes(OpCode op)
    {
        Native.Require();
        (int a, int b)[] pairs = [.. from a in Operands from b in Operands select (a, b)];
        Instruction[] variants = [.. Variants(op)];
        SpikeProgram program = Program(pairs, variants);
        ProgramVerifier.ThrowIfInvalid(program);
        using ISession session = new OnnxRuntimeBackend().Open(program, new SessionOptions());
        session.Run(InputBatch.Silent, 1);
        int[] actual = new int[pairs.Length];
        for (int v = 0; v < variants.Length; v++)
        {
            Instruction i = variants[v];
            session.ReadState($"p{v}", "r", 0, actual);
            for (int k = 0; k < pairs.Length; k++)
            {
                (int a, int b) = pairs[k];
                int expected = MicroOps.Evaluate(op, a, b, ~a, i.Immediate, i.Rounding);
                Assert.True(
                    expected == actual[k],
                    $"{op} {a}, {b}, {~a}, {i.Immediate}, {i.Rounding}: expected {expected}, actual {actual[k]}");
            }
        }
    }

    private static IEnumerable<Instruction> Variants(OpCode op)
    {
        (int Minimum, int Maximum)? range = OpCodes.Immediates(op);
        int[] immediates = range is not { } r ? [0]
            : [.. ((int[])[0, 1, 2, 7, 8, 16, 30, 31, 32, 33, 48, 61, 62]).Where(n => n >= r.Minimum && n <= r.Maximum)];
        foreach (int immediate in immediates)
            foreach (Rounding rounding in OpCodes.Rounds(op) ? Roundings : [Rounding.Floor])
                yield return new Instruction(op, "r", [.. Enumerable.Range(0, OpCodes.Arity(op))], immediate, rounding);
    }

    /// <summary>A population for each variant, whose neurons have the pairs as parameters and keep the result.</summary>
    private static SpikeProgram Program((int A, int B)[] pairs, Instruction[] variants)
    {
        IrArray Array(string name, IEnumerable<int> values) =>
            IrArray.Create(name, [pairs.Length], 32, signed: true, [.. values]);
        MicroProgram Neuron(Instruction instruction, int number) => new()
        {
            Name = $"n{number}",
            Parameters = ["a", "b", "c"],
            States = [new StateDeclaration("r", 32)],
            Body =
            [
                new(OpCode.Param, "a", [], Symbol: "a"), new(OpCode.Param, "b", [], Symbol: "b"),
                new(OpCode.Param, "c", [], Symbol: "c"), instruction with { Name = "x" },
                new(OpCode.Store, "", [3], Symbol: "r"),
            ],
        };
        return new SpikeProgram
        {
            Name = "operations",
            TimeStep = new Rational(1, 1000),
            Arrays =
            [
                Array("a", pairs.Select(p => p.A)), Array("b", pairs.Select(p => p.B)), Array("c", pairs.Select(p => ~p.A)),
            ],
            Neurons = [.. variants.Select(Neuron)],
            Populations =
            [
                .. variants.Select((_, number) => new Population
                {
                    Name = $"p{number}",
                    Shape = [pairs.Length],
                    Neuron = $"n{number}",
                    Phase = 1,
                    Parameters = ((string[])["a", "b", "c"]).ToImmutableSortedDictionary(
                        n => n, IrValue.FromArray, StringComparer.Ordinal),
                }),
            ],
        };
    }
}
