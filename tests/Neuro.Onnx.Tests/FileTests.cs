namespace Neuro.Onnx.Tests;

public sealed class FileTests
{
    [Fact]
    public void What_was_written_is_read()
    {
        ModelProto model = Models.Sample();
        OnnxFile file = OnnxFile.Read(Models.Bytes(model), "sample.onnx");
        Assert.Equal(model, file.Model);
        Assert.True(file.Tensor(file.Model.Graph.Initializer[0]).ToInt64s() is [1]);
    }

    [Fact]
    public void Elements_may_lie_in_a_second_file()
    {
        using ScratchFolder folder = new();
        ModelProto model = Models.Sample();
        int[] large = [.. Enumerable.Range(-3000, 6000)];
        double[] larger = [.. large.Select(v => v / 7.0)];
        model.Graph.Initializer.Add(OnnxTensors.Create<int>("large", [2, 3000], large));
        model.Graph.Initializer.Add(OnnxTensors.Create<double>("larger", [6000], larger));
        using (FileStream main = File.Create(folder["m.onnx"]))
        using (FileStream data = File.Create(folder["m.onnx.data"]))
            OnnxWriter.Write(model, main, data, "m.onnx.data");

        Assert.True(new FileInfo(folder["m.onnx"]).Length < 2000);
        OnnxFile file = OnnxFile.Open(folder["m.onnx"]);
        Assert.Equal(large, file.Tensor(file.Model.Graph.Initializer[1]).ToInt32s());
        Assert.Equal(larger, file.Tensor(file.Model.Graph.Initializer[2]).ToDoubles());
        Assert.True(model.Graph.Initializer[1].HasRawData, "writing changed the model");
    }

    [Theory]
    [InlineData("../m.data")]
    [InlineData("/etc/hostname")]
    [InlineData("sub/../../m.data")]
    [InlineData("a\0b")]
    [InlineData("absent.data")]
    [InlineData("")]
    public void Elements_outside_of_the_models_folder_are_refused(string location)
    {
        using ScratchFolder folder = new();
        File.WriteAllBytes(folder["m.data"], new byte[16]);
        string inner = Directory.CreateDirectory(folder["inner"]).FullName;
        TensorProto tensor = External(location, offset: 0);
        OnnxFile file = OnnxFile.Read(Models.Bytes(Models.Sample()), "m.onnx", inner);
        Assert.Throws<OnnxException>(() => file.Tensor(tensor));
    }

    [Theory]
    [InlineData("8")]
    [InlineData("-1")]
    [InlineData("9223372036854775807")]
    [InlineData("x")]
    public void Elements_beyond_the_end_of_a_file_are_refused(string offset)
    {
        using ScratchFolder folder = new();
        File.WriteAllBytes(folder["m.data"], new byte[16]);
        TensorProto tensor = External("m.data", 0);
        tensor.ExternalData[1].Value = offset;
        OnnxFile file = OnnxFile.Read(Models.Bytes(Models.Sample()), "m.onnx", folder.Path);
        Assert.Throws<OnnxException>(() => file.Tensor(tensor));
    }

    [Fact]
    public void A_missing_file_and_an_empty_one_are_said_to_be_so()
    {
        Assert.Contains("absent.onnx", Assert.Throws<OnnxException>(() => OnnxFile.Open("absent.onnx")).Message);
        Assert.Contains("no graph", Assert.Throws<OnnxException>(() => OnnxFile.Read(Array.Empty<byte>(), "empty.onnx")).Message);
    }

    private static TensorProto External(string location, long offset)
    {
        TensorProto tensor = new()
        {
            Name = "t",
            DataType = (int)TensorProto.Types.DataType.Float,
            DataLocation = TensorProto.Types.DataLocation.External,
        };
        tensor.Dims.Add(4);
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = offset.ToString() });
        return tensor;
    }
}
