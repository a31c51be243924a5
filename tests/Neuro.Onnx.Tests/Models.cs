namespace Neuro.Onnx.Tests;

/// <summary>Small models for the tests.</summary>
internal static class Models
{
    public static byte[] Bytes(ModelProto model)
    {
        using MemoryStream stream = new();
        OnnxWriter.Write(model, stream);
        return stream.ToArray();
    }

    /// <summary>y = If(c, x · w, x), so that there are tensors in the graph, in attributes and in nested graphs.</summary>
    public static ModelProto Sample()
    {
        GraphProto then = new() { Name = "then" };
        then.Initializer.Add(OnnxTensors.Create<float>("w", [2, 3], [1, -2, 3.5f, 0, 1e-3f, float.MaxValue]));
        then.Node.Add(Node("MatMul", ["x", "w"], ["a"]));
        then.Output.Add(Value("a", 2, 3));
        GraphProto otherwise = new() { Name = "else" };
        NodeProto constant = Node("Constant", [], ["b"]);
        constant.Attribute.Add(new AttributeProto
        {
            Name = "value",
            Type = AttributeProto.Types.AttributeType.Tensor,
            T = OnnxTensors.Create<float>("", [2, 3], new float[6]),
        });
        otherwise.Node.Add(constant);
        otherwise.Output.Add(Value("b", 2, 3));
        NodeProto branch = Node("If", ["c"], ["y"]);
        branch.Attribute.Add(new AttributeProto
        {
            Name = "then_branch",
            Type = AttributeProto.Types.AttributeType.Graph,
            G = then,
        });
        branch.Attribute.Add(new AttributeProto
        {
            Name = "else_branch",
            Type = AttributeProto.Types.AttributeType.Graph,
            G = otherwise,
        });

        GraphProto graph = new() { Name = "sample" };
        graph.Initializer.Add(OnnxTensors.Create<bool>("c", [], [true]));
        graph.Node.Add(branch);
        graph.Input.Add(Value("x", 2, 2));
        graph.Output.Add(Value("y", 2, 3));
        ModelProto model = new() { IrVersion = 8, ProducerName = "neuro", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });
        return model;
    }

    public static NodeProto Node(string type, string[] inputs, string[] outputs)
    {
        NodeProto node = new() { OpType = type, Name = outputs[0] };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        return node;
    }

    public static ValueInfoProto Value(string name, params long[] dims)
    {
        TypeProto.Types.Tensor tensor = new() { ElemType = (int)TensorProto.Types.DataType.Float, Shape = new() };
        tensor.Shape.Dim.AddRange(dims.Select(d => new TensorShapeProto.Types.Dimension { DimValue = d }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
