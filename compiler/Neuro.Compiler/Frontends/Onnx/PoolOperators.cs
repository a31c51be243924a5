using Neuro.Compiler.Ann;
using Neuro.Compiler.Discrete;
using Neuro.Ir;

namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>Pools and padding.</summary>
internal static class PoolOperators
{
    public static OnnxValue Average(NodeContext c)
    {
        OnnxValue x = c.Real(0);
        return Average(c, x, Geometry(c, x), c.Integer("count_include_pad", 0) != 0);
    }

    public static OnnxValue GlobalAverage(NodeContext c) => GlobalAverage(c, c.Real(0), keepAxes: true);

    public static OnnxValue GlobalAverage(NodeContext c, OnnxValue x, bool keepAxes)
    {
        OnnxValue pooled = Average(c, x, Whole(x), includePadding: true);
        int[] shape = keepAxes ? [.. x.Shape[..2], .. Enumerable.Repeat(1, x.Shape.Length - 2)] : x.Shape[..2];
        return pooled with { Shape = shape };
    }

    /// <summary>The mean over the spatial axes, as TensorFlow's exporters write a global average pool.</summary>
    public static OnnxValue ReduceMean(NodeContext c)
    {
        OnnxValue x = c.Real(0);
        int[] axes = c.Integers("axes") ?? c.OptionalConstant(1)?.Integers() ?? [];
        axes = [.. axes.Select(a => a < 0 ? a + x.Shape.Length : a).Order()];
        return x.Shape.Length > 2 && axes.SequenceEqual(Enumerable.Range(2, x.Shape.Length - 2))
            ? GlobalAverage(c, x, c.Integer("keepdims", 1) != 0)
            : throw new NodeFault(
                $"it takes the mean over axes [{string.Join(", ", axes)}]; all those behind the channels are converted");
    }

    public static OnnxValue Maximum(NodeContext c)
    {
        OnnxValue x = Any(c);
        return Maximum(c, x, Geometry(c, x));
    }

    public static OnnxValue GlobalMaximum(NodeContext c)
    {
        OnnxValue x = Any(c);
        return Maximum(c, x, Whole(x)) with { Shape = [.. x.Shape[..2], .. Enumerable.Repeat(1, x.Shape.Length - 2)] };
    }

    /// <summary>Zeros around the spatial axes.</summary>
    public static OnnxValue Pad(NodeContext c)
    {
        OnnxValue x = c.Real(0);
        int[] pads = c.Integers("pads") ?? c.Constant(1).Integers();
        double value = c.Float("value", c.InputCount > 2 && c.Optional(2) is not null ? c.Scalar(2) : 0);
        int rank = x.Shape.Length;
        if (c.Text("mode", "constant") != "constant" || value != 0 || c.Optional(3) is not null)
            throw new NodeFault("it pads with something other than zeros on all axes");
        if (rank is not (3 or 4) || pads.Length != 2 * rank || pads.Any(p => p is < 0 or > 1 << 20)
            || pads[0] + pads[1] + pads[rank] + pads[rank + 1] > 0)
            throw new NodeFault($"its pads are [{string.Join(", ", pads)}]; only spatial axes can be padded");
        int height = rank == 4 ? x.Shape[2] : 1;
        Convolution geometry = new()
        {
            InputChannels = x.Shape[1],
            InputHeight = height,
            InputWidth = x.Shape[^1],
            OutputChannels = x.Shape[1],
            OutputHeight = rank == 4 ? height + pads[2] + pads[6] : 1,
            OutputWidth = x.Shape[^1] + pads[rank - 1] + pads[^1],
            KernelHeight = 1,
            KernelWidth = 1,
            PaddingTop = rank == 4 ? pads[2] : 0,
            PaddingLeft = pads[rank - 1],
            Groups = x.Shape[1],
        };
        return ElementwiseOperators.Linear(c, x, Windows.Output(geometry, rank), new ConvolutionMap(geometry, [1.0]), [0.0]);
    }

    // Which element is largest does not depend on whether values are quantised.
    private static OnnxValue Any(NodeContext c) =>
        c.Input(0) is { Node: not null } x ? x : throw new NodeFault("its input is a constant");

    private static Convolution Geometry(NodeContext c, OnnxValue x)
    {
        int[] kernel = c.Integers("kernel_shape") ?? throw new NodeFault("it has no kernel_shape");
        if (x.Shape.Length < 3) throw new NodeFault($"its input has {x.Shape.Length} axes");
        return Windows.Of(c, x.Shape, x.Shape[1], x.Shape[1], kernel);
    }

    private static Convolution Whole(OnnxValue x)
    {
        if (x.Shape.Length is not (3 or 4)) throw new NodeFault($"its input has {x.Shape.Length} axes");
        int height = x.Shape.Length == 4 ? x.Shape[2] : 1;
        return new()
        {
            InputChannels = x.Shape[1],
            InputHeight = height,
            InputWidth = x.Shape[^1],
            OutputChannels = x.Shape[1],
            OutputHeight = 1,
            OutputWidth = 1,
            KernelHeight = height,
            KernelWidth = x.Shape[^1],
            Groups = x.Shape[1],
        };
    }

    private static OnnxValue Maximum(NodeContext c, OnnxValue x, Convolution geometry)
    {
        OnnxValue pooled = c.Add(Windows.Output(geometry, x.Shape.Length), (name, extents, place) =>
            new AnnMaxPool { Name = name, Inputs = [x.Node!], Shape = extents, Origin = place, Geometry = geometry });
        return pooled with { Quantised = x.Quantised };
    }

    // Where every window counts as many elements the mean is one weight; else sums are divided each by its own count.
    private static OnnxValue Average(NodeContext c, OnnxValue x, Convolution g, bool includePadding)
    {
        int[] shape = Windows.Output(g, x.Shape.Length);
        int[] rows = Counts(
            g.OutputHeight, g.KernelHeight, g.StrideY, g.DilationY, g.PaddingTop, g.InputHeight, includePadding, c, 0);
        int[] columns =
            Counts(g.OutputWidth, g.KernelWidth, g.StrideX, g.DilationX, g.PaddingLeft, g.InputWidth, includePadding, c, 1);
        bool even = rows.Distinct().Count() == 1 && columns.Distinct().Count() == 1;
        double weight = even ? 1.0 / ((double)rows[0] * columns[0]) : 1;
        OnnxValue sum = ElementwiseOperators.Linear(c, x, shape, new ConvolutionMap(g, [weight]), [0.0]);
        if (even) return sum;
        int size = sum.Size;
        c.Spend(size);
        double[] scale = new double[size];
        for (int i = 0; i < size; i++)
            scale[i] = 1.0 / Math.Max(1, (double)rows[i / g.OutputWidth % g.OutputHeight] * columns[i % g.OutputWidth]);
        return ElementwiseOperators.Linear(c, sum, shape, new OneToOneMap(scale), [0.0]);
    }

    /// <summary>How many elements of an axis each window counts.</summary>
    private static int[] Counts(
        int output, int kernel, int stride, int dilation, int before, int extent, bool includePadding, NodeContext c, int axis)
    {
        int[]? pads = c.Integers("pads");
        int after = pads is null ? before : pads.Length == 2 ? pads[1] : pads[2 + axis];
        (int least, int end) = includePadding ? (-before, extent + after) : (0, extent);
        int[] counts = new int[output];
        for (int v = 0; v < output; v++)
        {
            // Taps sit at v·stride − before + k·dilation; those within [least, end) count.
            long start = (long)v * stride - before;
            long first = start >= least ? 0 : (least - start + dilation - 1) / dilation;
            long last = Math.Min(kernel - 1, end - 1 - start < 0 ? -1 : (end - 1 - start) / dilation);
            counts[v] = (int)Math.Max(0, last - first + 1);
        }
        return counts;
    }
}
