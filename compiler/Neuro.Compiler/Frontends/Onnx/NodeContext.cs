using System.Collections.Immutable;
using Neuro.Compiler.Ann;
using Neuro.Onnx;
using static Neuro.Onnx.AttributeProto.Types;

namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>One ONNX node while it is converted: its attributes, its inputs, and where results go.</summary>
internal sealed class NodeContext(OnnxReader reader, NodeProto node, string name, OnnxValue?[] inputs, long opset)
{
    public NodeProto Proto => node;

    public string Name => name;

    /// <summary>Version of the standard operators.</summary>
    public long Opset => opset;

    public int InputCount => inputs.Length;

    /// <summary>Input <paramref name="index"/>, or null where it is not given.</summary>
    public OnnxValue? Optional(int index) => index < inputs.Length ? inputs[index] : null;

    public OnnxValue Input(int index) => Optional(index) ?? throw new NodeFault($"its input {index} is missing");

    /// <summary>An input that the network computes, as real numbers.</summary>
    public OnnxValue Real(int index)
    {
        OnnxValue value = Input(index);
        if (value.Node is null) throw new NodeFault($"its input {index} is a constant");
        return value.Quantised is null ? value : throw new NodeFault($"its input {index} is quantised and not dequantised");
    }

    /// <summary>A constant input.</summary>
    public Constant Constant(int index) =>
        Input(index).Constant ?? throw new NodeFault($"its input {index} is computed at run time; a constant is needed");

    public Constant? OptionalConstant(int index) => Optional(index) is null ? null : Constant(index);

    public double Scalar(int index)
    {
        Constant constant = Constant(index);
        return constant.Values.Length == 1 ? constant.Values[0] : throw new NodeFault($"its input {index} should be one number");
    }

    public bool Has(string attribute) => Find(attribute) is not null;

    public int Integer(string attribute, int otherwise)
    {
        if (Find(attribute) is not { } found) return otherwise;
        Check(found, AttributeType.Int, found.HasI);
        return Narrow(found.I);
    }

    public double Float(string attribute, double otherwise)
    {
        if (Find(attribute) is not { } found) return otherwise;
        Check(found, AttributeType.Float, found.HasF);
        return found.F;
    }

    public string Text(string attribute, string otherwise) =>
        Find(attribute) is { } found ? found.S.ToStringUtf8() : otherwise;

    public int[]? Integers(string attribute)
    {
        if (Find(attribute) is not { } found) return null;
        Check(found, AttributeType.Ints, found.Ints.Count > 0);
        return [.. found.Ints.Select(Narrow)];
    }

    public double[] Floats(string attribute) => [.. (Find(attribute)?.Floats ?? []).Select(v => (double)v)];

    public TensorProto? Tensor(string attribute) => Find(attribute)?.T;

    public Constant Read(TensorProto tensor) => reader.Read(tensor);

    /// <summary>Adds a node to the network; its value has the extents <paramref name="shape"/>, batch axis included.</summary>
    public OnnxValue Add(int[] shape, Func<string, ImmutableArray<int>, string, AnnNode> make, string? wish = null) =>
        reader.Add(wish ?? name, shape, node, make);

    /// <summary>Takes <paramref name="elements"/> from what reading this file may allocate.</summary>
    public void Spend(long elements) => reader.Spend(elements);

    private AttributeProto? Find(string attribute) => node.Attribute.FirstOrDefault(a => a.Name == attribute);

    private static int Narrow(long value) => (int)Math.Clamp(value, int.MinValue, int.MaxValue);

    // Files of the first IR versions leave the type out.
    private static void Check(AttributeProto attribute, AttributeType type, bool present)
    {
        if (attribute.Type != type && !(attribute.Type == AttributeType.Undefined && present))
            throw new NodeFault($"its attribute '{attribute.Name}' is no {type.ToString().ToLowerInvariant()}");
    }
}
