using Neuro.Emulator.Cpu;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.Tests.Cpu;

public class CpuSessionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void Large_random_programs_agree_with_the_reference(int batchSize)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, largest: 300);
            Agreement.Check(program, RandomProgram.Input(program, seed, batchSize, 6), batchSize, 6);
        }
    }

    [Fact]
    public void Ticks_allocate_nothing()
    {
        SpikeProgram program = Echo();
        using ISession session = new CpuBackend().Open(program, new() { BatchSize = 3 });
        InputBatch input = new("input", [.. Enumerable.Range(0, 3).Select(_ => SpikeTrain.FromDense(
            Enumerable.Repeat((byte)1, 2000 * 5).ToArray(), 2000, 5))]);
        long Allocated(int ticks)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            session.Run(input, ticks);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Allocated(10);
        Assert.Equal(Allocated(10), Allocated(1000));
    }

    [Fact]
    public void A_program_that_fails_the_verifier_is_refused_with_its_findings()
    {
        SpikeProgram program = Echo() with { Projections = [Tiny.Projection("input", "nowhere", new Dense(), 1)] };
        Assert.Throws<DiagnosticException>(() => new CpuBackend().Open(program, new()));
    }

    [Fact]
    public void A_failing_thread_ends_the_run_instead_of_leaving_the_others_waiting()
    {
        SpikeProgram program = Echo();
        using ISession session = new CpuBackend { SharesShortTicks = true }.Open(program, new() { Threads = 2 });
        // A recording of another program: the population it asks for has another size.
        SpikeProgram other = Echo() with
        {
            Populations = [Tiny.Input("input", 5), Tiny.Relays("relays", 1, 2)],
            Projections = [],
        };
        Recording recording = new(other, new() { Counts = ["relays"] }, 1);
        InputBatch input = new("input", [SpikeTrain.FromDense(Enumerable.Repeat((byte)1, 50).ToArray(), 10, 5)]);
        Assert.ThrowsAny<Exception>(() => session.Run(input, 10, recording));
    }

    private static SpikeProgram Echo() => Tiny.Program(
        [Tiny.Input("input", 5), Tiny.Relays("relays", 1, 5)],
        [Tiny.Projection("input", "relays", new OneToOne(), 1)]);
}
