using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Conformance.Tests;

/// <summary>
/// Every backend learns as the reference does: random rules, pulses and reductions, over several samples, for any batch, thread
/// count and way to divide the run.
/// </summary>
public sealed class LearningConformanceTests
{
    private const int Ticks = 5;
    private const int Chunk = 60;
    private const int DevicePrograms = 30;
    private const int SlowPrograms = 6;

    private static readonly int[] Batches = [1, 3, 8];
    private static readonly CpuBackend Cpu = new() { SharesShortTicks = true };
    private static readonly ReferenceBackend Reference = new();

    public static TheoryData<int> Chunks => [.. Enumerable.Range(0, 9)];

    public static TheoryData<string> Devices => [.. BackendsUnderTest.Devices];

    public static TheoryData<string> Backends => [Cpu.Name, .. BackendsUnderTest.Devices];

    [Theory]
    [MemberData(nameof(Chunks))]
    public void Random_rules_learn_as_on_the_reference(int chunk)
    {
        foreach ((int seed, SpikeProgram program) in Programs(chunk * Chunk, Chunk))
        {
            using LearningRun run = new(seed, program, Reference, Batches[seed % Batches.Length]);
            foreach (int threads in (int[])[1, 2])
                Check(run.FirstDifference(Cpu, threads));
            CheckDivided(run, seed, Cpu, 1 + seed / Batches.Length % 2);
        }
    }

    /// <summary>Programs are compiled for a device one by one, which takes it a while: fewer of them.</summary>
    [Theory]
    [MemberData(nameof(Devices), DisableDiscoveryEnumeration = true)]
    public void Devices_learn_random_rules_as_the_reference_does(string device)
    {
        ILearningBackend backend = Assert.IsType<ILearningBackend>(BackendsUnderTest.Open(device), exactMatch: false);
        foreach ((int seed, SpikeProgram program) in Programs(7000, CountFor(device)))
        {
            using LearningRun run = new(seed, program, Reference, Batches[seed % Batches.Length]);
            Check(run.FirstDifference(backend, threads: 1 + seed % 2));
            if (seed % 3 == 0)
                CheckDivided(run, seed, backend, threads: 1 + seed % 2);
        }
    }

    private static int CountFor(string name) =>
        name == Cpu.Name ? Chunk : BackendsUnderTest.IsSlow(name) ? SlowPrograms : DevicePrograms;

    private static void Check(string? difference) => Assert.True(difference is null, difference);

    // Tick by tick, saved by one backend and gone on with on the other.
    private static void CheckDivided(LearningRun run, int seed, ILearningBackend backend, int threads)
    {
        (ILearningBackend first, ILearningBackend second) = (seed % 4) switch
        {
            0 => (backend, Reference),
            1 => (Reference, backend),
            _ => (backend, backend),
        };
        Check(run.FirstDifferenceWhereDivided(first, second, threads));
    }

    [Fact]
    public void Narrow_registers_learn_the_same()
    {
        foreach ((int seed, SpikeProgram program) in Programs(5000, 40))
        {
            using LearningRun run = new(seed, program, Reference, batch: 2);
            foreach (SimdWidth width in (SimdWidth[])[SimdWidth.Scalar, SimdWidth.Vector128, SimdWidth.Vector256])
                Check(run.FirstDifference(new CpuBackend(width)));
        }
    }

    [Theory]
    [MemberData(nameof(Backends), DisableDiscoveryEnumeration = true)]
    public void Sessions_that_do_not_learn_execute_the_same(string name)
    {
        IBackend backend = BackendsUnderTest.Open(name);
        foreach ((int seed, SpikeProgram program) in Programs(6000, CountFor(name)))
        {
            SessionOptions options = new() { BatchSize = 3 };
            InputBatch input = RandomProgram.Input(program, seed, options.BatchSize, Ticks);
            using ISession expected = Reference.Open(program, options);
            using ISession actual = backend.Open(program, options);
            Execution whole = Execution.Whole(expected, input, Ticks);
            string? difference = whole.FirstDifference(Execution.Whole(actual, input, Ticks));
            Assert.True(difference is null, $"{backend.Name}, program {seed}: {difference}");
            using ISession first = backend.Open(program, options);
            using ISession second = Reference.Open(program, options);
            Execution divided = Execution.Interrupted(first, second, input, Ticks, stop: 1 + seed % (Ticks - 1));
            difference = whole.FirstDifference(divided);
            Assert.True(difference is null, $"{backend.Name}, program {seed}, gone on with elsewhere: {difference}");
        }
    }

    private static IEnumerable<(int Seed, SpikeProgram Program)> Programs(int first, int count) =>
        Enumerable.Range(first, count).Select(seed => (seed, RandomProgram.Generate(seed, largest: 16, learning: 0.8)));
}
