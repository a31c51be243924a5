using Google.Protobuf;
using Neuro.Onnx;
using static Neuro.Onnx.AttributeProto.Types;

namespace Neuro.Compiler.Tests.Ann;

/// <summary>Writes small ONNX models as exporters do.</summary>
internal sealed class OnnxBuilder
{
    private readonly GraphProto _graph = new() { Name = "g" };
    private readonly long _opset;

    public OnnxBuilder(long opset, params object[] input)
    {
        _opset = opset;
        TypeProto.Types.Tensor tensor = new() { ElemType = (int)TensorProto.Types.DataType.Float, Shape = new() };
        foreach (object extent in input)
        {
            tensor.Shape.Dim.Add(extent is string name
                ? new TensorShapeProto.Types.Dimension { DimParam = name }
                : new TensorShapeProto.Types.Dimension { DimValue = (int)extent });
        }
        _graph.Input.Add(new ValueInfoProto { Name = "x", Type = new TypeProto { TensorType = tensor } });
    }

    public GraphProto Graph => _graph;

    public OnnxBuilder Weights<T>(string name, long[] dims, params T[] values) where T : unmanaged
    {
        _graph.Initializer.Add(OnnxTensors.Create<T>(name, dims, values));
        return this;
    }

    /// <summary>Weights that look trained: a fixed sequence between −1 and 1.</summary>
    public OnnxBuilder Some(string name, params long[] dims)
    {
        float[] values = new float[dims.Aggregate(1L, (p, d) => p * d)];
        uint state = (uint)name.Sum(c => c) * 7919;
        for (int i = 0; i < values.Length; i++)
        {
            state = state * 1664525 + 1013904223;
            values[i] = (int)(state >> 8) % 1000 / 1000f;
        }
        return Weights(name, dims, values);
    }

    public OnnxBuilder Node(string type, string inputs, string outputs, params (string Name, object Value)[] attributes)
    {
        NodeProto node = new() { OpType = type, Name = $"n_{outputs.Split(' ')[0]}" };
        node.Input.AddRange(inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(i => i == "-" ? "" : i));
        node.Output.AddRange(outputs.Split(' '));
        foreach ((string name, object value) in attributes) node.Attribute.Add(Attribute(name, value));
        _graph.Node.Add(node);
        return this;
    }

    public ModelProto Model(string output)
    {
        _graph.Output.Add(new ValueInfoProto { Name = output });
        ModelProto model = new() { IrVersion = 4, ProducerName = "test", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = _opset });
        return model;
    }

    public byte[] Bytes(string output) => Model(output).ToByteArray();

    private static AttributeProto Attribute(string name, object value) => value switch
    {
        int i => new() { Name = name, Type = AttributeType.Int, I = i },
        float f => new() { Name = name, Type = AttributeType.Float, F = f },
        string s => new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(s) },
        int[] ints => Ints(name, ints),
        TensorProto t => new() { Name = name, Type = AttributeType.Tensor, T = t },
        _ => throw new ArgumentException($"no attribute is a {value.GetType()}"),
    };

    private static AttributeProto Ints(string name, int[] values)
    {
        AttributeProto attribute = new() { Name = name, Type = AttributeType.Ints };
        attribute.Ints.AddRange(values.Select(v => (long)v));
        return attribute;
    }
}
