using System.Collections.Immutable;
using Neuro.Cli.Evaluation;
using Neuro.Cli.Options;
using Neuro.Emulator.Crossbars;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Runs;

namespace Neuro.Cli.Crossbars;

/// <summary>Classifies labelled samples with several chips of one program.</summary>
internal static class ChipEvaluator
{
    /// <summary>
    /// What <paramref name="chips"/> of <paramref name="program"/> answer: side by side where there are threads, with the same
    /// result for any number of them. A program that is a fabricated chip is run as it is.
    /// </summary>
    /// <param name="program">A program that is bound to crossbars.</param>
    /// <param name="chips">Numbers of the chips; at least one.</param>
    /// <param name="input">Samples with labels.</param>
    /// <param name="output">The output population whose largest count is the answer.</param>
    /// <param name="backend">What executes.</param>
    /// <param name="options">Batch size, and threads for all chips together.</param>
    /// <param name="progress">Called with the number of samples done, of all chips.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    public static CrossbarEvaluation Run(
        SpikeProgram program, IReadOnlyList<int> chips, InputData input, string output, IBackend backend, SessionOptions options,
        Action<int>? progress, CancellationToken cancellation)
    {
        int workers = Math.Clamp(chips.Count, 1, options.Threads);
        SessionOptions each = options with { Threads = Math.Max(1, options.Threads / workers) };
        ChipResult[] results = new ChipResult[chips.Count];
        // The first one before the others, so that what no chip can do is said once, and costs know what is occupied.
        (SpikeProgram Program, long? Pulses) first = Fabricated(program, chips[0]);
        int done = 0;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        Parallel.For(0, chips.Count, parallel, index =>
        {
            (SpikeProgram chip, long? pulses) = index == 0 ? first : Fabricated(program, chips[index]);
            int before = 0;
            DatasetRun run = new DatasetRunner(backend, chip, each).Run(
                input.Data, input.Samples, input.Population, input.Ticks, new RecordingOptions { Counts = [output] },
                now =>
                {
                    progress?.Invoke(Interlocked.Add(ref done, now - before));
                    before = now;
                },
                cancellation);
            results[index] = new(chips[index], Classification.Of(chip, run.Trace, output, input), Sum(run.Counters), pulses);
        });
        CrossbarEvaluation evaluation = new()
        {
            Binding = program.Projections.First(p => p.Crossbar is not null).Crossbar!,
            Chips = [.. results],
        };
        return evaluation with { Cost = CostEstimate.Of(first.Program, evaluation) };
    }

    private static (SpikeProgram Program, long? Pulses) Fabricated(SpikeProgram program, int chip)
    {
        if (!Chips.AwaitFabrication(program))
            return (program, null);
        FabricatedChip made = Chips.Fabricate(program, chip);
        return (made.Program, made.Report.Pulses);
    }

    private static Counters Sum(ImmutableArray<Counters> counters) => counters.Aggregate(default(Counters), (sum, c) => sum + c);
}
