namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>A value of an ONNX graph: a constant, or what a node of the network gives.</summary>
internal sealed record OnnxValue
{
    /// <summary>The constant, or null.</summary>
    public Constant? Constant { get; init; }

    /// <summary>Name of the network's node that gives it; null for constants and for values that could not be read.</summary>
    public string? Node { get; init; }

    /// <summary>Extents with the batch axis, which is 1.</summary>
    public int[] Shape { get; init; } = [];

    /// <summary>
    /// Between QuantizeLinear and DequantizeLinear: what the integers mean. <see cref="Node"/> has the real values.
    /// </summary>
    public (double Scale, int ZeroPoint)? Quantised { get; init; }

    /// <summary>A value behind a node that could not be converted.</summary>
    public static OnnxValue Unknown { get; } = new();

    public bool IsUnknown => Constant is null && Node is null;

    public int Size => Shape.Aggregate(1, (product, extent) => checked(product * extent));

    public static OnnxValue Of(Constant constant) => new() { Constant = constant, Shape = constant.Shape };
}
