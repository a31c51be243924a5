using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Conformance.Tests;

/// <summary>
/// The CPU backend fires by the event as the reference does: random programs with loops, full queues and rules, over several
/// samples, for any batch, thread count and way to divide the run.
/// </summary>
public sealed class EventConformanceTests
{
    private const int Chunk = 45;
    private const int Ticks = 5;
    private const int Samples = 2;

    private static readonly ReferenceBackend Reference = new();
    private static readonly CpuBackend Cpu = new();

    public static TheoryData<int> Chunks => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Chunks))]
    public void Random_programs_fire_and_learn_as_on_the_reference(int chunk)
    {
        foreach ((int seed, SpikeProgram program) in Programs(chunk * Chunk, Chunk))
        {
            int batch = seed % 2 == 0 ? 1 : 3;
            using ILearningSession expected = Reference.OpenLearning(program, new() { BatchSize = batch });
            Execution[] samples = Learn(expected, seed);
            foreach (int threads in (int[])[1, 2])
            {
                using ILearningSession actual = Cpu.OpenLearning(program, new() { BatchSize = batch, Threads = threads });
                AssertSame(expected, samples, actual, Learn(actual, seed), $"program {seed}, batch {batch}, {threads} threads");
            }
            CheckDivided(program, expected, samples, seed);
        }
    }

    [Fact]
    public void Narrow_registers_fire_the_same()
    {
        foreach ((int seed, SpikeProgram program) in Programs(7000, 30))
        {
            using ILearningSession expected = Reference.OpenLearning(program, new());
            Execution[] samples = Learn(expected, seed);
            foreach (SimdWidth width in (SimdWidth[])[SimdWidth.Scalar, SimdWidth.Vector128, SimdWidth.Vector256])
            {
                using ILearningSession actual = new CpuBackend(width).OpenLearning(program, new());
                AssertSame(expected, samples, actual, Learn(actual, seed), $"program {seed}, {width}");
            }
        }
    }

    [Fact]
    public void Sessions_that_do_not_learn_execute_the_same()
    {
        foreach ((int seed, SpikeProgram program) in Programs(8000, 40))
        {
            SessionOptions options = new() { BatchSize = 3, Threads = 2 };
            InputBatch input = RandomProgram.Input(program, seed, options.BatchSize, Ticks);
            using ISession expected = Reference.Open(program, options);
            using ISession actual = Cpu.Open(program, options);
            string? difference = Execution.Whole(expected, input, Ticks)
                .FirstDifference(Execution.Whole(actual, input, Ticks));
            Assert.True(difference is null, $"program {seed}: {difference}");
        }
    }

    [Theory]
    [MemberData(nameof(BackendsUnderTest.All), MemberType = typeof(BackendsUnderTest))]
    public void Backends_run_them_or_refuse_with_a_diagnostic(string name)
    {
        IBackend backend = BackendsUnderTest.Open(name);
        SpikeProgram program = RandomEvents.Generate(1);
        if (name is "reference" or "cpu")
            backend.Open(program, new()).Dispose();
        else
            Assert.Equal(
                "NEU6106", Assert.Single(
                    Assert.Throws<DiagnosticException>(() => backend.Open(program, new())).Diagnostics).Code);
    }

    [Fact]
    public void Programs_are_lively_and_use_every_part()
    {
        int loops = 0, learn = 0, repeat = 0, lose = 0;
        foreach ((int seed, SpikeProgram program) in Programs(0, 200))
        {
            using ISession session = Cpu.Open(program, new());
            Recording recording = new(program, new() { Spikes = [.. program.Populations.Select(p => p.Name)] }, 1);
            session.Run(RandomProgram.Input(program, seed, 1, Ticks), Ticks, recording);
            loops += program.Projections.Any(p => p.Source == p.Target) ? 1 : 0;
            learn += program.Projections.Any(p => p.Plasticity is not null) ? 1 : 0;
            repeat += program.Populations.Any(p => Repeats(recording.Spikes(p.Name, 0))) ? 1 : 0;
            lose += session.Counters(0).LostEvents > 0 ? 1 : 0;
        }
        Assert.True(
            loops > 40 && learn > 80 && repeat > 60 && lose > 20,
            $"{loops} have loops, {learn} learn, {repeat} have neurons that fire twice in a tick, {lose} lose events");
    }

    // Tick by tick, saved by one backend and gone on with on the other, in the second sample.
    private static void CheckDivided(SpikeProgram program, ILearningSession expected, Execution[] samples, int seed)
    {
        SessionOptions options = new() { BatchSize = expected.BatchSize, Threads = 1 + seed / 2 % 2 };
        using ILearningSession cpu = Cpu.OpenLearning(program, options);
        using ILearningSession other = seed % 3 == 0
            ? Cpu.OpenLearning(program, options)
            : Reference.OpenLearning(program, options);
        (ILearningSession first, ILearningSession second) = seed % 3 == 1 ? (other, cpu) : (cpu, other);
        Execution before = Execution.Whole(first, Input(first, seed, 0), Ticks);
        first.NextSample();
        Execution divided = Execution.Interrupted(first, second, Input(first, seed, 1), Ticks, stop: 1 + seed % (Ticks - 1));
        second.NextSample();
        AssertSame(expected, samples, second, [before, divided], $"program {seed}, gone on with elsewhere");
    }

    private static bool Repeats(Runtime.Data.SpikeTrain train)
    {
        for (int tick = 0; tick < train.Ticks; tick++)
        {
            int[] neurons = train.IndicesAt(tick).ToArray();
            if (neurons.Distinct().Count() < neurons.Length)
                return true;
        }
        return false;
    }

    private static IEnumerable<(int Seed, SpikeProgram Program)> Programs(int first, int count) =>
        Enumerable.Range(first, count).Select(seed => (seed, RandomEvents.Generate(seed)));

    private static InputBatch Input(ILearningSession session, int seed, int sample) =>
        RandomProgram.Input(session.Program, seed + 1000 * sample, session.BatchSize, Ticks);

    private static Execution[] Learn(ILearningSession session, int seed)
    {
        Execution[] samples = new Execution[Samples];
        for (int sample = 0; sample < Samples; sample++)
        {
            samples[sample] = Execution.Whole(session, Input(session, seed, sample), Ticks);
            session.NextSample();
        }
        return samples;
    }

    private static void AssertSame(
        ILearningSession expected, Execution[] expectedSamples, ILearningSession actual, Execution[] actualSamples, string where)
    {
        for (int sample = 0; sample < Samples; sample++)
        {
            string? difference = expectedSamples[sample].FirstDifference(actualSamples[sample]);
            Assert.True(difference is null, $"{where}, sample {sample}: {difference}");
        }
        string? learned = LearningState.FirstDifference(expected, actual);
        Assert.True(learned is null, $"{where}: {learned}");
    }
}
