using Neuro.Emulator.Cpu;
using Neuro.Emulator.Ilgpu.Lowering;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.Ilgpu.Tests;

/// <summary>Kernels give what the reference gives, bit for bit: events, counts, states after every tick, counters.</summary>
public sealed class RandomProgramTests
{
    private const int Ticks = 8;
    private const int Slots = 8;

    private static int Programs => Devices.IsSlow ? 12 : 120;

    [Fact]
    public void Programs_run_as_on_the_reference() => Compare(Devices.Backend(null), crossbars: 0);

    [Fact]
    public void Programs_with_crossbars_run_as_on_the_reference() => Compare(Devices.Backend(null), crossbars: 0.7);

    [Fact]
    public void Slots_shared_by_groups_run_as_on_the_reference()
    {
        Compare(Devices.Backend(3), crossbars: 0);
        Compare(Devices.Backend(3), crossbars: 0.7);
    }

    [Fact]
    public void Runs_go_on_across_launches_of_many_ticks()
    {
        // More ticks than one launch has, so that rings wrap in the middle of a recording.
        int ticks = Devices.IsSlow ? 40 : 100;
        for (int seed = 0; seed < Programs / 4; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, largest: 8, crossbars: 0.3);
            InputBatch input = RandomProgram.Input(program, seed, 2, ticks);
            Execution expected = Run(new CpuBackend(), program, input, ticks);
            foreach ((string shape, IBackend backend) in Devices.Backends())
            {
                if (expected.FirstDifference(Run(backend, program, input, ticks)) is { } difference)
                    Assert.Fail($"program {seed}, {shape}: {difference}");
            }
        }
    }

    [Fact]
    public void Batches_pass_dense_layers_as_bits()
    {
        // One octet and a part of another.
        const int batch = 11;
        int compared = 0;
        for (int seed = 0; seed < 2 * Programs; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, largest: Devices.IsSlow ? 6 : 40);
            ProgramImage image = new(program, batch);
            if (!Enumerable.Range(0, program.Projections.Length).Any(image.IsDeliveredAsBits))
                continue;
            compared++;
            InputBatch input = RandomProgram.Input(program, seed, batch, Ticks);
            Execution expected = Run(new CpuBackend(), program, input, Ticks);
            if (expected.FirstDifference(Run(Devices.Backend(2), program, input, Ticks)) is { } difference)
                Assert.Fail($"program {seed}: {difference}");
        }
        Assert.True(compared >= Programs / 4, $"{compared} programs have such layers");
    }

    [Fact]
    public void Programs_run_without_input()
    {
        SpikeProgram program = RandomProgram.Generate(3, largest: 8);
        Execution expected = Run(new ReferenceBackend(), program, InputBatch.Silent, Ticks);
        Assert.Null(expected.FirstDifference(Run(Devices.Backend(null), program, InputBatch.Silent, Ticks)));
    }

    private static Execution Run(IBackend backend, SpikeProgram program, InputBatch input, int ticks)
    {
        int slots = input.Trains.Values.FirstOrDefault()?.Count ?? 1;
        using ISession session = backend.Open(program, new() { BatchSize = slots });
        return Execution.Whole(session, input, ticks);
    }

    private static void Compare(IBackend backend, double crossbars)
    {
        for (int seed = 0; seed < Programs; seed++)
        {
            int largest = Devices.IsSlow ? 6 : seed % 10 == 0 ? 100 : 16;
            SpikeProgram program = RandomProgram.Generate(seed, largest, crossbars);
            Execution expected = Run(new ReferenceBackend(), program, RandomProgram.Input(program, seed, Slots, Ticks), Ticks);
            int batch = (seed % 3) switch { 0 => 1, 1 => 3, _ => Slots };
            InputBatch input = RandomProgram.Input(program, seed, batch, Ticks);
            SessionOptions options = new() { BatchSize = batch, Threads = 1 + seed % 2 };
            using ISession first = backend.Open(program, options);
            Check(Execution.Whole(first, input, Ticks), "in one run");
            first.Reset();
            int stop = 1 + seed % (Ticks - 1);
            // A snapshot is for any backend: now and then another goes on with it, or has made it.
            using ISession other = (seed % 4) switch
            {
                0 => backend.Open(program, options),
                1 => new CpuBackend().Open(program, options),
                _ => new ReferenceBackend().Open(program, options),
            };
            if (seed % 4 == 3)
                Check(Execution.Interrupted(other, first, input, Ticks, stop), "begun by the reference, restored");
            else
                Check(Execution.Interrupted(first, other, input, Ticks, stop), "reset, stepped, saved and restored");

            void Check(Execution actual, string how)
            {
                if (expected.FirstDifference(actual) is { } difference)
                    Assert.Fail($"program {seed}, crossbars {crossbars}, batch {batch}, {how}: {difference}");
            }
        }
    }
}
