using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Conformance.Tests;

/// <summary>Every backend gives what the reference gives, bit for bit: events, counts, states after every tick, counters.</summary>
public sealed class BackendConformanceTests
{
    private const int Programs = 2_000;
    private const int Ticks = 9;
    private const int Slots = 8;

    [Fact]
    public void Reference_equals_itself_in_any_batch_and_after_restoring()
    {
        for (int seed = 0; seed < Programs / 4; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed);
            Execution expected = Expected(program, seed);
            Compare(new ReferenceBackend(), program, seed, expected, batch: 1 + seed % 3, threads: 1);
        }
    }

    private static Execution Expected(SpikeProgram program, int seed)
    {
        using ISession session = new ReferenceBackend().Open(program, new SessionOptions { BatchSize = Slots });
        return Execution.Whole(session, RandomProgram.Input(program, seed, Slots, Ticks), Ticks);
    }

    private static void Compare(IBackend backend, SpikeProgram program, int seed, Execution expected, int batch, int threads)
    {
        SessionOptions options = new() { BatchSize = batch, Threads = threads };
        InputBatch input = RandomProgram.Input(program, seed, batch, Ticks);
        using ISession first = backend.Open(program, options);
        Check(Execution.Whole(first, input, Ticks), "in one run");
        using ISession second = backend.Open(program, options);
        first.Reset();
        Check(Execution.Interrupted(first, second, input, Ticks, stop: 1 + seed % (Ticks - 1)), "reset, stepped, saved and restored");

        void Check(Execution actual, string how)
        {
            if (expected.FirstDifference(actual) is { } difference)
                Assert.Fail($"{backend.Name}, program {seed}, batch {batch}, {threads} threads, {how}: {difference}");
        }
    }
}
