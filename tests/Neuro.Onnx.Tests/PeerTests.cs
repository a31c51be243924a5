namespace Neuro.Onnx.Tests;

/// <summary>The onnx package of Python reads what we write and writes what we read.</summary>
public sealed class PeerTests
{
    [Fact]
    public void What_the_onnx_package_writes_is_read()
    {
        using ScratchFolder folder = new();
        Python.Run(Script("write.py"), ["onnx", "numpy"], folder["peer.onnx"]);
        OnnxFile file = OnnxFile.Open(folder["peer.onnx"]);
        Assert.Equal(17, file.Model.OpsetImport[0].Version);
        Assert.Equal("a value", file.Model.MetadataProps[0].Value);
        Assert.Equal(("relu", "Relu"), (file.Model.Graph.Node[0].Name, file.Model.Graph.Node[0].OpType));
        Assert.Equal("batch", file.Model.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimParam);
        Assert.Equal(21, file.Model.Graph.Initializer.Count);
        foreach (TensorProto tensor in file.Model.Graph.Initializer)
        {
            double[] expected = [0, 1, tensor.Name.EndsWith("bool", StringComparison.Ordinal) ? 1 : 100];
            Assert.True(expected.SequenceEqual(file.Tensor(tensor).ToDoubles()), tensor.Name);
        }
    }

    [Fact]
    public void The_onnx_package_accepts_what_is_written()
    {
        using ScratchFolder folder = new();
        File.WriteAllBytes(folder["one.onnx"], Models.Bytes(Models.Sample()));
        ModelProto model = Models.Sample();
        model.Graph.Initializer.Add(OnnxTensors.Create<int>("large", [2000], [.. Enumerable.Range(0, 2000)]));
        using (FileStream main = File.Create(folder["two.onnx"]))
        using (FileStream data = File.Create(folder["two.data"]))
            OnnxWriter.Write(model, main, data, "two.data");
        const string script = """
            import sys, onnx
            from onnx import numpy_helper
            for path in sys.argv[1:]:
                onnx.checker.check_model(path, full_check=True)
                for tensor in onnx.load(path).graph.initializer:
                    print(tensor.name, int(numpy_helper.to_array(tensor).sum()))
            """;
        string output = Python.Run(script, ["onnx", "numpy"], folder["one.onnx"], folder["two.onnx"]);
        Assert.Equal(["c 1", "c 1", "large 1999000"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Script(string name)
    {
        using StreamReader reader = new(typeof(PeerTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
