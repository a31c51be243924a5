using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.OpenCL.Tests;

/// <summary>Reductions add to ports what the reference adds, however neurons are spread over work-items.</summary>
public sealed class ReductionTests
{
    private const int Ticks = 8;

    [Theory]
    [InlineData("chosen", 0, 10)]
    [InlineData("owners", 100, 3)]
    [InlineData("group", 200, 3)]
    [InlineData("grid", 300, 3)]
    public void Random_reductions_add_what_the_reference_adds(string style, int firstSeed, int programs)
    {
        IBackend backend = Device.Backend(style);
        for (int seed = firstSeed; programs > 0; seed++)
        {
            // So few rules that hardly a program has one.
            SpikeProgram program = RandomProgram.Generate(seed, seed % 3 == 0 ? 70 : 8, learning: 1e-6);
            if (program.Reductions.IsEmpty)
                continue;
            programs--;
            Compare(backend, program, seed);
        }
    }

    [Theory]
    [InlineData("chosen")]
    [InlineData("owners")]
    [InlineData("group")]
    public void Every_kind_is_exact_over_groups_with_ties_and_extremes(string style)
    {
        const int Size = 60;
        int[] values = [.. Enumerable.Range(0, Size).Select(
            i => i % 20 == 7 ? int.MaxValue : i % 17 == 3 ? int.MinValue : i * 7 % 9 - 4)];
        string[] kinds =
        [
            "sum", "max", "count", "argmax", "argmax; floor 3", "miss; floor 4", "kmax 1", "kmax 7; floor -2", "kmax 99",
            "kmax 4; floor 2147483647", "softmax 16; fraction 0", "softmax 8; fraction 5",
        ];
        string Reduction(string kind, int i)
        {
            string[] parts = kind.Split(';', 2);
            string rest = parts.Length > 1 ? ";" + parts[1] : "";
            string group = (i % 3) switch { 0 => "; group 12", 1 => "", _ => "; group 30" };
            return $"population to{i} [{Size}] : keep phase {1 + i % 2} {{ }}\n"
                + $"reduction r{i} : from state v -> to{i} port in {{ {parts[0]}{group}{rest} }}";
        }
        string reductions = string.Join('\n', kinds.Select(Reduction));
        SpikeProgram program = ProgramText.Parse($$"""
            program p {
              dt 1
              array x : s32[{{Size}}] = [{{string.Join(", ", values)}}]
              neuron source { state v : s32; kept = add v, 0; store v, kept }
              neuron keep { acc in : i64; state sum : s32; store sum, in }
              population from [{{Size}}] : source phase 1 { init v = @x }
              {{reductions}}
            }
            """, "reductions");
        Compare(Device.Backend(style), program, seed: 0);
    }

    private static void Compare(IBackend backend, SpikeProgram program, int seed)
    {
        int batch = 1 + seed % 3;
        InputBatch input = RandomProgram.Input(program, seed, batch, Ticks);
        using ISession reference = new ReferenceBackend().Open(program, new() { BatchSize = batch });
        using ISession session = backend.Open(program, new() { BatchSize = batch });
        if (Execution.Whole(reference, input, Ticks).FirstDifference(Execution.Whole(session, input, Ticks)) is { } difference)
            Assert.Fail($"program {seed}: {difference}");
    }
}
