using Neuro.Compiler.Ann;

namespace Neuro.Compiler.Passes;

/// <summary>What the values of a conventional network looked like on data.</summary>
public sealed class AnnRanges
{
    // Beyond this many values of a channel, every second one is dropped.
    private const int MostValues = 1 << 16;

    private readonly Dictionary<string, Channel[]> _channels;

    private AnnRanges(AnnGraph graph) => _channels = graph.Nodes.ToDictionary(
        n => n.Name, n => Enumerable.Range(0, ChannelsOf(n)).Select(_ => new Channel()).ToArray());

    /// <summary>Runs <paramref name="graph"/> on <paramref name="samples"/>.</summary>
    public static AnnRanges Observe(AnnGraph graph, IEnumerable<double[]> samples)
    {
        AnnRanges ranges = new(graph);
        AnnEvaluator evaluator = new(graph);
        foreach (double[] sample in samples) evaluator.Run(sample, ranges.Include);
        return ranges;
    }

    /// <summary>Channels of a node's value: its first axis, or its elements where there is but one axis.</summary>
    public static int ChannelsOf(AnnNode node) => node.Shape.IsEmpty ? 1 : node.Shape[0];

    /// <summary>The least value of a node, at most 0.</summary>
    public double Minimum(string node) => _channels[node].Min(c => c.Minimum);

    /// <summary>The largest value of a node, at least 0.</summary>
    public double Maximum(string node) => _channels[node].Max(c => c.Maximum);

    /// <summary>
    /// The <paramref name="percentile"/>th percentile of the positive values of a node, or, with a sign of −1, of the
    /// magnitudes of its negative ones; one for all or one per channel. 0 where there are none.
    /// </summary>
    public double[] Levels(string node, double percentile, bool perChannel, int sign = 1)
    {
        Channel[] channels = _channels[node];
        return perChannel
            ? [.. channels.Select(c => Percentile(c.Values, c.Most(sign), percentile, sign))]
            : [Percentile(channels.SelectMany(c => c.Values), channels.Max(c => c.Most(sign)), percentile, sign)];
    }

    private static double Percentile(IEnumerable<float> values, double largest, double percentile, int sign)
    {
        if (percentile >= 100) return largest;
        float[] sorted = [.. values.Select(v => sign * v).Where(v => v > 0).Order()];
        return sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(percentile / 100 * (sorted.Length - 1))];
    }

    private void Include(AnnNode node, double[] values)
    {
        Channel[] channels = _channels[node.Name];
        int run = Math.Max(1, values.Length / channels.Length);
        for (int i = 0; i < values.Length; i++) channels[i / run].Include(values[i]);
    }

    private sealed class Channel
    {
        private int _stride = 1;
        private int _seen;

        public List<float> Values { get; private set; } = [];

        public double Minimum { get; private set; }

        public double Maximum { get; private set; }

        public double Most(int sign) => sign > 0 ? Maximum : -Minimum;

        public void Include(double value)
        {
            (Minimum, Maximum) = (Math.Min(Minimum, value), Math.Max(Maximum, value));
            if (value == 0 || _seen++ % _stride != 0) return;
            Values.Add((float)value);
            if (Values.Count < MostValues) return;
            Values = [.. Values.Where((_, i) => i % 2 == 0)];
            _stride *= 2;
        }
    }
}
