using Neuro.Cli.Options;
using Neuro.Cli.ReadOuts;
using Neuro.Ir;
using Neuro.Runtime.Runs;

namespace Neuro.Cli.Evaluation;

/// <summary>What a network answered, sample by sample: what its read-out says, or, without one, the output neuron with the
/// largest count, the lowest of equals.</summary>
/// <param name="Predictions">The answers.</param>
/// <param name="Labels">The truth.</param>
internal sealed record Classification(int[] Predictions, int[] Labels)
{
    /// <summary>The answers of <paramref name="output"/> of <paramref name="program"/> in <paramref name="trace"/>, a run on the
    /// labelled <paramref name="input"/>.</summary>
    public static Classification Of(SpikeProgram program, RunTrace trace, string output, InputData input)
    {
        ReadOut? readOut = ReadOut.Find(program, output);
        return new(
            [.. Enumerable.Range(0, trace.Count).Select(i => readOut is null
                ? ArgMax(trace.CountsOf(output, i))
                : readOut.Answer(trace.CountsOf(output, i)))],
            [.. input.Samples.Select(s => input.Data.Labels![s])]);
    }

    /// <summary>Number of samples answered right.</summary>
    public int Correct => Predictions.Zip(Labels).Count(p => p.First == p.Second);

    /// <summary>Share of samples answered right.</summary>
    public double Accuracy => Labels.Length == 0 ? 0 : (double)Correct / Labels.Length;

    /// <summary>Number of samples that <paramref name="other"/> answers alike.</summary>
    public int SameAs(Classification other) => Predictions.Zip(other.Predictions).Count(p => p.First == p.Second);

    /// <summary>Counts [label][prediction], for labels and predictions from 0 to the largest of either.</summary>
    public int[][] Confusion()
    {
        int classes = Predictions.Concat(Labels).DefaultIfEmpty(-1).Max() + 1;
        int[][] confusion = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
        foreach ((int prediction, int label) in Predictions.Zip(Labels))
            confusion[label][prediction]++;
        return confusion;
    }

    /// <summary>The index of the largest value, the lowest of equals.</summary>
    public static int ArgMax<T>(ReadOnlySpan<T> values) where T : IComparable<T>
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i].CompareTo(values[best]) > 0)
                best = i;
        }
        return best;
    }
}
