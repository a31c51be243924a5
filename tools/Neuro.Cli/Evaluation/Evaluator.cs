using Neuro.Cli.Commands;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Compiler.Discrete;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Runs;

namespace Neuro.Cli.Evaluation;

/// <summary>Classifies labelled samples with a program, and with the float network it came from.</summary>
internal static class Evaluator
{
    /// <summary>The evaluation of <paramref name="output"/> on <paramref name="input"/>, whose data has labels.</summary>
    /// <param name="context">The command.</param>
    /// <param name="loaded">The program.</param>
    /// <param name="input">The samples.</param>
    /// <param name="output">The output population whose largest count is the answer.</param>
    /// <param name="backend">What executes.</param>
    /// <param name="withFloat">Whether to run the float network beside.</param>
    public static EvaluationResult Run(
        CommandContext context, LoadedProgram loaded, InputData input, string output, BackendOptionSet backend, bool withFloat)
    {
        int[] labels = [.. input.Samples.Select(s => input.Data.Labels![s])];
        DatasetRun run = backend.Run(context, loaded.Program, input, new RecordingOptions { Counts = [output] });
        EvaluationResult result = new()
        {
            Output = output,
            Ticks = input.Ticks,
            Fixed = new([.. Enumerable.Range(0, labels.Length).Select(i => Classification.ArgMax(run.Trace.CountsOf(output, i)))],
                labels),
            Counters = run.Counters.Aggregate(default(Counters), (sum, c) => sum + c),
        };
        return withFloat && Network(context.Terminal, loaded) is { } network
            ? WithFloat(context, network, input, run.Trace, result, backend)
            : result;
    }

    private static DiscreteNetwork? Network(Terminal terminal, LoadedProgram loaded)
    {
        DiscreteNetwork? network = SourceModel.FloatNetwork(loaded);
        if (network is null)
            terminal.Report(DiagnosticCatalog.NoSourceModel.At(null, loaded.Path));
        return network;
    }

    private static EvaluationResult WithFloat(
        CommandContext context, DiscreteNetwork network, InputData input, RunTrace trace, EvaluationResult result,
        BackendOptionSet backend)
    {
        using ProgressLine progress = new(context.Terminal, "running in float");
        FloatRun run = FloatRun.Run(
            network, input, result.Output, backend.Threads(context),
            done => progress.Report(done, input.Samples.Count, "samples"), context.Cancellation);
        return result with
        {
            Float = new([.. run.Outputs.Select(o => Classification.ArgMax<double>(o))], result.Fixed.Labels),
            FloatSpikes = run.Spikes.Sum(),
            SameCounts = Enumerable.Range(0, trace.Count)
                .Count(i => SameCounts(trace.CountsOf(result.Output, i), run.Outputs[i])),
        };
    }

    private static bool SameCounts(ReadOnlySpan<long> counts, double[] sums)
    {
        for (int neuron = 0; neuron < sums.Length; neuron++)
        {
            if (counts[neuron] != sums[neuron])
                return false;
        }
        return true;
    }
}
