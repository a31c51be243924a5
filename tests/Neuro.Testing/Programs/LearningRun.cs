using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Testing.Programs;

/// <summary>
/// A random program that learns for a few samples on one backend; and how others, whole or divided, differ from that.
/// </summary>
public sealed class LearningRun : IDisposable
{
    /// <summary>Samples that are learned from.</summary>
    public const int Samples = 3;

    /// <summary>Ticks of each.</summary>
    public const int Ticks = 5;

    private readonly int _seed;
    private readonly SpikeProgram _program;
    private readonly ILearningBackend _backend;
    private readonly ILearningSession _expected;
    private readonly Execution[] _samples;

    /// <summary>Learns on <paramref name="expected"/>.</summary>
    /// <param name="seed">The program is the one of this seed; inputs and streams go with it.</param>
    /// <param name="program">The program.</param>
    /// <param name="expected">What others are compared with.</param>
    /// <param name="batch">Number of slots.</param>
    public LearningRun(int seed, SpikeProgram program, ILearningBackend expected, int batch)
    {
        (_seed, _program, _backend) = (seed, program, expected);
        _expected = expected.OpenLearning(program, new() { BatchSize = batch });
        _samples = Learn(_expected);
    }

    /// <summary>
    /// How learning on <paramref name="actual"/> differs: the first array, by sample and tick; null where nothing does.
    /// </summary>
    public string? FirstDifference(ILearningBackend actual, int threads = 1)
    {
        SessionOptions options = Options(threads);
        using ILearningSession session = actual.OpenLearning(_program, options);
        return Compare(session, Learn(session)) is { } difference
            ? $"{Where(actual, options)}: {difference}; tick by tick: {FirstTickThatDiffers(actual, options)}"
            : null;
    }

    /// <summary>
    /// The same of a run that is begun by <paramref name="first"/>, saved within the second sample, and gone on with by
    /// <paramref name="second"/>.
    /// </summary>
    public string? FirstDifferenceWhereDivided(ILearningBackend first, ILearningBackend second, int threads = 1)
    {
        SessionOptions options = Options(threads);
        using ILearningSession begun = first.OpenLearning(_program, options);
        using ILearningSession goneOnWith = second.OpenLearning(_program, options);
        return Compare(goneOnWith, LearnInterrupted(begun, goneOnWith)) is { } difference
            ? $"{Where(second, options)}, begun on {first.Name}: {difference}"
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _expected.Dispose();

    private SessionOptions Options(int threads) => new() { BatchSize = _expected.BatchSize, Threads = threads };

    private string Where(ILearningBackend backend, SessionOptions options) => $"{backend.Name}, program {_seed}, {options}";

    private InputBatch Input(ISession session, int sample) =>
        RandomProgram.Input(_program, _seed + 1000 * sample, session.BatchSize, Ticks);

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
        Execution divided = Execution.Interrupted(first, second, Input(first, 1), Ticks, stop: 1 + _seed % (Ticks - 1));
        second.NextSample(Streams(second, 1));
        Execution after = Execution.Whole(second, Input(second, 2), Ticks);
        second.NextSample(Streams(second, 2));
        return [before, divided, after];
    }

    private string? Compare(ILearningSession actual, Execution[] samples)
    {
        string? difference = LearningState.FirstDifference(_expected, actual);
        for (int sample = 0; sample < Samples; sample++)
        {
            if (_samples[sample].FirstDifference(samples[sample]) is { } found)
                return $"sample {sample}, {found}; {difference}";
        }
        return difference;
    }

    /// <summary>Both backends tick by tick, for the tick at which the first array differs.</summary>
    private string FirstTickThatDiffers(ILearningBackend backend, SessionOptions options)
    {
        using ILearningSession expected = _backend.OpenLearning(_program, options);
        using ILearningSession actual = backend.OpenLearning(_program, options);
        for (int sample = 0; sample < Samples; sample++)
        {
            InputBatch input = Input(expected, sample);
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
