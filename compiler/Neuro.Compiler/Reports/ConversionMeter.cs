using System.Collections.Immutable;
using Neuro.Compiler.Ann;
using Neuro.Ir;
using Neuro.Ir.Templates;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Runtime.Runs;

namespace Neuro.Compiler.Reports;

/// <summary>Runs a conventional network and the program it became on the same samples.</summary>
public static class ConversionMeter
{
    /// <summary>Completes <paramref name="report"/> with what running gives.</summary>
    /// <param name="report">A report that names conversion, encoder, ticks and layers.</param>
    /// <param name="program">The program.</param>
    /// <param name="graph">The network whose values the layers are compared with.</param>
    /// <param name="samples">Values of the input, and labels where there are any.</param>
    /// <param name="trains">The same samples as events.</param>
    /// <param name="backend">What executes the program.</param>
    /// <param name="answers">The conventional network's answers, where they are another graph's; null to take this one's.</param>
    public static ConversionReport Measure(
        ConversionReport report, SpikeProgram program, AnnGraph graph, AnalogDataset samples, SpikeDataset trains,
        IBackend backend, int[]? answers = null)
    {
        string output = program.Outputs[0];
        string[] recorded =
            [output, .. report.Layers.Where(l => graph.Nodes.Any(n => n.Name == l.Node)).Select(l => l.Population)];
        DatasetRunner runner = new(backend, program, new SessionOptions { BatchSize = 16 });
        DatasetRun run = runner.Run(
            trains, [.. Enumerable.Range(0, samples.Count)], program.Populations.First(p => p.IsInput).Name, report.Ticks,
            new RecordingOptions { Spikes = [.. recorded.Distinct()] });
        Dictionary<string, (double Signal, double Noise)> errors = [];
        AnnEvaluator evaluator = new(graph);
        int[] mine = new int[samples.Count];
        for (int i = 0; i < mine.Length; i++)
        {
            ILookup<string, ConversionLayer> layers = report.Layers.ToLookup(l => l.Node);
            double[] result = evaluator.Run(samples[i], (node, values) =>
            {
                // A population may stand for a part of a joined value only.
                foreach (ConversionLayer layer in layers[node.Name]
                    .Where(l => run.Trace.Spikes[l.Population][i].Neurons == values.Length))
                    Add(errors, layer, values, run.Trace.Spikes[layer.Population][i], report.Ticks);
            });
            mine[i] = ArgMax(result);
        }
        answers ??= mine;
        int[][] over = [.. run.Trace.Spikes[output].Select(t => AnswersOver(t, report.Ticks))];
        Counters sum = run.Counters.Aggregate(default(Counters), (a, b) => a + b);
        double count = Math.Max(1, samples.Count);
        return report with
        {
            Samples = samples.Count,
            AnnAccuracy = samples.Labels is { } labels ? answers.Zip(labels).Count(p => p.First == p.Second) / count : null,
            SameAnswers = answers.Zip(over).Count(p => p.First == p.Second[^1]) / count,
            Accuracy = samples.Labels is { } truth ? Curve(over, truth, report.Ticks) : [],
            SpikesPerSample = sum.Spikes / count,
            SynapticEventsPerSample = sum.SynapticEvents / count,
            Layers =
            [
                .. report.Layers.Select(l => l with
                {
                    Error = errors.TryGetValue(l.Population, out (double Signal, double Noise) e) && e.Signal > 0
                        ? Math.Sqrt(e.Noise / e.Signal)
                        : null,
                }),
            ],
        };
    }

    /// <summary>
    /// The share of <paramref name="labels"/> that <paramref name="over"/> [sample][tick] gives, after 1, 2, 4, … ticks.
    /// </summary>
    public static ImmutableArray<AccuracyAt> Curve(int[][] over, int[] labels, int ticks)
    {
        List<int> at = [];
        for (int t = 1; t < ticks; t *= 2) at.Add(t);
        at.Add(ticks);
        double Right(int t) => over.Zip(labels).Count(p => p.First[t - 1] == p.Second) / (double)Math.Max(1, labels.Length);
        return [.. at.Select(t => new AccuracyAt(t, Right(t)))];
    }

    /// <summary>For each tick, the neuron with the largest sum of payloads so far, the lowest of equals.</summary>
    public static int[] AnswersOver(SpikeTrain output, int ticks)
    {
        long[] sums = new long[output.Neurons];
        int[] answers = new int[ticks];
        for (int tick = 0; tick < ticks; tick++)
        {
            ReadOnlySpan<int> neurons = output.IndicesAt(tick), payloads = output.PayloadsAt(tick);
            for (int e = 0; e < neurons.Length; e++) sums[neurons[e]] += payloads.IsEmpty ? 1 : payloads[e];
            answers[tick] = Array.IndexOf(sums, sums.Max());
        }
        return answers;
    }

    private static int ArgMax(double[] values) => Array.IndexOf(values, values.Max());

    private static void Add(
        Dictionary<string, (double Signal, double Noise)> errors, ConversionLayer layer, double[] values, SpikeTrain train,
        int ticks)
    {
        double[] decoded = Decode(layer, train, ticks);
        (double signal, double noise) = errors.GetValueOrDefault(layer.Population);
        for (int i = 0; i < values.Length; i++)
        {
            signal += values[i] * values[i];
            noise += (values[i] - decoded[i]) * (values[i] - decoded[i]);
        }
        errors[layer.Population] = (signal, noise);
    }

    private static double[] Decode(ConversionLayer layer, SpikeTrain train, int ticks)
    {
        double[] sums = new double[train.Neurons];
        // A number is spoken in the window behind that in which it was heard; a graded one in the same tick.
        bool graded = layer.Window is { Code: SpikeCode.Graded };
        (int first, int length) = layer.Window is { } w ? (graded ? 0 : w.Start + w.Length, w.Length) : (0, ticks);
        bool bitwise = layer.Window is { Code: SpikeCode.Bitwise };
        bool signed = layer.Window is { Signed: true };
        for (int tick = first; tick < Math.Min(first + length, ticks); tick++)
        {
            if (bitwise)
                for (int i = 0; i < sums.Length; i++) sums[i] *= 2;
            ReadOnlySpan<int> neurons = train.IndicesAt(tick), payloads = train.PayloadsAt(tick);
            for (int e = 0; e < neurons.Length; e++)
                sums[neurons[e]] += (payloads.IsEmpty ? 1 : payloads[e]) * (bitwise && signed && tick == first ? -1 : 1);
        }
        double scale = layer.Window is null ? 1.0 / ticks : 1;
        for (int i = 0; i < sums.Length; i++)
            sums[i] *= scale * layer.Units[(int)((long)i * layer.Units.Length / sums.Length)];
        return sums;
    }
}
