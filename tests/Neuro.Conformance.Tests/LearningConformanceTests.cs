using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Conformance.Tests;

/// <summary>
/// The CPU backend and those of devices learn as the reference does: random rules, pulses and reductions, over several samples,
/// for any batch, thread count and way to divide the run.
/// </summary>
public sealed class LearningConformanceTests
{
    private const int Samples = 3;
    private const int Ticks = 5;
    private const int Chunk = 60;
    private const int DevicePrograms = 24;

    private static readonly int[] Batches = [1, 3, 8];
    private static readonly CpuBackend Cpu = new() { SharesShortTicks = true };
    private static readonly ReferenceBackend Reference = new();

    public static TheoryData<int> Chunks => [.. Enumerable.Range(0, 9)];

    public static TheoryData<string> Devices => [.. BackendsUnderTest.Devices];

    public static TheoryData<string> Backends => ["cpu", .. BackendsUnderTest.Devices];

    [Theory]
    [MemberData(nameof(Chunks))]
    public void Random_rules_learn_as_on_the_reference(int chunk)
    {
        foreach ((int seed, SpikeProgram program) in Programs(chunk * Chunk, Chunk))
        {
            int batch = Batches[seed % Batches.Length];
            using ILearningSession expected = Reference.OpenLearning(program, new() { BatchSize = batch });
            Execution[] samples = Learn(expected, seed);
            foreach (int threads in (int[])[1, 2])
            {
                SessionOptions options = new() { BatchSize = batch, Threads = threads };
                using ILearningSession whole = Cpu.OpenLearning(program, options);
                AssertSame(expected, samples, Cpu, whole, Learn(whole, seed), seed, options);
            }
            CheckDivided(Cpu, program, expected, samples, seed);
        }
    }

    /// <summary>Rules are compiled for a device one by one, which takes it a while: fewer of them.</summary>
    [Theory]
    [MemberData(nameof(Devices), DisableDiscoveryEnumeration = true)]
    public void Devices_learn_random_rules_as_the_reference_does(string device)
    {
        ILearningBackend backend = Assert.IsType<ILearningBackend>(BackendsUnderTest.Open(device), exactMatch: false);
        foreach ((int seed, SpikeProgram program) in Programs(9000, DevicePrograms))
        {
            SessionOptions options = new() { BatchSize = Batches[seed % Batches.Length] };
            using ILearningSession expected = Reference.OpenLearning(program, options);
            Execution[] samples = Learn(expected, seed);
            using ILearningSession whole = backend.OpenLearning(program, options);
            AssertSame(expected, samples, backend, whole, Learn(whole, seed), seed, options);
            CheckDivided(backend, program, expected, samples, seed);
        }
    }

    // Tick by tick, saved by one backend and gone on with on the other.
    private static void CheckDivided(
        ILearningBackend backend, SpikeProgram program, ILearningSession expected, Execution[] samples, int seed)
    {
        SessionOptions options = new() { BatchSize = expected.BatchSize, Threads = 1 + seed / Batches.Length % 2 };
        using ILearningSession tested = backend.OpenLearning(program, options);
        using ILearningSession reference = Reference.OpenLearning(program, options);
        using ILearningSession other = backend.OpenLearning(program, options);
        (ILearningSession first, ILearningSession second) = (seed % 4) switch
        {
            0 => (tested, reference),
            1 => (reference, tested),
            _ => (tested, other),
        };
        AssertSame(expected, samples, backend, second, LearnInterrupted(first, second, seed), seed, options);
    }

    [Fact]
    public void Narrow_registers_learn_the_same()
    {
        foreach ((int seed, SpikeProgram program) in Programs(5000, 40))
        {
            SessionOptions options = new() { BatchSize = 2 };
            using ILearningSession expected = Reference.OpenLearning(program, options);
            Execution[] samples = Learn(expected, seed);
            foreach (SimdWidth width in (SimdWidth[])[SimdWidth.Scalar, SimdWidth.Vector128, SimdWidth.Vector256])
            {
                CpuBackend narrow = new(width);
                using ILearningSession actual = narrow.OpenLearning(program, options);
                AssertSame(expected, samples, narrow, actual, Learn(actual, seed), seed, options);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Backends), DisableDiscoveryEnumeration = true)]
    public void Sessions_that_do_not_learn_execute_the_same(string name)
    {
        IBackend backend = BackendsUnderTest.Open(name);
        foreach ((int seed, SpikeProgram program) in Programs(6000, name == "cpu" ? 60 : DevicePrograms))
        {
            SessionOptions options = new() { BatchSize = 3 };
            InputBatch input = RandomProgram.Input(program, seed, options.BatchSize, Ticks);
            using ISession expected = Reference.Open(program, options);
            using ISession actual = backend.Open(program, options);
            Execution whole = Execution.Whole(expected, input, Ticks);
            string? difference = whole.FirstDifference(Execution.Whole(actual, input, Ticks));
            Assert.True(difference is null, $"program {seed}: {difference}");
            using ISession first = backend.Open(program, options);
            using ISession second = Reference.Open(program, options);
            Execution divided = Execution.Interrupted(first, second, input, Ticks, stop: 1 + seed % (Ticks - 1));
            difference = whole.FirstDifference(divided);
            Assert.True(difference is null, $"program {seed}, gone on with elsewhere: {difference}");
        }
    }

    private static IEnumerable<(int Seed, SpikeProgram Program)> Programs(int first, int count) =>
        Enumerable.Range(first, count).Select(seed => (seed, RandomProgram.Generate(seed, largest: 16, learning: 0.8)));

    private static InputBatch Input(ILearningSession session, int seed, int sample) =>
        RandomProgram.Input(session.Program, seed + 1000 * sample, session.BatchSize, Ticks);

    private static uint[] Streams(ILearningSession session, int sample) =>
        sample % 2 == 0 ? [] : [.. Enumerable.Range(0, session.BatchSize).Select(slot => (uint)(17 * sample + slot))];

    private static Execution[] Learn(ILearningSession session, int seed)
    {
        Execution[] samples = new Execution[Samples];
        for (int sample = 0; sample < Samples; sample++)
        {
            samples[sample] = Execution.Whole(session, Input(session, seed, sample), Ticks);
            session.NextSample(Streams(session, sample));
        }
        return samples;
    }

    // The first sample whole on the first session, the second tick by tick and divided between both, the third on the second.
    private static Execution[] LearnInterrupted(ILearningSession first, ILearningSession second, int seed)
    {
        Execution before = Execution.Whole(first, Input(first, seed, 0), Ticks);
        first.NextSample(Streams(first, 0));
        Execution divided = Execution.Interrupted(first, second, Input(first, seed, 1), Ticks, stop: 1 + seed % (Ticks - 1));
        second.NextSample(Streams(second, 1));
        Execution after = Execution.Whole(second, Input(second, seed, 2), Ticks);
        second.NextSample(Streams(second, 2));
        return [before, divided, after];
    }

    private static void AssertSame(
        ILearningSession expected, Execution[] expectedSamples, ILearningBackend backend, ILearningSession actual,
        Execution[] actualSamples, int seed, SessionOptions options)
    {
        string? difference = LearningState.FirstDifference(expected, actual);
        for (int sample = 0; sample < Samples; sample++)
        {
            if (expectedSamples[sample].FirstDifference(actualSamples[sample]) is { } found)
            {
                difference = $"sample {sample}, {found}; {difference}";
                break;
            }
        }
        if (difference is not null)
            Assert.Fail($"{backend.Name}, program {seed}, {options}: {difference}; tick by tick: "
                + FirstDifference(backend, expected.Program, seed, options));
    }

    /// <summary>Both backends tick by tick, for the tick at which the first array differs.</summary>
    private static string FirstDifference(ILearningBackend backend, SpikeProgram program, int seed, SessionOptions options)
    {
        using ILearningSession expected = Reference.OpenLearning(program, options);
        using ILearningSession actual = backend.OpenLearning(program, options);
        for (int sample = 0; sample < Samples; sample++)
        {
            InputBatch input = Input(expected, seed, sample);
            for (int tick = 0; tick < Ticks; tick++)
            {
                expected.Run(input, 1);
                actual.Run(input, 1);
                if (LearningState.FirstDifference(expected, actual) is { } difference)
                    return $"sample {sample}, tick {tick}, {difference}";
            }
            expected.NextSample(Streams(expected, sample));
            actual.NextSample(Streams(actual, sample));
            if (LearningState.FirstDifference(expected, actual) is { } atEnd)
                return $"end of sample {sample}, {atEnd}";
        }
        return "no array differs";
    }
}
