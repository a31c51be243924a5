using Neuro.Ir;
using Neuro.Ir.Crossbars;
using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Targets.Onnx;

/// <summary>A projection read from a fabricated crossbar without read noise: SEMANTICS.md, section 9, with the names used there.
/// </summary>
internal sealed class CrossbarGraph
{
    // The verifier proves that every sum stays below 2^62, whatever a range worked out here would say.
    private static readonly Interval Sums = new(-(1L << 62), 1L << 62);

    private readonly TickGraph _tick;
    private readonly GraphBuilder _graph;
    private readonly ExactArithmetic _arithmetic;
    private readonly Projection _projection;
    private readonly CrossbarRead _read;
    private readonly CrossbarMatrix _matrix;
    private readonly string _name;

    /// <summary>The read of <paramref name="projection"/>.</summary>
    public CrossbarGraph(TickGraph tick, Projection projection, CrossbarRead read)
    {
        _tick = tick;
        _graph = tick.Graph;
        _arithmetic = tick.Arithmetic;
        _projection = projection;
        _read = read;
        _matrix = new CrossbarMatrix(tick.Program, projection);
        _name = projection.Name;
    }

    /// <summary>Adds the subgraph; null where nothing ever arrives. The sums are of the type <paramref name="type"/>.</summary>
    public string? Add(DataType type)
    {
        if (_tick.Arriving(_projection.Source, _projection.Delay.Scalar) is not { } events)
            return null;
        UnfoldedInput unfolded = new(_tick, _projection);
        IntegerTensor p = events with { Name = unfolded.Add(events) };
        IntegerTensor?[] sums = new IntegerTensor?[_matrix.Groups];
        foreach (InputPlane plane in _read.Planes)
        {
            IntegerTensor x = Drive(plane, p);
            foreach (CrossbarTile tile in _read.Tiles)
            {
                IntegerTensor part = _arithmetic.Multiply(
                    Read(tile, x), _arithmetic.Number(plane.Weight), _name) with
                { Range = Sums };
                sums[tile.Group] = sums[tile.Group] is { } sum
                    ? _arithmetic.Add(sum, part, _name) with { Range = Sums }
                    : part;
            }
        }
        if (sums.FirstOrDefault(s => s is not null) is not { } any)
            return null;
        // A group that no tile holds gives nothing.
        string[] groups = [.. sums.Select(s => _graph.Node(
            "Unsqueeze", _name,
            [_arithmetic.As(s ?? _arithmetic.Multiply(any, _arithmetic.Number(0), _name), DataType.Int64), _graph.Vector(1)]))];
        string d = groups.Length == 1 ? groups[0] : _graph.Node("Concat", _name, groups, GraphBuilder.Integer("axis", 1));
        IntegerTensor scaled = Scale(d);
        IntegerTensor rounded = _arithmetic.ShiftRight(
            scaled, _read.FractionBits, Rounding.Nearest, NoDraw, _name);
        string folded = unfolded.Fold(rounded.Name, TickGraph.Extents(_tick.Program.Population(_projection.Target)));
        return rounded.Type == type ? folded : _graph.Cast(folded, type);
    }

    private static IntegerTensor NoDraw() => throw new InvalidOperationException("converters do not round stochastically");

    /// <summary>x of every row.</summary>
    private IntegerTensor Drive(InputPlane plane, IntegerTensor p)
    {
        if (plane.Digit)
            return _arithmetic.Modulo(_arithmetic.FloorShift(p, plane.Shift, _name), plane.Maximum + 1L, _name);
        IntegerTensor rounded = _arithmetic.ShiftRight(
            p, plane.Shift, Rounding.Nearest, NoDraw, _name);
        return _arithmetic.Clamp(rounded, new(plane.Minimum, plane.Maximum), _name);
    }

    /// <summary>What a tile gives, [batch, pixel, output] over all outputs of its group; 0 where it is not read.</summary>
    private IntegerTensor Read(CrossbarTile tile, IntegerTensor inputs)
    {
        string ofGroup = _graph.Node(
            "Gather", _name, [inputs.Name, _graph.Scalar(tile.Group, DataType.Int64)], GraphBuilder.Integer("axis", 1));
        IntegerTensor x = inputs with
        {
            Name = _graph.Node(
                "Slice", _name,
                [ofGroup, _graph.Vector(tile.FirstRow), _graph.Vector(tile.FirstRow + tile.Rows), _graph.Vector(2)]),
        };
        IntegerTensor driven = _arithmetic.NotZero(x with
        {
            Name = _graph.Node(
                "ReduceMax", _name, [_arithmetic.Magnitude(x, _name).Name], GraphBuilder.Integers("axes", -1)),
        });
        IntegerTensor code = Codes(tile, x);
        IntegerTensor given = Weighted(tile, code);
        if (tile.InputCoefficient != 0)
        {
            string sum = _graph.Node("ReduceSum", _name, [_arithmetic.As(x, DataType.Int64), _graph.Vector(-1)]);
            string corrected = _graph.Node("Mul", _name, [sum, _graph.Scalar(tile.InputCoefficient, DataType.Int64)]);
            given = given with { Name = _graph.Node("Add", _name, [_arithmetic.As(given, DataType.Int64), corrected]) };
        }
        IntegerTensor read = _arithmetic.Where(driven, given, _arithmetic.Number(0), _name);
        int after = _matrix.Outputs - tile.FirstOutput - tile.Outputs;
        return tile.FirstOutput == 0 && after == 0 ? read : read with
        {
            Name = _graph.Node("Pad", _name, [read.Name, _graph.Vector(0, 0, tile.FirstOutput, 0, 0, after)]),
        };
    }

    /// <summary>What the ADCs make of the currents, [batch, pixel, channel].</summary>
    private IntegerTensor Codes(CrossbarTile tile, IntegerTensor x)
    {
        IrArray conductance = _tick.Program.Array(tile.Conductance);
        int channels = conductance.Shape[1];
        int[] values = conductance.ToInt32();
        long largest = Math.Max(Math.Abs(x.Range.Minimum), Math.Abs(x.Range.Maximum));
        long magnitude = Enumerable.Range(0, channels)
            .Max(c => Enumerable.Range(0, tile.Rows).Sum(row => Math.Abs((long)values[row * channels + c])));
        // The verifier proves that sums stay below 2^31.
        DataType type = magnitude * largest <= 1 << 24 ? DataType.Float : DataType.Double;
        string matrix = _graph.Constant($"{_name}.conductance", [tile.Rows, channels], values, type);
        string product = _graph.Node("MatMul", _name, [_graph.Cast(x.Name, type), matrix]);
        IntegerTensor s = new(_graph.Cast(product, DataType.Int32), DataType.Int32, Interval.Int32, Batched: true);
        IntegerTensor amplified = _arithmetic.Multiply(s, PerChannel(tile.Gain, "gain"), _name);
        IntegerTensor shifted = _arithmetic.ShiftRight(
            amplified, tile.GainShift, tile.Rounding, NoDraw, _name);
        IntegerTensor offset = _arithmetic.Add(shifted, PerChannel(tile.Offset, "offset"), _name);
        return _arithmetic.Clamp(offset, new(tile.MinimumCode, tile.MaximumCode), _name);
    }

    /// <summary>Σ coefficient · code for every output of the tile.</summary>
    private IntegerTensor Weighted(CrossbarTile tile, IntegerTensor code)
    {
        int channels = _tick.Program.Array(tile.Conductance).Shape[1];
        IrArray? outputs = _tick.Program.Array(tile.Output), coefficients = _tick.Program.Array(tile.Coefficient);
        int[] matrix = new int[channels * tile.Outputs];
        for (int c = 0; c < channels; c++)
        {
            int output = outputs?[c] ?? tile.Output.Scalar, coefficient = coefficients?[c] ?? tile.Coefficient.Scalar;
            for (int j = 0; j < tile.Outputs; j++)
                matrix[c * tile.Outputs + j] = output < 0 || output == j ? coefficient : 0;
        }
        long largest = Math.Max(Math.Abs(code.Range.Minimum), Math.Abs(code.Range.Maximum));
        Int128 bound = Enumerable.Range(0, tile.Outputs).Max(
            j => largest * (Int128)Enumerable.Range(0, channels).Sum(c => Math.Abs((long)matrix[c * tile.Outputs + j])));
        DataType type = bound <= 1L << 53 ? DataType.Double : DataType.Int64;
        string weights = _graph.Constant($"{_name}.coefficient", [channels, tile.Outputs], matrix, type);
        string product = _graph.Node("MatMul", _name, [_graph.Cast(code.Name, type), weights]);
        return new(
            type == DataType.Int64 ? product : _graph.Cast(product, DataType.Int64), DataType.Int64, Sums,
            Batched: true);
    }

    private IntegerTensor PerChannel(IrValue value, string what)
    {
        if (_tick.Program.Array(value) is not { } array)
            return _arithmetic.Number(value.Scalar);
        int[] values = array.ToInt32();
        string constant = _graph.Constant($"{_name}.{what}", [values.Length], values, DataType.Int32);
        return new(constant, DataType.Int32, new(values.Min(), values.Max()), Batched: false);
    }

    /// <summary>D · m · 2^shift, [batch, group, pixel, output]; the verifier proves that it stays below 2^62.</summary>
    private IntegerTensor Scale(string d)
    {
        long power = 1L << _projection.Shift;
        string factor = _tick.Program.Array(_projection.Multiplier) is { } multipliers
            ? _graph.Constant<long>(
                $"{_name}.multiplier", [_matrix.Groups, 1, _matrix.Outputs], [.. multipliers.ToInt32().Select(m => m * power)])
            : _graph.Scalar(_projection.Multiplier.Scalar * power, DataType.Int64);
        return new(_graph.Node("Mul", _name, [d, factor]), DataType.Int64, Sums, Batched: true);
    }
}
