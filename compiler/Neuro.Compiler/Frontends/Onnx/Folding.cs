namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>Arithmetic among constants, which exporters leave in shapes and scales.</summary>
internal static class Folding
{
    public static OnnxValue Arithmetic(NodeContext c)
    {
        Constant result = c.Constant(0);
        for (int i = 1; i < c.InputCount; i++) result = Combine(c, result, c.Constant(i));
        return OnnxValue.Of(result);
    }

    /// <summary>The elements of <paramref name="constant"/> with the axes in another order.</summary>
    public static Constant Transpose(NodeContext c, Constant constant, int[] permutation)
    {
        c.Spend(constant.Values.Length);
        int[] order = Order(constant.Shape, permutation);
        return constant with
        {
            Values = Array.ConvertAll(order, i => constant.Values[i]),
            Shape = [.. permutation.Select(p => constant.Shape[p])],
            StepAxis = constant.Steps is { Length: > 1 } ? Array.IndexOf(permutation, constant.StepAxis) : 0,
        };
    }

    /// <summary>For each element of the transposed tensor, the element it is.</summary>
    public static int[] Order(int[] shape, int[] permutation)
    {
        int[] strides = new int[shape.Length];
        for (int axis = shape.Length - 1, stride = 1; axis >= 0; stride *= shape[axis--]) strides[axis] = stride;
        int size = shape.Aggregate(1, (p, e) => checked(p * e));
        int[] order = new int[size];
        int[] at = new int[shape.Length];
        for (int i = 0; i < size; i++)
        {
            int source = 0;
            for (int axis = 0; axis < at.Length; axis++) source += at[axis] * strides[permutation[axis]];
            order[i] = source;
            for (int axis = at.Length - 1; axis >= 0 && ++at[axis] == shape[permutation[axis]]; axis--) at[axis] = 0;
        }
        return order;
    }

    private static Constant Combine(NodeContext c, Constant a, Constant b)
    {
        (Constant large, Constant small) = a.Values.Length >= b.Values.Length ? (a, b) : (b, a);
        if (small.Values.Length != 1 && !small.Shape.SequenceEqual(large.Shape))
            throw new NodeFault("it combines constants of different shapes");
        c.Spend(large.Values.Length);
        double[] values = new double[large.Values.Length];
        bool integer = !a.IsFloat && !b.IsFloat;
        for (int i = 0; i < values.Length; i++)
        {
            (double x, double y) = (a.Values[a.Values.Length == 1 ? 0 : i], b.Values[b.Values.Length == 1 ? 0 : i]);
            values[i] = c.Proto.OpType switch
            {
                "Add" or "Sum" => x + y,
                "Sub" => x - y,
                "Mul" => x * y,
                _ when y == 0 => throw new NodeFault("it divides by zero"),
                _ => integer ? Math.Truncate(x / y) : x / y,
            };
        }
        return new(values, large.Shape, !integer);
    }
}
