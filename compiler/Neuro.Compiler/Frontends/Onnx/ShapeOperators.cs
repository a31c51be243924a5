using Neuro.Compiler.Ann;
using Neuro.Compiler.Graph;

namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>Operators that move elements and do not change them, and arithmetic on shapes.</summary>
internal static class ShapeOperators
{
    private const int LongestFill = 1 << 16;

    public static OnnxValue Constant(NodeContext c)
    {
        if (c.Tensor("value") is { } tensor) return OnnxValue.Of(c.Read(tensor) with { Name = c.Proto.Output[0] });
        if (c.Has("value_float")) return OnnxValue.Of(new([c.Float("value_float", 0)], [], true));
        if (c.Has("value_int")) return OnnxValue.Of(new([c.Integer("value_int", 0)], [], false));
        double[]? floats = c.Has("value_floats") ? c.Floats("value_floats") : null;
        double[]? values = floats ?? c.Integers("value_ints")?.Select(v => (double)v).ToArray();
        return values is null
            ? throw new NodeFault("it holds no number")
            : OnnxValue.Of(new(values, [values.Length], floats is not null));
    }

    public static OnnxValue ConstantOfShape(NodeContext c)
    {
        int[] shape = c.Constant(0).Integers();
        long count = Extents.Count([.. shape]);
        if (shape.Any(e => e < 0) || count > LongestFill) throw new NodeFault($"it makes a constant of {count} elements");
        Constant value = c.Tensor("value") is { } tensor ? c.Read(tensor) : new([0.0], [1], true);
        if (value.Values.Length != 1) throw new NodeFault("its value is not one number");
        c.Spend(count);
        double[] values = new double[count];
        Array.Fill(values, value.Values[0]);
        return OnnxValue.Of(new(values, shape, value.IsFloat));
    }

    public static OnnxValue Flatten(NodeContext c)
    {
        OnnxValue x = c.Input(0);
        int axis = Axis(c.Integer("axis", 1), x.Shape.Length + 1);
        return Reshaped(x, [Count(x.Shape[..axis]), Count(x.Shape[axis..])]);
    }

    /// <summary>The shape is an input; opset 1 to 4 had it as an attribute. 0 keeps an extent, −1 takes what remains.</summary>
    public static OnnxValue Reshape(NodeContext c)
    {
        OnnxValue x = c.Input(0);
        int[] wanted = c.Optional(1) is not null ? c.Constant(1).Integers() : c.Integers("shape")
            ?? throw new NodeFault("it has no shape");
        bool keepZero = c.Integer("allowzero", 0) != 0;
        int[] shape = new int[wanted.Length];
        int open = -1;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = wanted[axis] == 0 && !keepZero && axis < x.Shape.Length ? x.Shape[axis] : wanted[axis];
            if (shape[axis] < -1 || (shape[axis] == -1 && open >= 0)) throw Misfit(x, wanted);
            if (shape[axis] == -1) open = axis;
        }
        long known = shape.Where((_, axis) => axis != open).Aggregate(1L, (p, e) => Math.Min(p * e, int.MaxValue));
        // A file for a fixed batch has it in the shape; here there is one sample at a time.
        if (x.Constant is null && shape.Length > 1 && shape[0] > 1 && known != x.Size && known == (long)x.Size * shape[0])
            (shape[0], known) = (1, x.Size);
        if (x.Constant is null && open > 0 && shape[0] > 1 && (known == 0 || x.Size % known != 0))
            (shape[0], known) = (1, known / shape[0]);
        if (open >= 0)
        {
            if (known == 0 || x.Size % known != 0) throw Misfit(x, wanted);
            (shape[open], known) = ((int)(x.Size / known), x.Size);
        }
        return known == x.Size ? Reshaped(x, shape) : throw Misfit(x, wanted);
    }

    public static OnnxValue Squeeze(NodeContext c)
    {
        OnnxValue x = c.Input(0);
        int[]? axes = c.Integers("axes") ?? c.OptionalConstant(1)?.Integers();
        HashSet<int> gone = axes is null
            ? [.. Enumerable.Range(0, x.Shape.Length).Where(a => x.Shape[a] == 1)]
            : [.. axes.Select(a => Axis(a, x.Shape.Length))];
        if (gone.Any(a => x.Shape[a] != 1)) throw new NodeFault("it squeezes an axis that is not of extent 1");
        return Reshaped(x, [.. x.Shape.Where((_, axis) => !gone.Contains(axis))]);
    }

    public static OnnxValue Unsqueeze(NodeContext c)
    {
        OnnxValue x = c.Input(0);
        int[] axes = c.Integers("axes") ?? c.Constant(1).Integers();
        int rank = x.Shape.Length + axes.Length;
        if (rank > 64) throw new NodeFault($"its result has {rank} axes");
        List<int> shape = [.. x.Shape];
        foreach (int axis in axes.Select(a => Axis(a, rank)).Order())
            shape.Insert(Math.Min(axis, shape.Count), 1);
        return Reshaped(x, [.. shape]);
    }

    public static OnnxValue Transpose(NodeContext c)
    {
        OnnxValue x = c.Input(0);
        int rank = x.Shape.Length;
        int[] permutation = c.Integers("perm") ?? [.. Enumerable.Range(0, rank).Reverse()];
        if (!permutation.Order().SequenceEqual(Enumerable.Range(0, rank)))
            throw new NodeFault($"its perm [{string.Join(", ", permutation)}] does not permute {rank} axes");
        if (x.Constant is { } constant) return OnnxValue.Of(Folding.Transpose(c, constant, permutation));
        c.Spend(x.Size);
        int[] shape = [.. permutation.Select(p => x.Shape[p])];
        return Permute(c, x, shape, Folding.Order(x.Shape, permutation));
    }

    public static OnnxValue Concat(NodeContext c)
    {
        OnnxValue[] parts = [.. Enumerable.Range(0, c.InputCount).Select(c.Input)];
        if (parts.Length == 0) throw new NodeFault("it has no inputs");
        int rank = parts[0].Shape.Length;
        int axis = Axis(c.Integer("axis", 1), rank);
        foreach (OnnxValue part in parts)
            if (part.Shape.Length != rank || part.Shape.Where((e, a) => a != axis && e != parts[0].Shape[a]).Any())
                throw new NodeFault("its inputs differ in an axis other than the one it joins");
        int[] shape = [.. parts[0].Shape];
        shape[axis] = parts.Aggregate(0, (sum, p) => checked(sum + p.Shape[axis]));
        if (parts.All(p => p.Constant is not null)) return OnnxValue.Of(Join(c, parts, shape, axis));
        if (parts.Any(p => p.Node is null)) throw new NodeFault("it joins computed values with constants");
        if (parts.Select(p => p.Quantised).Distinct().Count() > 1) throw new NodeFault("its inputs are quantised differently");
        OnnxValue joined = c.Add(shape, (name, extents, place) =>
            new AnnConcat { Name = name, Inputs = [.. parts.Select(p => p.Node!)], Shape = extents, Origin = place });
        joined = joined with { Quantised = parts[0].Quantised };
        return Count(shape[..axis]) == 1 ? joined : Permute(c, joined, shape, Interleaved(c, parts, shape, axis));
    }

    public static OnnxValue Shape(NodeContext c)
    {
        int[] shape = c.Input(0).Shape;
        int start = Bound(c.Integer("start", 0), shape.Length), end = Bound(c.Integer("end", shape.Length), shape.Length);
        double[] extents = [.. shape[start..Math.Max(start, end)].Select(e => (double)e)];
        return OnnxValue.Of(new(extents, [extents.Length], false));
    }

    public static OnnxValue Gather(NodeContext c)
    {
        if (c.Input(0).Constant is not { } x) throw new NodeFault("it picks from computed values");
        Constant picked = c.Constant(1);
        int axis = Axis(c.Integer("axis", 0), x.Shape.Length);
        int outer = Count(x.Shape[..axis]), extent = x.Shape[axis], inner = Count(x.Shape[(axis + 1)..]);
        int[] indices = [.. picked.Integers().Select(i => i < 0 ? i + extent : i)];
        if (indices.Any(i => i < 0 || i >= extent)) throw new NodeFault("it picks beyond the end");
        int[] shape = [.. x.Shape[..axis], .. picked.Shape, .. x.Shape[(axis + 1)..]];
        long size = Extents.Count([.. shape]);
        c.Spend(size);
        double[] values = new double[size];
        int at = 0;
        for (int o = 0; o < outer; o++)
            foreach (int index in indices)
                for (int i = 0; i < inner; i++) values[at++] = x.Values[(o * extent + index) * inner + i];
        return OnnxValue.Of(new(values, shape, x.IsFloat));
    }

    /// <summary>Of shapes only: one axis, in steps of one.</summary>
    public static OnnxValue Slice(NodeContext c)
    {
        if (c.Input(0).Constant is not { Shape.Length: 1 } x) throw new NodeFault("it cuts computed values");
        int[] starts = c.Integers("starts") ?? c.Constant(1).Integers(), ends = c.Integers("ends") ?? c.Constant(2).Integers();
        int step = c.Optional(4) is null ? 1 : c.Constant(4).Integers() is [int only] ? only : 0;
        if (starts.Length != 1 || ends.Length != 1 || step != 1) throw new NodeFault("it cuts in steps, or along several axes");
        int start = Bound(starts[0], x.Values.Length), end = Bound(ends[0], x.Values.Length);
        double[] values = x.Values[start..Math.Max(start, end)];
        return OnnxValue.Of(new(values, [values.Length], x.IsFloat));
    }

    private static OnnxValue Permute(NodeContext c, OnnxValue x, int[] shape, int[] order)
    {
        if (order.Index().All(p => p.Index == p.Item)) return Reshaped(x, shape);
        OnnxValue permuted = c.Add(shape, (name, extents, place) =>
            new AnnPermute { Name = name, Inputs = [x.Node!], Shape = extents, Origin = place, Order = order });
        return permuted with { Quantised = x.Quantised };
    }

    private static Constant Join(NodeContext c, OnnxValue[] parts, int[] shape, int axis)
    {
        Constant first = parts[0].Constant!;
        long size = Extents.Count([.. shape]);
        c.Spend(size);
        double[] values = new double[size];
        int outer = Count(shape[..axis]), at = 0;
        for (int o = 0; o < outer; o++)
            foreach (OnnxValue part in parts)
            {
                int run = part.Constant!.Values.Length / Math.Max(1, outer);
                part.Constant.Values.AsSpan(o * run, run).CopyTo(values.AsSpan(at));
                at += run;
            }
        return new(values, shape, first.IsFloat);
    }

    // The parts one after the other, as they lie, brought into the order of the joined axis.
    private static int[] Interleaved(NodeContext c, OnnxValue[] parts, int[] shape, int axis)
    {
        int size = Count(shape), outer = Count(shape[..axis]), at = 0;
        c.Spend(size);
        int[] order = new int[size];
        for (int o = 0; o < outer; o++)
        {
            int start = 0;
            foreach (OnnxValue part in parts)
            {
                int run = part.Size / outer;
                for (int i = 0; i < run; i++) order[at++] = start + o * run + i;
                start += part.Size;
            }
        }
        return order;
    }

    private static OnnxValue Reshaped(OnnxValue x, int[] shape) => x with
    {
        Shape = shape,
        Constant = x.Constant is { } constant
            ? constant with { Shape = shape, Steps = constant.Steps is { Length: 1 } ? constant.Steps : null }
            : null,
    };

    private static int Axis(int axis, int rank)
    {
        int positive = axis < 0 ? axis + rank : axis;
        return positive >= 0 && positive < Math.Max(rank, 1) && rank > 0
            ? positive
            : throw new NodeFault($"its axis {axis} is none of {rank}");
    }

    private static int Bound(int index, int extent) => Math.Clamp(index < 0 ? index + extent : index, 0, extent);

    private static int Count(int[] shape) => shape.Aggregate(1, (p, e) => checked(p * e));

    private static NodeFault Misfit(OnnxValue x, int[] shape) =>
        new($"[{string.Join(", ", x.Shape)}] cannot become [{string.Join(", ", shape)}]");
}
