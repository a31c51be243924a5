using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.OpenCL.Tests;

/// <summary>
/// Random rules, pulses and reductions do on the device what they do on the reference, synapse by synapse and over several
/// samples, however they are spread over work-items.
/// </summary>
public sealed class LearningTests
{
    private const int Samples = 3;
    private const int Ticks = 5;
    private static readonly ReferenceBackend Reference = new();

    [Theory]
    [InlineData("chosen", 0, 20)]
    [InlineData("owners", 1000, 10)]
    [InlineData("group", 2000, 10)]
    [InlineData("grid", 3000, 10)]
    public void Random_rules_learn_as_on_the_reference(string style, int firstSeed, int programs)
    {
        OpenCLBackend backend = Device.Backend(style);
        LearningCounters learned = default;
        for (int seed = firstSeed; seed < firstSeed + programs; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, largest: 16, learning: 0.8);
            int batch = 1 + seed % 3;
            using ILearningSession expected = Reference.OpenLearning(program, new() { BatchSize = batch });
            using ILearningSession actual = backend.OpenLearning(program, new() { BatchSize = batch });
            Compare(expected, actual, seed, "in one run");
            learned += actual.LearningCounters(0);
            expected.Reset();
            actual.Reset();
            Compare(expected, actual, seed, "reset");
        }
        Assert.True(learned is { RuleUpdates: > 1000, Pulses: > 10 }, $"{learned}");
    }

    [Theory]
    [InlineData("chosen", 4000, 8)]
    [InlineData("owners", 5000, 2)]
    [InlineData("group", 6000, 2)]
    public void Learning_goes_on_where_another_backends_was_saved(string style, int firstSeed, int programs)
    {
        OpenCLBackend backend = Device.Backend(style);
        for (int seed = firstSeed; seed < firstSeed + programs; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, largest: 12, learning: 0.8);
            using ILearningSession expected = Reference.OpenLearning(program, new() { BatchSize = 2 });
            using ILearningSession device = backend.OpenLearning(program, new() { BatchSize = 2 });
            using ILearningSession other = Reference.OpenLearning(program, new() { BatchSize = 2 });
            (ILearningSession first, ILearningSession second) = seed % 2 == 0 ? (device, other) : (other, device);
            InputBatch input = RandomProgram.Input(program, seed, 2, Ticks);
            int stop = 1 + seed % Ticks;
            foreach (ILearningSession session in (ILearningSession[])[expected, first])
            {
                session.Run(input, Ticks);
                session.NextSample([5, 9]);
                session.Run(input, stop);
            }
            second.Restore(first.Save());
            foreach (ILearningSession session in (ILearningSession[])[expected, second])
            {
                session.Run(input, Ticks - stop);
                session.NextSample([6, 2]);
            }
            Compare(expected, second, seed, "restored");
        }
    }

    [Fact]
    public void Rules_that_always_run_do_so_in_sessions_that_do_not_learn()
    {
        OpenCLBackend backend = Device.Backend();
        int always = 0;
        for (int seed = 7000; always < 5; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, largest: 12, learning: 0.8);
            if (!program.Projections.Any(p => p.Plasticity is { Always: true }))
                continue;
            always++;
            InputBatch input = RandomProgram.Input(program, seed, 2, Ticks);
            using ISession expected = Reference.Open(program, new() { BatchSize = 2 });
            using ISession actual = backend.Open(program, new() { BatchSize = 2 });
            using ISession other = Reference.Open(program, new() { BatchSize = 2 });
            Execution whole = Execution.Whole(expected, input, Ticks);
            if (whole.FirstDifference(Execution.Whole(actual, input, Ticks)) is { } difference)
                Assert.Fail($"program {seed}: {difference}");
            actual.Reset();
            if (whole.FirstDifference(Execution.Interrupted(actual, other, input, Ticks, stop: 2)) is { } divided)
                Assert.Fail($"program {seed}, gone on with by the reference: {divided}");
        }
    }

    private static void Compare(ILearningSession expected, ILearningSession actual, int seed, string how)
    {
        for (int sample = 0; sample < Samples; sample++)
        {
            InputBatch input = RandomProgram.Input(expected.Program, seed + 1000 * sample, expected.BatchSize, Ticks);
            string? difference =
                Execution.Whole(expected, input, Ticks).FirstDifference(Execution.Whole(actual, input, Ticks));
            Check(difference, $"sample {sample}");
            uint[] streams = sample == 0 ? [] : [.. Enumerable.Range(0, expected.BatchSize).Select(i => (uint)(17 * sample + i))];
            expected.NextSample(streams);
            actual.NextSample(streams);
            Check(null, $"end of sample {sample}");
        }

        void Check(string? difference, string where)
        {
            difference = LearningState.FirstDifference(expected, actual) ?? difference;
            if (difference is not null)
                Assert.Fail($"program {seed}, {how}, {where}: {difference}");
        }
    }
}
