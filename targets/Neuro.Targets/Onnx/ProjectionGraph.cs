using Neuro.Ir;
using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Targets.Onnx;

/// <summary>
/// What a projection adds to its port in a tick. Products are computed in the cheapest type in which every partial sum, in any
/// order, is exactly representable: float up to 2^24 in magnitude, double up to 2^53, 64-bit integers beyond.
/// </summary>
internal sealed class ProjectionGraph
{
    private readonly TickGraph _tick;
    private readonly GraphBuilder _graph;
    private readonly Projection _projection;
    private readonly Population _source;
    private readonly Population _target;
    private readonly DataType _type;
    private readonly long _payload;

    /// <summary>The sums of <paramref name="projection"/> in the type of its port.</summary>
    public ProjectionGraph(TickGraph tick, Projection projection, DataType type)
    {
        _tick = tick;
        _graph = tick.Graph;
        _projection = projection;
        _source = tick.Program.Population(projection.Source);
        _target = tick.Program.Population(projection.Target);
        _type = type;
        Interval payload = tick.Analysis.Payload(projection.Source);
        _payload = Math.Max(Math.Abs(payload.Minimum), Math.Abs(payload.Maximum));
    }

    /// <summary>Adds the subgraph; null where nothing ever arrives.</summary>
    public string? Add()
    {
        if (_projection.Read is { } read)
            return new CrossbarGraph(_tick, _projection, read).Add(_type);
        return _projection.Connectivity is Convolution convolution
            ? Convolve(convolution)
            : Connect(new SynapseGroups(_tick.Program, _projection, _source.Size, _target.Size));
    }

    private string? Connect(SynapseGroups groups)
    {
        string? sum = null;
        foreach (SynapseGroup group in groups.All())
        {
            if (_tick.Arriving(_projection.Source, group.Delay) is not { } events)
                return null;
            string part = group.Weights is { } matrix ? Dense(events, matrix, group) : Gathered(events, group);
            sum = sum is null ? part : _graph.Node("Add", _projection.Name, [sum, part]);
        }
        if (sum is null)
            return null;
        string scaled = Scale(sum, [_target.Size]);
        return _target.Shape.Length == 1 ? scaled : Reshape(scaled, [.. TickGraph.Extents(_target)]);
    }

    private string Dense(IntegerTensor events, int[] matrix, SynapseGroup group)
    {
        DataType type = ProductType(group.Magnitude);
        string weight = _graph.Constant($"{_projection.Name}.weight", [_source.Size, _target.Size], matrix, type);
        string product = _graph.Node("MatMul", _projection.Name, [_graph.Cast(Flat(events), type), weight]);
        return Integers(product, type, group.Magnitude);
    }

    /// <summary>
    /// Sparse: for targets with about equally many synapses, [batch, targets, synapses] events are gathered, weighted and summed.
    /// </summary>
    private string Gathered(IntegerTensor events, SynapseGroup group)
    {
        DataType type = Bound(group.Magnitude) <= int.MaxValue ? DataType.Int32 : DataType.Int64;
        string flat = _graph.Cast(Flat(events), type);
        List<string> parts = [];
        List<int> order = [];
        foreach (SynapseBlock block in group.Blocks())
        {
            long[] shape = [block.Targets.Length, block.FanIn];
            string sources = _graph.Constant($"{_projection.Name}.sources", shape, block.Sources, DataType.Int32);
            string weights = _graph.Constant($"{_projection.Name}.weight", shape, block.Weights, type);
            string gathered = _graph.Node("Gather", _projection.Name, [flat, sources], GraphBuilder.Integer("axis", 1));
            string weighted = _graph.Node("Mul", _projection.Name, [gathered, weights]);
            parts.Add(_graph.Node(
                "ReduceSum", _projection.Name, [weighted, _graph.Vector(-1)], GraphBuilder.Integer("keepdims", 0)));
            order.AddRange(block.Targets);
        }
        string together = parts.Count == 1 ? parts[0]
            : _graph.Node("Concat", _projection.Name, [.. parts], GraphBuilder.Integer("axis", 1));
        int[] places = new int[order.Count];
        for (int i = 0; i < places.Length; i++)
            places[order[i]] = i;
        string place = _graph.Constant($"{_projection.Name}.places", [places.Length], places, DataType.Int32);
        return Integers(
            _graph.Node("Gather", _projection.Name, [together, place], GraphBuilder.Integer("axis", 1)), type, group.Magnitude);
    }

    private string? Convolve(Convolution c)
    {
        if (_tick.Arriving(_projection.Source, _projection.Delay.Scalar) is not { } events)
            return null;
        int[] weights = _tick.Program.Array(_projection.Weight)?.ToInt32()
            ?? [.. Enumerable.Repeat(_projection.Weight.Scalar, c.WeightCount)];
        int taps = c.WeightCount / c.OutputChannels;
        long magnitude = Enumerable.Range(0, c.OutputChannels)
            .Max(o => weights.AsSpan(o * taps, taps).ToArray().Sum(w => Math.Abs((long)w)));
        DataType type = ProductType(magnitude);
        long[]? padding = type == DataType.Float ? ConvolutionPadding(c) : null;
        string sum = padding is null
            ? Unfolded(c, events, weights, type)
            : _graph.Node(
                "Conv", _projection.Name,
                [
                    Reshape(_graph.Cast(events.Name, type), [c.InputChannels, c.InputHeight, c.InputWidth], _source),
                    _graph.Constant(
                        $"{_projection.Name}.weight",
                        [c.OutputChannels, c.InputChannels / c.Groups, c.KernelHeight, c.KernelWidth], weights, type),
                ],
                GraphBuilder.Integers("kernel_shape", c.KernelHeight, c.KernelWidth),
                GraphBuilder.Integers("strides", c.StrideY, c.StrideX), GraphBuilder.Integers("pads", padding),
                GraphBuilder.Integers("dilations", c.DilationY, c.DilationX), GraphBuilder.Integer("group", c.Groups));
        string scaled = Scale(Integers(sum, type, magnitude), [c.OutputChannels, 1, 1]);
        return Reshape(scaled, [.. TickGraph.Extents(_target)], [c.OutputChannels, c.OutputHeight, c.OutputWidth]);
    }

    /// <summary>
    /// Sums that a float would not hold, or a border that Conv does not have: rows of inputs are gathered, and multiplied.
    /// </summary>
    private string Unfolded(Convolution c, IntegerTensor events, int[] weights, DataType type)
    {
        UnfoldedInput unfolded = new(_tick, _projection);
        int outputs = c.OutputChannels / c.Groups, rows = unfolded.Rows;
        int[] matrix = new int[weights.Length];
        for (int group = 0; group < c.Groups; group++)
            for (int row = 0; row < rows; row++)
                for (int output = 0; output < outputs; output++)
                    matrix[(group * rows + row) * outputs + output] = weights[(group * outputs + output) * rows + row];
        string weight = _graph.Constant($"{_projection.Name}.weight", [c.Groups, rows, outputs], matrix, type);
        string product = _graph.Node(
            "MatMul", _projection.Name, [_graph.Cast(unfolded.Add(events), type), weight]);
        return unfolded.Fold(product, [c.OutputChannels, c.OutputHeight, c.OutputWidth]);
    }

    /// <summary>[top, left, bottom, right] such that Conv gives the output's extents; null where none do.</summary>
    private static long[]? ConvolutionPadding(Convolution c)
    {
        int bottom = After(c.InputHeight, c.OutputHeight, c.KernelHeight, c.StrideY, c.DilationY, c.PaddingTop);
        int right = After(c.InputWidth, c.OutputWidth, c.KernelWidth, c.StrideX, c.DilationX, c.PaddingLeft);
        return bottom < 0 || right < 0 ? null : [c.PaddingTop, c.PaddingLeft, bottom, right];
    }

    private static int After(int input, int output, int kernel, int stride, int dilation, int before)
    {
        int reach = (kernel - 1) * dilation + 1;
        int after = Math.Max(0, (output - 1) * stride + reach - before - input);
        int padded = before + input + after;
        return padded >= reach && (padded - reach) / stride + 1 == output ? after : -1;
    }

    /// <summary>Times multiplier · 2^shift, in the port's type: the verifier proves that it holds the result.</summary>
    private string Scale(string sum, long[] shape)
    {
        long power = 1L << _projection.Shift;
        int[]? multipliers = _tick.Program.Array(_projection.Multiplier)?.ToInt32();
        if (multipliers is null)
        {
            long factor = _projection.Multiplier.Scalar * power;
            return factor == 1 ? sum : Multiply(sum, factor, t => _graph.Scalar(factor, t));
        }
        long largest = multipliers.Max(m => Math.Abs((long)m)) * power;
        return Multiply(sum, largest, t => t == DataType.Int32
            ? _graph.Constant($"{_projection.Name}.multiplier", shape, [.. multipliers.Select(m => (int)(m * power))], t)
            : _graph.Constant<long>($"{_projection.Name}.multiplier", shape, [.. multipliers.Select(m => m * power)]));
    }

    private string Multiply(string sum, long factor, Func<DataType, string> constant)
    {
        DataType type = _type == DataType.Int32 && Math.Abs(factor) <= int.MaxValue ? DataType.Int32 : DataType.Int64;
        string product = _graph.Node("Mul", _projection.Name, [Convert(sum, _type, type), constant(type)]);
        return Convert(product, type, _type);
    }

    private string Convert(string tensor, DataType from, DataType to) => from == to ? tensor : _graph.Cast(tensor, to);

    /// <summary>Sums of products as integers of the port's type.</summary>
    private string Integers(string sum, DataType type, long magnitude)
    {
        if (type is DataType.Float or DataType.Double)
        {
            DataType whole = Bound(magnitude) <= int.MaxValue ? DataType.Int32 : DataType.Int64;
            (sum, type) = (_graph.Cast(sum, whole), whole);
        }
        return Convert(sum, type, _type);
    }

    private DataType ProductType(long magnitude) =>
        Bound(magnitude) <= 1 << 24 ? DataType.Float : Bound(magnitude) <= 1L << 53 ? DataType.Double : DataType.Int64;

    private Int128 Bound(long magnitude) => (Int128)magnitude * _payload;

    private string Flat(IntegerTensor events) =>
        _source.Shape.Length == 1 ? events.Name : Reshape(events.Name, [_source.Size]);

    private string Reshape(string tensor, long[] extents, Population from) => Reshape(tensor, extents, TickGraph.Extents(from));

    private string Reshape(string tensor, long[] extents, long[] from) =>
        extents.SequenceEqual(from) ? tensor : Reshape(tensor, extents);

    // The batch keeps its extent.
    private string Reshape(string tensor, long[] extents) =>
        _graph.Node("Reshape", _projection.Name, [tensor, _graph.Vector([0, .. extents])]);
}
