using Neuro.Ir;

namespace Neuro.Compiler.Ann;

/// <summary>
/// Computes an <see cref="AnnGraph"/>, one sample at a time; several may compute the same graph in different threads.
/// </summary>
public sealed class AnnEvaluator
{
    private readonly Dictionary<string, double[]> _values = [];
    private readonly Dictionary<string, string[]> _done = [];

    /// <summary>An evaluator of <paramref name="graph"/>.</summary>
    public AnnEvaluator(AnnGraph graph)
    {
        Graph = graph;
        Dictionary<string, string> last = [];
        foreach (AnnNode node in graph.Nodes)
            foreach (string input in node.Inputs) last[input] = node.Name;
        foreach (IGrouping<string, string> group in last.Where(p => p.Key != graph.Output).GroupBy(p => p.Value, p => p.Key))
            _done[group.Key] = [.. group];
    }

    /// <summary>The network.</summary>
    public AnnGraph Graph { get; }

    /// <summary>The result for one sample.</summary>
    /// <param name="input">One value per element of the input.</param>
    /// <param name="observe">Told of every node's value as it is computed; the array must not be kept.</param>
    public double[] Run(ReadOnlySpan<double> input, Action<AnnNode, double[]>? observe = null)
    {
        if (input.Length != Graph.Input.Size)
            throw new ArgumentException($"{input.Length} values for an input of {Graph.Input.Size}", nameof(input));
        _values.Clear();
        foreach (AnnNode node in Graph.Nodes)
        {
            double[] value = node is AnnInput ? input.ToArray() : Compute(node);
            observe?.Invoke(node, value);
            _values[node.Name] = value;
            // A value lives until its last reader has run.
            if (_done.TryGetValue(node.Name, out string[]? free))
                foreach (string name in free) _values.Remove(name);
        }
        return _values[Graph.Output];
    }

    private double[] Compute(AnnNode node)
    {
        double[] x = _values[node.Inputs[0]];
        switch (node)
        {
            case AnnLinear linear:
                return Linear(linear, x);
            case AnnActivation a:
                return Array.ConvertAll(
                    x, v => v < 0 && a.NegativeSlope != 0 ? a.NegativeSlope * v : Math.Min(Math.Max(v, a.Minimum), a.Maximum));
            case AnnQuantise q:
                return Array.ConvertAll(x, v => q.Code(v) * q.Scale);
            case AnnMaxPool pool:
                return MaxPool(pool.Geometry, x);
            case AnnPermute permute:
                return Array.ConvertAll(permute.Order, i => x[i]);
            case AnnConcat concat:
                return [.. concat.Inputs.SelectMany(i => _values[i])];
            case AnnSoftmax softmax:
                return Softmax(softmax, x);
            default:
                double[] sum = (double[])x.Clone();
                foreach (string input in node.Inputs.Skip(1))
                {
                    double[] other = _values[input];
                    for (int i = 0; i < sum.Length; i++) sum[i] += other[i];
                }
                return sum;
        }
    }

    private static double[] Linear(AnnLinear node, double[] x)
    {
        double[] y = LinearMath.Apply(node.Map, x, node.Size);
        if (node.Bias is [0.0]) return y;
        int run = y.Length / node.Bias.Length;
        for (int i = 0; i < y.Length; i++) y[i] += node.Bias[i / run];
        return y;
    }

    private static double[] MaxPool(Convolution g, double[] x)
    {
        double[] y = new double[g.OutputSize];
        int i = 0;
        for (int c = 0; c < g.OutputChannels; c++)
        {
            ReadOnlySpan<double> plane = x.AsSpan(c * g.InputHeight * g.InputWidth, g.InputHeight * g.InputWidth);
            for (int v = 0; v < g.OutputHeight; v++)
                for (int u = 0; u < g.OutputWidth; u++) y[i++] = Largest(g, plane, v, u);
        }
        return y;
    }

    private static double Largest(Convolution g, ReadOnlySpan<double> plane, int v, int u)
    {
        double largest = double.NegativeInfinity;
        for (int ky = 0; ky < g.KernelHeight; ky++)
        {
            int row = v * g.StrideY - g.PaddingTop + ky * g.DilationY;
            if ((uint)row >= (uint)g.InputHeight) continue;
            for (int kx = 0; kx < g.KernelWidth; kx++)
            {
                int column = u * g.StrideX - g.PaddingLeft + kx * g.DilationX;
                if ((uint)column < (uint)g.InputWidth) largest = Math.Max(largest, plane[row * g.InputWidth + column]);
            }
        }
        // A window that lies in the padding altogether has no largest element.
        return double.IsNegativeInfinity(largest) ? 0 : largest;
    }

    private static double[] Softmax(AnnSoftmax node, double[] x)
    {
        double[] y = new double[x.Length];
        for (int start = 0; start < x.Length; start += node.Classes)
        {
            ReadOnlySpan<double> run = x.AsSpan(start, node.Classes);
            double largest = double.NegativeInfinity, sum = 0;
            foreach (double v in run) largest = Math.Max(largest, v);
            foreach (double v in run) sum += Math.Exp(v - largest);
            for (int i = 0; i < run.Length; i++)
                y[start + i] = node.Log ? run[i] - largest - Math.Log(sum) : Math.Exp(run[i] - largest) / sum;
        }
        return y;
    }
}
