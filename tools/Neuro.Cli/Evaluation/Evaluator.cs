using Neuro.Cli.Commands;
using Neuro.Cli.Crossbars;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Runs;

namespace Neuro.Cli.Evaluation;

/// <summary>Classifies labelled samples with a program, and with the float network it came from.</summary>
internal static class Evaluator
{
    /// <summary>The evaluation of <paramref name="output"/> on <paramref name="input"/>, whose data has labels: chips, where the
    /// program is bound to crossbars, beside the same program with digital weights.</summary>
    /// <param name="context">The command.</param>
    /// <param name="loaded">The program.</param>
    /// <param name="input">The samples.</param>
    /// <param name="output">The output population whose largest count is the answer.</param>
    /// <param name="backend">What executes.</param>
    /// <param name="withFloat">Whether to run the float network beside.</param>
    /// <param name="chips">Numbers of the chips, of a program that is bound to crossbars.</param>
    public static EvaluationResult Run(
        CommandContext context, LoadedProgram loaded, InputData input, string output, BackendOptionSet backend, bool withFloat,
        IReadOnlyList<int> chips)
    {
        SpikeProgram program = loaded.Program;
        AnnGraph? ann = withFloat && input.Values is not null ? SourceModel.Ann(loaded) : null;
        RecordingOptions recording = new() { Counts = [output], Spikes = ann is null ? [] : [output] };
        DatasetRun run = backend.Run(context, Unbind.Run(program), input, recording);
        EvaluationResult result = new()
        {
            Output = output,
            Ticks = input.Ticks,
            Fixed = Classification.Of(program, run.Trace, output, input),
            Counters = run.Counters.Aggregate(default(Counters), (sum, c) => sum + c),
            Crossbars = program.Projections.Any(p => p.Crossbar is not null)
                ? RunChips(context, program, input, output, backend, chips)
                : null,
        };
        if (ann is not null)
            return AnnEvaluation.With(context, loaded, ann, input, run.Trace, result, backend);
        return withFloat && Network(context.Terminal, loaded) is { } network
            ? WithFloat(context, network, input, run.Trace, result, backend)
            : result;
    }

    private static CrossbarEvaluation RunChips(
        CommandContext context, SpikeProgram program, InputData input, string output, BackendOptionSet backend,
        IReadOnlyList<int> chips)
    {
        using ProgressLine progress = new(context.Terminal, chips.Count == 1 ? $"chip {chips[0]}" : $"{chips.Count} chips");
        long total = (long)chips.Count * input.Samples.Count;
        return ChipEvaluator.Run(
            program, chips, input, output, backend.Backend(context, input), backend.Session(context),
            done => progress.Report(done, total, "samples"), context.Cancellation);
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
