using System.Collections.Immutable;
using Neuro.Cli.Charts;
using Neuro.Cli.Crossbars;
using Neuro.Cli.Evaluation;
using Neuro.Cli.Options;
using Neuro.Compiler.Passes;
using Neuro.Emulator.Crossbars;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Runtime;
using Neuro.Runtime.Runs;

namespace Neuro.Cli.Studies.Analysis;

/// <summary>Finds out what <see cref="Configuration"/> says.</summary>
/// <param name="program">A program with digital weights, or a bound one.</param>
/// <param name="input">Samples with labels.</param>
/// <param name="output">The output whose largest count is the answer.</param>
/// <param name="backend">What executes.</param>
/// <param name="session">Batch size and threads.</param>
/// <param name="chips">Numbers of the chips of every evaluation.</param>
internal sealed class ConfigurationAnalysis(
    SpikeProgram program, InputData input, string output, IBackend backend, SessionOptions session, ImmutableArray<int> chips)
{
    // Codes settle within a few samples.
    private const int MostAdcSamples = 16;

    // Products after which the reads of a large layer are enough.
    private const long MostAdcWork = 1L << 30;

    /// <summary>The analysis of <paramref name="options"/>.</summary>
    /// <param name="path">The program's file.</param>
    /// <param name="options">Device, array and conditions.</param>
    /// <param name="progress">Called with the evaluations done and how many there are.</param>
    /// <param name="cancellation">Ends the work.</param>
    public Configuration Run(string path, BindOptions options, Action<int, int> progress, CancellationToken cancellation)
    {
        SpikeProgram bound = Chips.Bind(program, options, input, backend, []).Program;
        ImmutableArray<string> layers = [.. bound.Projections.Where(p => p.Crossbar is not null).Select(p => p.Name)];
        int total = ErrorBudget.Evaluations(options, layers.Length) + 1;
        int done = 0;
        CrossbarEvaluation full = Evaluate(bound, cancellation);
        progress(++done, total);
        ErrorBudget budget = ErrorBudget.Compute(options, layers, Digital(cancellation), (changed, analog) =>
        {
            double mean = ReferenceEquals(changed, options) && analog == layers
                ? full.Mean
                : Evaluate(Only(Chips.Bind(program, changed, input, backend, []).Program, analog), cancellation).Mean;
            progress(++done, total);
            return mean;
        });
        FabricatedChip chip = Chips.Fabricate(bound, chips[0]);
        (ImmutableArray<AdcUse> adcs, int samples) = AdcsOf(chip.Program, cancellation);
        return new()
        {
            Program = path,
            Data = input.Data.Name,
            Options = options,
            Chips = full,
            Budget = budget,
            Cells = chip.Report,
            Conductances = [.. bound.Projections.Where(p => chip.Report.Tiles.Any(t => t.Projection == p.Name))
                .Select(p => ConductancesOf(bound, p, options, chip.Report))],
            Adcs = adcs,
            AdcSamples = samples,
        };
    }

    private static SpikeProgram Only(SpikeProgram bound, ImmutableArray<string> layers) => bound with
    {
        Projections = [.. bound.Projections.Select(p => layers.Contains(p.Name) ? p : p with { Crossbar = null })],
    };

    private CrossbarEvaluation Evaluate(SpikeProgram bound, CancellationToken cancellation) =>
        ChipEvaluator.Run(bound, chips, input, output, backend, session, progress: null, cancellation);

    private double Digital(CancellationToken cancellation)
    {
        DatasetRun run = new DatasetRunner(backend, Unbind.Run(program), session).Run(
            input.Data, input.Samples, input.Population, input.Ticks, new RecordingOptions { Counts = [output] },
            null, cancellation);
        return Classification.Of(program, run.Trace, output, input).Accuracy;
    }

    // The fabricator's bins: equal ones from 0 to the largest conductance.
    private static ConductanceUse ConductancesOf(
        SpikeProgram bound, Projection projection, BindOptions options, FabricationReport report)
    {
        const double Micro = 1e6;
        double largest = options.Device.GMax * Micro;
        CrossbarLayout layout = CrossbarLayout.Of(bound, projection, options.Array, options.Device);
        FabricatedTile[] tiles = [.. report.Tiles.Where(t => t.Projection == projection.Name)];
        long[] counts = new long[tiles.Max(t => t.Histogram.Length)];
        foreach (FabricatedTile tile in tiles)
        {
            foreach ((int bin, int count) in tile.Histogram.Index())
                counts[bin] += count;
        }
        return new(
            projection.Name, Histogram.Of(layout.Tiles.SelectMany(TargetsOf), 0, largest, counts.Length),
            new(0, largest, counts));

        static IEnumerable<double> TargetsOf(CrossbarTileLayout tile) => Enumerable.Range(0, tile.Rows)
            .SelectMany(row => Enumerable.Range(0, tile.Columns).Select(column => tile.Target(row, column) * Micro));
    }

    private (ImmutableArray<AdcUse> Uses, int Samples) AdcsOf(SpikeProgram chip, CancellationToken cancellation)
    {
        Projection[] read = [.. chip.Projections.Where(p => p.Read is not null)];
        LayerReads[] reads = [.. read.Select(p => new LayerReads(chip, p))];
        int[] samples = [.. input.Samples.Take(MostAdcSamples)];
        RecordingOptions sources = new() { Spikes = [.. read.Select(p => p.Source).Distinct()] };
        RunTrace trace = new DatasetRunner(backend, chip, session).Run(
            input.Data, samples, input.Population, input.Ticks, sources, null, cancellation).Trace;
        int used = 0;
        while (used < samples.Length && (used == 0 || reads.Sum(r => r.Work) < MostAdcWork))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach ((Projection projection, LayerReads layer) in read.Zip(reads))
                layer.Read(trace.Spikes[projection.Source][used], (uint)samples[used]);
            used++;
        }
        return ([.. reads.Select(r => r.Use)], used);
    }
}
