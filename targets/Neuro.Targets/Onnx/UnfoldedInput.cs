using Neuro.Ir;
using Neuro.Ir.Crossbars;
using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Targets.Onnx;

/// <summary>
/// The inputs of a projection as rows of a matrix product: [batch, group, pixel, row]. A convolution has one row for each tap of
/// a group's kernel, and one pixel for each place of the kernel; other topologies have one group, one pixel, and a row for each
/// source.
/// </summary>
internal sealed class UnfoldedInput(TickGraph tick, Projection projection)
{
    private readonly GraphBuilder _graph = tick.Graph;
    private readonly CrossbarMatrix _matrix = new(tick.Program, projection);
    private readonly int _sources = tick.Program.Population(projection.Source).Size;

    /// <summary>Rows.</summary>
    public int Rows => _matrix.Rows;

    /// <summary>Groups.</summary>
    public int Groups => _matrix.Groups;

    /// <summary>Adds the nodes that gather the rows; a tap beyond the edge reads 0.</summary>
    public string Add(IntegerTensor events)
    {
        int[] sources = new int[checked(_matrix.Groups * _matrix.Pixels * _matrix.Rows)];
        int i = 0;
        for (int group = 0; group < _matrix.Groups; group++)
            for (int pixel = 0; pixel < _matrix.Pixels; pixel++)
                for (int row = 0; row < _matrix.Rows; row++)
                    sources[i++] = _matrix.Source(group, pixel, row) is >= 0 and int source ? source : _sources;
        string flat = _graph.Node("Reshape", projection.Name, [events.Name, _graph.Vector(0, _sources)]);
        string bordered = _graph.Node("Pad", projection.Name, [flat, _graph.Vector(0, 0, 0, 1)]);
        string taps = _graph.Constant(
            $"{projection.Name}.taps", [_matrix.Groups, _matrix.Pixels, _matrix.Rows], sources, DataType.Int32);
        return _graph.Node("Gather", projection.Name, [bordered, taps], GraphBuilder.Integer("axis", 1));
    }

    /// <summary>[batch, group, pixel, output] as [batch, …<paramref name="extents"/>].</summary>
    public string Fold(string product, long[] extents)
    {
        string transposed = _graph.Node("Transpose", projection.Name, [product], GraphBuilder.Integers("perm", 0, 1, 3, 2));
        return _graph.Node("Reshape", projection.Name, [transposed, _graph.Vector([0, .. extents])]);
    }
}
