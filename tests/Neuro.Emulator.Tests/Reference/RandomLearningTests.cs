using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime;
using Neuro.Testing.Programs;

namespace Neuro.Emulator.Tests.Reference;

/// <summary>Random programs that learn, on the reference interpreter.</summary>
public sealed class RandomLearningTests
{
    private const int Programs = 60;
    private const int Ticks = 7;

    [Fact]
    public void A_restored_session_learns_on_as_if_it_had_not_stopped()
    {
        LearningCounters total = default;
        for (int seed = 0; seed < Programs; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, largest: 8, learning: 0.7);
            InputBatch input = RandomProgram.Input(program, seed, slots: 2, ticks: 2 * Ticks);
            using ILearningSession whole = Open(program), first = Open(program), second = Open(program);
            Samples(whole, input);
            first.Run(input, Ticks);
            first.NextSample();
            first.Run(input, seed % Ticks);
            second.Restore(first.Save());
            second.Run(input, Ticks - seed % Ticks);
            second.NextSample();

            Assert.True(
                LearningState.FirstDifference(whole, second) is null,
                $"program {seed}: {LearningState.FirstDifference(whole, second)}");
            total += whole.LearningCounters(0);
        }
        Assert.True(total is { RuleUpdates: > 10_000, Pulses: > 1000, Refreshes: > 30 }, $"too little happens: {total}");
    }

    [Fact]
    public void Sessions_that_do_not_learn_execute_the_program_of_inference()
    {
        for (int seed = 0; seed < Programs; seed++)
        {
            SpikeProgram program = RandomProgram.Generate(seed, largest: 8, learning: 0.7);
            InputBatch input = RandomProgram.Input(program, seed, slots: 1, Ticks);
            ReferenceBackend backend = new();
            using ISession session = backend.Open(program, new());
            using ILearningSession inference = backend.OpenLearning(InferenceProgram.Of(program), new());
            Execution expected = Execution.Whole(inference, input, Ticks);

            Assert.Null(expected.FirstDifference(Execution.Whole(session, input, Ticks)));
        }
    }

    private static ILearningSession Open(SpikeProgram program) =>
        new ReferenceBackend().OpenLearning(program, new() { BatchSize = 2 });

    private static void Samples(ILearningSession session, InputBatch input)
    {
        for (int sample = 0; sample < 2; sample++)
        {
            session.Run(input, Ticks);
            session.NextSample();
        }
    }
}
