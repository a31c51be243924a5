using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Targets.Onnx;
using Neuro.Testing.Programs;

namespace Neuro.Runtime.OnnxRuntime.Tests;

/// <summary>ONNX Runtime gives what the reference gives: events, counts, states after every tick, counters.</summary>
public sealed class RandomProgramTests
{
    private const int Programs = 300;
    private const int Crossbars = 40;
    private const int Slots = 2;
    private const int Ticks = 6;

    [Fact]
    public void Exported_programs_do_what_the_reference_does()
    {
        Native.Require();
        Parallel.For(0, Programs, seed => Compare(RandomProgram.Generate(seed, largest: 10), seed));
    }

    [Fact]
    public void Exported_crossbars_without_read_noise_do_what_the_reference_does()
    {
        Native.Require();
        Parallel.For(0, Crossbars, seed =>
            Compare(OnnxExporter.WithoutReadNoise(RandomProgram.Generate(seed, largest: 10, crossbars: 0.8)), seed));
    }

    private static void Compare(SpikeProgram program, int seed)
    {
        OnnxRuntimeBackend backend = new();
        InputBatch input = RandomProgram.Input(program, seed, Slots, Ticks);
        SessionOptions options = new() { BatchSize = Slots };
        using ISession reference = new ReferenceBackend().Open(program, options);
        using ISession exported = backend.Open(program, options);
        Execution expected = Execution.Whole(reference, input, Ticks);
        Check(seed % 4 == 1
            ? Execution.Interrupted(exported, reference, input, Ticks, stop: 1 + seed % (Ticks - 1))
            : Execution.Whole(exported, input, Ticks));
        if (seed % 4 == 2)
        {
            // The same session from a snapshot of the reference, after a reset.
            reference.Reset();
            exported.Reset();
            Check(Execution.Interrupted(reference, exported, input, Ticks, stop: 1 + seed % (Ticks - 1)));
        }

        void Check(Execution actual)
        {
            if (expected.FirstDifference(actual) is { } difference)
                Assert.Fail($"program {seed}: {difference}");
        }
    }
}
