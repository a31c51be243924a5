using Google.Protobuf;
using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Onnx;

/// <summary>Writes ONNX files. One can hold 2 GiB; larger models keep the elements of their tensors in a second one.</summary>
public static class OnnxWriter
{
    /// <summary>Bytes of tensors up to which a model is one file.</summary>
    public const long LargestSingleFile = 1L << 30;

    // Readers map the second file into memory, which needs whole pages; small tensors stay in the first.
    private const int Page = 4096;

    /// <summary>Bytes of the model's tensors, those in attributes and nested graphs included.</summary>
    public static long TensorBytes(ModelProto model) => Tensors(model.Graph).Sum(t => (long)t.RawData.Length);

    /// <summary>Writes a model as one file.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(ModelProto model, Stream stream) => model.WriteTo(stream);

    /// <summary>Writes a model whose larger tensors are written to <paramref name="data"/>.</summary>
    /// <param name="model">The model; it is not changed.</param>
    /// <param name="stream">Takes the messages.</param>
    /// <param name="data">Takes the elements; at its start.</param>
    /// <param name="dataName">The name that the second file will have, in the folder of the first.</param>
    /// <exception cref="IOException">A stream cannot be written.</exception>
    public static void Write(ModelProto model, Stream stream, Stream data, string dataName)
    {
        // A clone shares the bytes of the elements.
        ModelProto outside = model.Clone();
        long offset = 0;
        foreach (TensorProto tensor in Tensors(outside.Graph).Where(t => t.RawData.Length >= Page))
        {
            byte[] padding = new byte[(Page - (offset % Page)) % Page];
            data.Write(padding);
            offset += padding.Length;
            tensor.RawData.WriteTo(data);
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = dataName });
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = offset.ToString() });
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = tensor.RawData.Length.ToString() });
            tensor.DataLocation = DataLocation.External;
            offset += tensor.RawData.Length;
            tensor.ClearRawData();
        }
        outside.WriteTo(stream);
    }

    private static IEnumerable<TensorProto> Tensors(GraphProto graph)
    {
        foreach (TensorProto tensor in graph.Initializer)
            yield return tensor;
        foreach (AttributeProto attribute in graph.Node.SelectMany(n => n.Attribute))
        {
            if (attribute.T is not null)
                yield return attribute.T;
            foreach (TensorProto tensor in attribute.Tensors)
                yield return tensor;
            if (attribute.G is not null)
            {
                foreach (TensorProto tensor in Tensors(attribute.G))
                    yield return tensor;
            }
        }
    }
}
