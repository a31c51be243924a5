namespace Neuro.Compiler.Ann;

/// <summary>
/// QuantizeLinear followed by DequantizeLinear: y = n · scale with n = round(x / scale), halves to even, clamped. n counts from
/// the zero point, so that 0 stands for 0.
/// </summary>
public sealed record AnnQuantise : AnnNode
{
    /// <summary>What one step is worth.</summary>
    public required double Scale { get; init; }

    /// <summary>Least n: the type's least value less the zero point.</summary>
    public required int Minimum { get; init; }

    /// <summary>Largest n.</summary>
    public required int Maximum { get; init; }

    /// <summary>n of <paramref name="value"/>, in single precision as ONNX Runtime computes it.</summary>
    public int Code(double value) =>
        (int)Math.Clamp(MathF.Round((float)value / (float)Scale, MidpointRounding.ToEven), Minimum, Maximum);
}
