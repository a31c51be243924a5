using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Compiler.Graph;

/// <summary>Convolutions and pools as the IR's one geometry; a 1-D convolution has one row.</summary>
public static class Geometry
{
    /// <summary>
    /// The geometry of <paramref name="node"/> over an input of [channels, N] (1-D) or [channels, rows, columns]. Padding 'same'
    /// puts the odd element at the end, as PyTorch does. Where it is impossible, null and <paramref name="problem"/> says why.
    /// </summary>
    public static Convolution? Of(ConvolutionNode node, ImmutableArray<int> input, out string problem)
    {
        int rank = node.SpatialRank;
        int groups = Integer(node.Groups, 0);
        long channels = (long)node.Weight.Shape[1] * groups;
        if (input.Length != rank + 1 || input[0] != channels || node.Weight.Shape[0] % groups != 0)
        {
            problem = node.Weight.Shape[0] % groups != 0
                ? $"[{node.Weight.Shape[0]} output channels in {groups} groups]"
                : rank == 1 ? $"[{channels}, N]" : $"[{channels}, rows, columns]";
            return null;
        }
        Axis row = rank == 1 ? new(1, 1, 1, 1, 0) : AxisOf(node, 0, input[1]);
        Axis column = AxisOf(node, rank - 1, input[^1]);
        return Build(input[0], node.Weight.Shape[0], groups, row, column, out problem);
    }

    /// <summary>The geometry of a pool over [channels, rows, columns]: one group for each channel.</summary>
    public static Convolution? Of(PoolNode node, ImmutableArray<int> input, out string problem)
    {
        if (input.Length != 3)
        {
            problem = "[channels, rows, columns]";
            return null;
        }
        Axis row = new(input[1], Integer(node.KernelSize, 0), Integer(node.Stride, 0), 1, Integer(node.Padding, 0));
        Axis column = new(input[2], Integer(node.KernelSize, 1), Integer(node.Stride, 1), 1, Integer(node.Padding, 1));
        return Build(input[0], input[0], input[0], row, column, out problem);
    }

    /// <summary>The output of <paramref name="geometry"/> in the axes of <paramref name="node"/>.</summary>
    public static ImmutableArray<int> OutputShape(ModelNode node, Convolution geometry) => node is Conv1dNode
        ? [geometry.OutputChannels, geometry.OutputWidth]
        : [geometry.OutputChannels, geometry.OutputHeight, geometry.OutputWidth];

    /// <summary>Element <paramref name="axis"/> of a tensor of whole numbers, or its only one.</summary>
    public static int Integer(Tensor tensor, int axis) => (int)tensor.Values[tensor.Count == 1 ? 0 : axis];

    private static Axis AxisOf(ConvolutionNode node, int axis, int extent)
    {
        int kernel = node.Weight.Shape[2 + axis];
        int dilation = Integer(node.Dilation, axis);
        long reach = (long)dilation * (kernel - 1);
        return node.Padding switch
        {
            { Text: "same" } => new(extent, kernel, 1, dilation, reach / 2, extent),
            { Tensor: { } padding } => new(extent, kernel, Integer(node.Stride, axis), dilation, Integer(padding, axis)),
            _ => new(extent, kernel, Integer(node.Stride, axis), dilation, 0),
        };
    }

    private static Convolution? Build(int channels, int outputs, int groups, Axis row, Axis column, out string problem)
    {
        problem = "at least the kernel's extent";
        if (row.Output < 1 || column.Output < 1 || row.Output > int.MaxValue || column.Output > int.MaxValue)
            return null;
        return new()
        {
            InputChannels = channels,
            InputHeight = row.Extent,
            InputWidth = column.Extent,
            OutputChannels = outputs,
            OutputHeight = (int)row.Output,
            OutputWidth = (int)column.Output,
            KernelHeight = row.Kernel,
            KernelWidth = column.Kernel,
            StrideY = row.Stride,
            StrideX = column.Stride,
            PaddingTop = (int)row.Before,
            PaddingLeft = (int)column.Before,
            DilationY = row.Dilation,
            DilationX = column.Dilation,
            Groups = groups,
        };
    }

    /// <summary>One axis; the output extent is ⌊(extent + 2·padding − dilation·(kernel − 1) −
    /// 1) / stride⌋ + 1 unless given.</summary>
    private readonly record struct Axis(int Extent, int Kernel, int Stride, int Dilation, long Before, int? Given = null)
    {
        public long Output
        {
            get
            {
                long room = Extent + 2 * Before - (long)Dilation * (Kernel - 1) - 1;
                return Given ?? (room < 0 ? 0 : room / Stride + 1);
            }
        }
    }
}
