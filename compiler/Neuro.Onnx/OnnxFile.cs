using Google.Protobuf;

namespace Neuro.Onnx;

/// <summary>
/// An ONNX file: its messages, and the elements of its tensors, which may lie in other files of the same folder. Only the form of
/// the messages is checked, not that the graph they describe makes sense.
/// </summary>
public sealed class OnnxFile
{
    private readonly ExternalData _external;

    private OnnxFile(ModelProto model, string name, string? folder)
    {
        Model = model;
        Name = name;
        _external = new ExternalData(folder);
    }

    /// <summary>The messages.</summary>
    public ModelProto Model { get; }

    /// <summary>What the file is called in errors.</summary>
    public string Name { get; }

    /// <summary>Reads a file of up to 2 GiB; tensors outside of it are read when they are asked for.</summary>
    /// <exception cref="OnnxException">The file cannot be read, or is malformed.</exception>
    public static OnnxFile Open(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new OnnxException($"cannot read '{path}': {e.Message}", inner: e);
        }
        return Read(bytes, path, Path.GetDirectoryName(Path.GetFullPath(path)));
    }

    /// <summary>Reads a file that is already in memory; the bytes must not change afterwards.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <param name="folder">Where tensors outside of the file are looked for; null where there can be none.</param>
    /// <exception cref="OnnxException">The bytes are malformed.</exception>
    public static OnnxFile Read(ReadOnlyMemory<byte> bytes, string name, string? folder = null)
    {
        MessageCount.Check(bytes.Span, ModelProto.Descriptor);
        ModelProto model;
        try
        {
            model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes.Span);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or ArgumentException)
        {
            throw new OnnxException($"the bytes are no protocol buffer: {e.Message}", inner: e);
        }
        if (model.Graph is null)
            throw new OnnxException("it holds no graph");
        return new OnnxFile(model, name, folder);
    }

    /// <summary>The elements of a tensor of this file: an initialiser, or the value of an attribute.</summary>
    /// <exception cref="OnnxException">
    /// The shape and the bytes do not agree, the type cannot be read, or a file that should hold the bytes does not.
    /// </exception>
    public OnnxTensor Tensor(TensorProto tensor) => TensorReader.Read(tensor, _external);
}
