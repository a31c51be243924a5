using System.Collections.Immutable;
using Neuro.Compiler.Graph;
using Neuro.Hdf5;
using Neuro.Runtime.Files;

namespace Neuro.Compiler.Frontends.Nir;

/// <summary>
/// Writes a model as nir.write does: /version, and /node with type, edges, nodes and metadata; arrays in gzip chunks. Reading the
/// file gives the same graph; parameters keep their number formats.
/// </summary>
public static class NirWriter
{
    // The format has not changed since nir 1.0; the field is informative.
    private const string Version = "1.0";

    /// <summary>Writes <paramref name="graph"/> to <paramref name="path"/>, which appears whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor may it be.</exception>
    public static void Write(ModelGraph graph, string path) => AtomicFile.WriteAllBytes(path, ToArray(graph));

    /// <summary>The bytes of the file.</summary>
    public static byte[] ToArray(ModelGraph graph)
    {
        Hdf5Writer writer = new();
        writer.Root.AddDataset("version", Hdf5Data.String(graph.Version ?? Version));
        WriteGraph(writer.Root.AddGroup("node"), graph);
        return writer.ToArray();
    }

    private static void WriteGraph(Hdf5GroupBuilder group, ModelGraph graph)
    {
        group.AddDataset("type", Hdf5Data.String("NIRGraph"));
        string[] ends = [.. graph.Edges.SelectMany(e => new[] { e.Source, e.Target })];
        group.AddDataset("edges", Hdf5Data.Strings(ends, graph.Edges.Length, 2));
        Hdf5GroupBuilder nodes = group.AddGroup("nodes");
        foreach (ModelNode node in graph.Nodes)
            WriteNode(nodes.AddGroup(node.Name), node);
        WriteMetadata(group, graph.Metadata);
    }

    private static void WriteNode(Hdf5GroupBuilder group, ModelNode node)
    {
        if (node is GraphNode inner)
        {
            // The node's and the inner graph's metadata are one group in the file.
            WriteGraph(group, inner.Graph with { Metadata = inner.Graph.Metadata.SetItems(node.Metadata) });
            return;
        }
        group.AddDataset("type", Hdf5Data.String(node.Kind));
        foreach ((string name, Parameter value) in node.Parameters)
            WriteValue(group, name, value);
        // nir.read needs the extents that a convolution works on, which shape inference may have found.
        if (node is ConvolutionNode { InputShape: null, Shape: { } shape })
            WriteValue(group, "input_shape", Tensor.Integers([.. shape.Input[1..]]));
        WriteMetadata(group, node.Metadata);
    }

    private static void WriteMetadata(Hdf5GroupBuilder group, ImmutableSortedDictionary<string, Parameter> metadata)
    {
        if (metadata.IsEmpty)
            return;
        Dictionary<string, Hdf5GroupBuilder> groups = new() { [""] = group.AddGroup("metadata") };
        foreach ((string path, Parameter value) in metadata)
        {
            int slash = path.LastIndexOf('/');
            WriteValue(GroupAt(groups, slash < 0 ? "" : path[..slash]), path[(slash + 1)..], value);
        }
    }

    private static Hdf5GroupBuilder GroupAt(Dictionary<string, Hdf5GroupBuilder> groups, string path)
    {
        if (groups.TryGetValue(path, out Hdf5GroupBuilder? group))
            return group;
        int slash = path.LastIndexOf('/');
        return groups[path] = GroupAt(groups, slash < 0 ? "" : path[..slash]).AddGroup(path[(slash + 1)..]);
    }

    private static void WriteValue(Hdf5GroupBuilder group, string name, Parameter value)
    {
        if (value.Tensor is { } tensor)
            group.AddDataset(name, Data(tensor), Hdf5Storage.Gzip);
        else
            group.AddDataset(name, Hdf5Data.String(value.Text!));
    }

    private static Hdf5Data Data(Tensor tensor) => tensor.Type switch
    {
        TensorType.Float64 => Data(tensor, v => v),
        TensorType.Float32 => Data(tensor, v => (float)v),
        TensorType.Float16 => Data(tensor, v => (Half)v),
        TensorType.Int64 => Data(tensor, v => (long)v),
        TensorType.Int32 => Data(tensor, v => (int)v),
        TensorType.Int16 => Data(tensor, v => (short)v),
        TensorType.Int8 => Data(tensor, v => (sbyte)v),
        TensorType.UInt64 => Data(tensor, v => (ulong)v),
        TensorType.UInt32 => Data(tensor, v => (uint)v),
        TensorType.UInt16 => Data(tensor, v => (ushort)v),
        _ => Data(tensor, v => (byte)v),
    };

    private static Hdf5Data Data<T>(Tensor tensor, Converter<double, T> convert)
        where T : unmanaged
    {
        T[] values = Array.ConvertAll(tensor.Values, convert);
        return tensor.Shape.IsEmpty ? Hdf5Data.Scalar(values[0]) : Hdf5Data.Array(values, [.. tensor.Shape.Select(e => (long)e)]);
    }
}
