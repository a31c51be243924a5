using System.Collections.Immutable;
using Neuro.Cli.Commands;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Passes;
using Neuro.Compiler.Reports;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Runtime.Runs;

namespace Neuro.Cli.Evaluation;

/// <summary>Evaluates a converted program beside the conventional network that it came from.</summary>
internal static class AnnEvaluation
{
    // Layers are compared on so many samples: their trains are kept in memory.
    private const int ComparedSamples = 32;

    /// <summary>Completes <paramref name="result"/>, whose outputs over time are in <paramref name="trace"/>.</summary>
    public static EvaluationResult With(
        CommandContext context, LoadedProgram loaded, AnnGraph graph, InputData input, RunTrace trace, EvaluationResult result,
        BackendOptionSet backend)
    {
        AnalogDataset values = input.Values!().Select(input.Samples);
        int[][] over = [.. trace.Spikes[result.Output].Select(t => ConversionMeter.AnswersOver(t, input.Ticks))];
        return result with
        {
            Float = new(Answers(context, graph, values, backend), result.Fixed.Labels),
            IsConverted = true,
            Curve = ConversionMeter.Curve(over, result.Fixed.Labels, input.Ticks),
            Layers = Layers(loaded, graph, values, input, backend.Backend(context, input)),
        };
    }

    private static int[] Answers(CommandContext context, AnnGraph graph, AnalogDataset values, BackendOptionSet backend)
    {
        using ProgressLine progress = new(context.Terminal, "running the conventional network");
        int[] answers = new int[values.Count];
        int done = 0;
        ParallelOptions options =
            new() { MaxDegreeOfParallelism = backend.Threads(context), CancellationToken = context.Cancellation };
        Parallel.For(
            0, answers.Length, options, () => new AnnEvaluator(graph),
            (i, _, evaluator) =>
            {
                answers[i] = Classification.ArgMax<double>(evaluator.Run(values[i]));
                progress.Report(Interlocked.Increment(ref done), answers.Length, "samples");
                return evaluator;
            },
            _ => { });
        return answers;
    }

    private static ImmutableArray<ConversionLayer> Layers(
        LoadedProgram loaded, AnnGraph graph, AnalogDataset values, InputData input, IBackend backend)
    {
        if (loaded.Report is null || CompileReport.FromJson(loaded.Report).Conversion is not { } report)
            return [];
        int[] few = [.. Enumerable.Range(0, Math.Min(ComparedSamples, values.Count))];
        ConversionLayer[] known = [.. report.Layers.Where(l => graph.Nodes.Any(n => n.Name == l.Node))];
        SpikeDataset trains = input.Data.Select([.. few.Select(i => input.Samples[i])]);
        return ConversionMeter.Measure(
            report with { Layers = [.. known], Ticks = input.Ticks }, Unbind.Run(loaded.Program), graph, values.Select(few),
            trains, backend).Layers;
    }
}
