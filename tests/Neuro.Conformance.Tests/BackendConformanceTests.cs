using System.Collections.Concurrent;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Conformance.Tests;

/// <summary>
/// Every backend gives what the reference gives, bit for bit: events, counts, states after every tick, counters.
/// </summary>
public sealed class BackendConformanceTests
{
    private const int Programs = 2_000;

    // Programs from this number on have projections that are read from crossbars.
    private const int FirstCrossbar = 1_000_000;
    private const int Crossbars = 500;
    private const int DevicePrograms = 340;
    private const int DeviceCrossbars = 160;
    private const int SlowPrograms = 10;
    private const int Ticks = 8;
    private const int Slots = 8;

    // Programs with what the reference says of them. That does not depend on the batch: one run of it serves every batch size;
    // and kernels are compiled once for each program object.
    private static readonly ConcurrentDictionary<int, (SpikeProgram Program, Execution Expected)> Known = new();

    [Fact]
    public void Reference_equals_itself_in_any_batch_and_after_restoring()
    {
        foreach (int seed in Seeds(Programs / 4, Crossbars))
            Compare(new ReferenceBackend(), seed, batch: 1 + seed % 3, threads: 1);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 1)]
    [InlineData(8, 2)]
    public void Cpu_backend_equals_reference(int batch, int threads)
    {
        foreach (int seed in Seeds(Programs, Crossbars))
            Compare(new CpuBackend { SharesShortTicks = true }, seed, batch, threads);
        for (int seed = FirstCrossbar; seed < FirstCrossbar + Crossbars; seed++)
            Compare(new CpuBackend { SharesShortTicks = true }, seed, batch, threads);
    }

    [Theory]
    [InlineData(SimdWidth.Scalar)]
    [InlineData(SimdWidth.Vector128)]
    [InlineData(SimdWidth.Vector256)]
    [InlineData(SimdWidth.Vector512)]
    public void Cpu_backend_equals_reference_at_every_register_width(SimdWidth width)
    {
        foreach (int seed in Seeds(Programs / 10, Crossbars / 5))
            Compare(new CpuBackend(width), seed, batch: 3, threads: 1);
    }

    /// <summary>Programs are compiled for a device one by one, which takes it a while: fewer of them, at each batch size
    /// others too.
    /// </summary>
    [Theory]
    [MemberData(nameof(DevicesAndBatches), DisableDiscoveryEnumeration = true)]
    public void Device_equals_reference(string device, int batch)
    {
        IBackend backend = BackendsUnderTest.Open(device);
        bool slow = BackendsUnderTest.IsSlow(device);
        IEnumerable<int> seeds = Seeds(slow ? SlowPrograms : DevicePrograms, slow ? SlowPrograms : DeviceCrossbars);
        foreach (int seed in seeds.Where(s => s % 3 == batch % 3 || (s % 30 == 0 && !slow)))
            Compare(backend, seed, batch, threads: 1 + seed % 2);
    }

    /// <summary>Every device of the backends that have any of their own, with the batch sizes 1, 3 and 8.</summary>
    public static TheoryData<string, int> DevicesAndBatches()
    {
        TheoryData<string, int> data = [];
        foreach (string device in BackendsUnderTest.Devices)
            foreach (int batch in (int[])[1, 3, 8])
                data.Add(device, batch);
        return data;
    }

    private static IEnumerable<int> Seeds(int digital, int crossbars) =>
        [.. Enumerable.Range(0, digital), .. Enumerable.Range(FirstCrossbar, crossbars)];

    /// <summary>Mostly small, so that many can be tried; some with several vectors and parts in a population.</summary>
    private static (SpikeProgram Program, Execution Expected) Generate(int seed)
    {
        SpikeProgram program =
            RandomProgram.Generate(seed, largest: seed % 10 == 0 ? 100 : 16, crossbars: seed < FirstCrossbar ? 0 : 0.7);
        using ISession session = new ReferenceBackend().Open(program, new SessionOptions { BatchSize = Slots });
        return (program, Execution.Whole(session, RandomProgram.Input(program, seed, Slots, Ticks), Ticks));
    }

    private static void Compare(IBackend backend, int seed, int batch, int threads)
    {
        (SpikeProgram program, Execution expected) = Known.GetOrAdd(seed, Generate);
        SessionOptions options = new() { BatchSize = batch, Threads = threads };
        InputBatch input = RandomProgram.Input(program, seed, batch, Ticks);
        using ISession first = backend.Open(program, options);
        Check(Execution.Whole(first, input, Ticks), "in one run");
        first.Reset();
        int stop = 1 + seed % (Ticks - 1);
        // A snapshot is for any backend: now and then the reference goes on with it, or has made it.
        using ISession other = seed % 4 < 2 ? backend.Open(program, options) : new ReferenceBackend().Open(program, options);
        if (seed % 4 == 3)
            Check(Execution.Interrupted(other, first, input, Ticks, stop), "begun by the reference, restored");
        else
            Check(Execution.Interrupted(first, other, input, Ticks, stop), "reset, stepped, saved and restored");

        void Check(Execution actual, string how)
        {
            if (expected.FirstDifference(actual) is { } difference)
                Assert.Fail($"{backend.Name}, program {seed}, batch {batch}, {threads} threads, {how}: {difference}");
        }
    }
}
