using Neuro.Cli.Evaluation;
using Neuro.Cli.Options;
using Neuro.Cli.ReadOuts;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Runs;

namespace Neuro.Cli.Learning;

/// <summary>Measures what a learned program answers on labelled samples, with a read-out that is fitted to the training
/// samples.</summary>
/// <param name="Training">The samples that are learned from.</param>
/// <param name="Samples">The labelled samples to answer; null for none.</param>
/// <param name="Output">The output population.</param>
/// <param name="Method">The read-out; null where the largest count, or the program's own read-out, answers.</param>
/// <param name="Bits">Bits of a read-out's weights.</param>
/// <param name="Backend">What executes.</param>
/// <param name="Session">Batch size and threads.</param>
internal sealed record LearningTest(
    InputData Training, InputData? Samples, string Output, ReadOutMethod? Method, int Bits, IBackend Backend,
    SessionOptions Session)
{
    /// <summary><paramref name="program"/> with its read-out.</summary>
    public SpikeProgram WithReadOut(SpikeProgram program, CancellationToken cancellation)
    {
        if (Method is null)
            return program;
        RunTrace trace = Run(program, Training, cancellation);
        int[] labels = [.. Training.Samples.Select(s => Training.Data.Labels![s])];
        return ReadOutFit.Fit(Method, trace, Output, labels, Bits).Store(program);
    }

    /// <summary>Accuracy of what is learned so far; null without samples.</summary>
    public double? Measure(SpikeProgram learned, CancellationToken cancellation) =>
        Samples is null ? null : Accuracy(WithReadOut(learned, cancellation), cancellation);

    /// <summary>Share of samples that <paramref name="program"/>, which has its read-out, answers right; null without
    /// samples.</summary>
    public double? Accuracy(SpikeProgram program, CancellationToken cancellation) => Samples is null
        ? null
        : Classification.Of(program, Run(program, Samples, cancellation), Output, Samples).Accuracy;

    private RunTrace Run(SpikeProgram program, InputData input, CancellationToken cancellation) =>
        new DatasetRunner(Backend, program, Session).Run(
            input.Data, input.Samples, input.Population, input.Ticks, new() { Counts = [Output] }, progress: null,
                cancellation).Trace;
}
