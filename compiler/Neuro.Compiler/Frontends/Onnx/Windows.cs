using Neuro.Ir;

namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>
/// The geometry of convolutions and pools, as attributes of ONNX state it; one spatial axis is a row of height 1.
/// </summary>
internal static class Windows
{
    /// <summary>
    /// The windows over <paramref name="input"/> ([1, channels, (rows,) columns]) into <paramref name="channels"/> channels.
    /// </summary>
    public static Convolution Of(NodeContext c, int[] input, int channels, int groups, int[] kernel)
    {
        int axes = input.Length - 2;
        if (axes is < 1 or > 2)
            throw new NodeFault($"its input of shape [{string.Join(", ", input)}] has no one or two spatial axes");
        if (kernel.Length != axes || kernel.Any(k => k < 1))
            throw new NodeFault($"its kernel [{string.Join(", ", kernel)}] does not fit {axes} spatial axes");
        int[] strides = Attribute(c, "strides", axes, 1), dilations = Attribute(c, "dilations", axes, 1);
        int[] pads = c.Integers("pads") ?? new int[2 * axes];
        if (pads.Length != 2 * axes || pads.Any(p => p < 0 || p > 1 << 20))
            throw new NodeFault($"its pads are [{string.Join(", ", pads)}]");
        Axis[] all =
        [
            .. Enumerable.Range(0, axes).Select(a => Axis.Of(
                input[2 + a], kernel[a], strides[a], dilations[a], pads[a], pads[axes + a], c.Text("auto_pad", "NOTSET"),
                c.Integer("ceil_mode", 0) != 0)),
        ];
        Axis row = axes == 1 ? new(1, 1, 1, 1, 0, 0, 1) : all[0], column = all[^1];
        return new()
        {
            InputChannels = input[1],
            InputHeight = row.Extent,
            InputWidth = column.Extent,
            OutputChannels = channels,
            OutputHeight = row.Output,
            OutputWidth = column.Output,
            KernelHeight = row.Kernel,
            KernelWidth = column.Kernel,
            StrideY = row.Stride,
            StrideX = column.Stride,
            PaddingTop = row.Before,
            PaddingLeft = column.Before,
            DilationY = row.Dilation,
            DilationX = column.Dilation,
            Groups = groups,
        };
    }

    /// <summary>The result's shape with batch axis, in as many axes as <paramref name="rank"/>.</summary>
    public static int[] Output(Convolution g, int rank) =>
        rank == 3 ? [1, g.OutputChannels, g.OutputWidth] : [1, g.OutputChannels, g.OutputHeight, g.OutputWidth];

    private static int[] Attribute(NodeContext c, string name, int axes, int otherwise)
    {
        int[] values = c.Integers(name) ?? [.. Enumerable.Repeat(otherwise, axes)];
        return values.Length == axes && values.All(v => v is >= 1 and <= 1 << 20)
            ? values
            : throw new NodeFault($"its {name} are [{string.Join(", ", values)}]");
    }

    private readonly record struct Axis(int Extent, int Kernel, int Stride, int Dilation, int Before, int After, int Output)
    {
        public static Axis Of(
            int extent, int kernel, int stride, int dilation, int before, int after, string mode, bool ceiling)
        {
            long reach = (long)dilation * (kernel - 1) + 1;
            if (mode is "SAME_UPPER" or "SAME_LOWER")
            {
                long wanted = ((extent + stride - 1L) / stride - 1) * stride + reach - extent;
                (int less, int more) = ((int)(Math.Max(wanted, 0) / 2), (int)((Math.Max(wanted, 0) + 1) / 2));
                (before, after) = mode == "SAME_UPPER" ? (less, more) : (more, less);
            }
            else if (mode == "VALID")
            {
                (before, after) = (0, 0);
            }
            else if (mode != "NOTSET")
            {
                throw new NodeFault($"its auto_pad is '{mode}'");
            }
            long room = extent + (long)before + after - reach;
            if (room < 0) throw new NodeFault($"its window of {reach} exceeds the {extent} elements it slides over");
            long output = (ceiling ? (room + stride - 1) / stride : room / stride) + 1;
            // A window that would begin in the padding at the end is left out.
            if (ceiling && (output - 1) * stride >= extent + before) output--;
            return new(extent, kernel, stride, dilation, before, after, (int)output);
        }
    }
}
