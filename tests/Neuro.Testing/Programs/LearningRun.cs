using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Testing.Programs;

/// <summary>
/// A random program that learns for a few samples: on one backend, whole; on another, whole or divided; and where they differ.
/// </summary>
/// <param name="seed">The program is the one of this seed; inputs and streams go with it.</param>
/// <param name="program">The program.</param>
public sealed class LearningRun(int seed, SpikeProgram program)
{
    /// <summary>Samples that are learned from.</summary>
    public const int Samples = 3;

    /// <summary>Ticks of each.</summary>
    public const int Ticks = 5;

    /// <summary>
    /// How learning on <paramref name="actual"/> differs from learning on <paramref name="expected"/>: the first array, by
    /// sample and tick; null where nothing does.
    /// </summary>
    public string? FirstDifference(ILearningBackend expected, ILearningBackend actual, SessionOptions options)
    {
        using ILearningSession a = expected.OpenLearning(program, options);
        using ILearningSession b = actual.OpenLearning(program, options);
        Execution[] samples = Learn(a);
        return Compare(a, samples, b, Learn(b), options) is { } difference
            ? difference + "; tick by tick: " + FirstTickThatDiffers(expected, actual, options)
            : null;
    }

    /// <summary>
    /// The same of a run that is begun by <paramref name="first"/>, saved within the second sample, and gone on with by
    /// <paramref name="second"/>.
    /// </summary>
    public string? FirstDifferenceWhereDivided(
        ILearningBackend expected, ILearningBackend first, ILearningBackend second, SessionOptions options)
    {
        using ILearningSession whole = expected.OpenLearning(program, options);
        using ILearningSession begun = first.OpenLearning(program, options);
        using ILearningSession goneOnWith = second.OpenLearning(program, options);
        Execution[] samples = Learn(whole);
        return Compare(whole, samples, goneOnWith, LearnInterrupted(begun, goneOnWith), options) is { } difference
            ? "divided, " + difference
            : null;
    }

    private InputBatch Input(ISession session, int sample) =>
        RandomProgram.Input(program, seed + 1000 * sample, session.BatchSize, Ticks);

    private static uint[] Streams(ISession session, int sample) =>
        sample % 2 == 0 ? [] : [.. Enumerable.Range(0, session.BatchSize).Select(slot => (uint)(17 * sample + slot))];

    private Execution[] Learn(ILearningSession session)
    {
        Execution[] samples = new Execution[Samples];
        for (int sample = 0; sample < Samples; sample++)
        {
            samples[sample] = Execution.Whole(session, Input(session, sample), Ticks);
            session.NextSample(Streams(session, sample));
        }
        return samples;
    }

    // The first sample whole on the first session, the second tick by tick and divided between both, the third on the second.
    private Execution[] LearnInterrupted(ILearningSession first, ILearningSession second)
    {
        Execution before = Execution.Whole(first, Input(first, 0), Ticks);
        first.NextSample(Streams(first, 0));
        Execution divided = Execution.Interrupted(first, second, Input(first, 1), Ticks, stop: 1 + seed % (Ticks - 1));
        second.NextSample(Streams(second, 1));
        Execution after = Execution.Whole(second, Input(second, 2), Ticks);
        second.NextSample(Streams(second, 2));
        return [before, divided, after];
    }

    private string? Compare(
        ILearningSession expected, Execution[] expectedSamples, ILearningSession actual, Execution[] actualSamples,
        SessionOptions options)
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
        return difference is null ? null : $"program {seed}, {options}: {difference}";
    }

    /// <summary>Both backends tick by tick, for the tick at which the first array differs.</summary>
    private string FirstTickThatDiffers(ILearningBackend expected, ILearningBackend actual, SessionOptions options)
    {
        using ILearningSession a = expected.OpenLearning(program, options);
        using ILearningSession b = actual.OpenLearning(program, options);
        for (int sample = 0; sample < Samples; sample++)
        {
            InputBatch input = Input(a, sample);
            for (int tick = 0; tick < Ticks; tick++)
            {
                a.Run(input, 1);
                b.Run(input, 1);
                if (LearningState.FirstDifference(a, b) is { } difference)
                    return $"sample {sample}, tick {tick}, {difference}";
            }
            a.NextSample(Streams(a, sample));
            b.NextSample(Streams(b, sample));
            if (LearningState.FirstDifference(a, b) is { } atEnd)
                return $"end of sample {sample}, {atEnd}";
        }
        return "no array differs";
    }
}
