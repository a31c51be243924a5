using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Testing.Programs;

namespace Neuro.Runtime.OnnxRuntime.Tests;

/// <summary>ONNX Runtime gives what the reference gives: events, counts, states after every tick, counters.</summary>
public sealed class RandomProgramTests
{
    private const int Programs = 300;
    private const int Slots = 2;
    private const int Ticks = 6;

    [Fact]
    public void Exported_programs_do_what_the_reference_does()
    {
        Native.Require();
        OnnxRuntimeBackend backend = new();
        for (int seed = 0; seed < Programs; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, largest: 12);
            InputBatch input = RandomProgram.Input(program, seed, Slots, Ticks);
            SessionOptions options = new() { BatchSize = Slots };
            using ISession reference = new ReferenceBackend().Open(program, options);
            using ISession exported = backend.Open(program, options);
            Execution expected = Execution.Whole(reference, input, Ticks);
            Execution actual = seed % 3 == 0
                ? Execution.Interrupted(exported, backend.Open(program, options), input, Ticks, stop: 1 + seed % (Ticks - 1))
                : Execution.Whole(exported, input, Ticks);
            Assert.True(expected.FirstDifference(actual) is null, $"program {seed}: {expected.FirstDifference(actual)}");
        }
    }
}
