using Neuro.Onnx;
using static Neuro.Onnx.TensorProto.Types;
using AttributeType = Neuro.Onnx.AttributeProto.Types.AttributeType;

namespace Neuro.Targets.Onnx;

/// <summary>
/// Collects nodes and constants under unique names. There are two graphs: what is executed in every tick, and around it what
/// needs to be computed once; for a model of one tick they are the same.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _suffixes = new(StringComparer.Ordinal);
    private readonly Dictionary<(long, DataType), string> _scalars = [];
    private readonly Dictionary<string, string> _vectors = [];
    private readonly Dictionary<(string, DataType), string> _casts = [];

    /// <summary>An empty builder; <paramref name="loop"/> keeps what happens in a tick apart.</summary>
    public GraphBuilder(bool loop)
    {
        Outer = new GraphProto();
        Tick = loop ? new GraphProto() : Outer;
    }

    /// <summary>What is computed once, and every constant.</summary>
    public GraphProto Outer { get; }

    /// <summary>What is computed in every tick.</summary>
    public GraphProto Tick { get; }

    /// <summary><paramref name="name"/>, or with a number behind it where it is taken.</summary>
    public string Unique(string name)
    {
        string unique = name;
        while (!_names.Add(unique))
            unique = $"{name}_{_suffixes[name] = _suffixes.GetValueOrDefault(name, 1) + 1}";
        return unique;
    }

    /// <summary>A node of the tick with one output, whose name it returns.</summary>
    public string Node(string op, string name, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        Add(Tick, op, Unique(name), inputs, attributes);

    /// <summary>A node that is computed once.</summary>
    public string Once(string op, string name, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        Add(Outer, op, Unique(name), inputs, attributes);

    /// <summary>A node of the tick whose output has a name that is reserved for it.</summary>
    public void Named(string op, string output, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        Add(Tick, op, output, inputs, attributes);

    /// <summary>The tensor in another type.</summary>
    public string Cast(string tensor, DataType type)
    {
        if (!_casts.TryGetValue((tensor, type), out string? cast))
            _casts[(tensor, type)] = cast = Node("Cast", $"{tensor}.{TypeName(type)}", [tensor], Integer("to", (long)type));
        return cast;
    }

    /// <summary>A constant.</summary>
    public string Constant<T>(string name, ReadOnlySpan<long> dims, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        string unique = Unique(name);
        Outer.Initializer.Add(OnnxTensors.Create(unique, dims, values));
        return unique;
    }

    /// <summary>A constant of integers, stored in the narrowest type that holds them and converted once.</summary>
    public string Constant(string name, ReadOnlySpan<long> dims, ReadOnlySpan<int> values, DataType type)
    {
        int minimum = 0, maximum = 0;
        foreach (int value in values)
            (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
        if (minimum >= sbyte.MinValue && maximum <= sbyte.MaxValue)
            return Convert<sbyte>(name, dims, values, type);
        if (minimum >= 0 && maximum <= byte.MaxValue)
            return Convert<byte>(name, dims, values, type);
        if (minimum >= short.MinValue && maximum <= short.MaxValue)
            return Convert<short>(name, dims, values, type);
        return Convert<int>(name, dims, values, type);
    }

    /// <summary>A number without axes.</summary>
    public string Scalar(long value, DataType type)
    {
        if (!_scalars.TryGetValue((value, type), out string? name))
        {
            _scalars[(value, type)] = name = type == DataType.Int32
                ? Constant<int>($"const.{value}", [], [checked((int)value)])
                : Constant<long>($"const.{value}.int64", [], [value]);
        }
        return name;
    }

    /// <summary>A list of 64-bit numbers: a shape, axes, bounds of a slice.</summary>
    public string Vector(params ReadOnlySpan<long> values)
    {
        string key = string.Join(",", values.ToArray());
        if (!_vectors.TryGetValue(key, out string? name))
            _vectors[key] = name = Constant($"list.{key.Replace(',', '_')}", [values.Length], values);
        return name;
    }

    /// <summary>Removes the nodes and constants that nothing depends on.</summary>
    public void Prune()
    {
        HashSet<string> used = new(StringComparer.Ordinal);
        foreach (GraphProto graph in Tick == Outer ? [Outer] : new[] { Tick, Outer })
        {
            used.UnionWith(graph.Output.Select(o => o.Name));
            // Backwards, as nodes come after what they read.
            List<NodeProto> kept = [];
            foreach (NodeProto node in graph.Node.Reverse().Where(n => n.Output.Any(used.Contains)))
            {
                kept.Add(node);
                used.UnionWith(node.Input);
            }
            kept.Reverse();
            graph.Node.Clear();
            graph.Node.AddRange(kept);
        }
        TensorProto[] constants = [.. Outer.Initializer.Where(c => used.Contains(c.Name))];
        Outer.Initializer.Clear();
        Outer.Initializer.AddRange(constants);
    }

    /// <summary>An integer attribute.</summary>
    public static AttributeProto Integer(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    /// <summary>An attribute of integers.</summary>
    public static AttributeProto Integers(string name, params ReadOnlySpan<long> values)
    {
        AttributeProto attribute = new() { Name = name, Type = AttributeType.Ints };
        attribute.Ints.AddRange(values.ToArray());
        return attribute;
    }

    /// <summary>An attribute that is a graph.</summary>
    public static AttributeProto Graph(string name, GraphProto graph) =>
        new() { Name = name, Type = AttributeType.Graph, G = graph };

    /// <summary>The declaration of an input or output; an extent is a number or a name.</summary>
    public static ValueInfoProto Declare(string name, DataType type, params IEnumerable<object> shape)
    {
        TypeProto.Types.Tensor tensor = new() { ElemType = (int)type, Shape = new TensorShapeProto() };
        foreach (object extent in shape)
        {
            tensor.Shape.Dim.Add(extent is string symbol
                ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
                : new TensorShapeProto.Types.Dimension { DimValue = System.Convert.ToInt64(extent) });
        }
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    private string Convert<T>(string name, ReadOnlySpan<long> dims, ReadOnlySpan<int> values, DataType type)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        T[] narrow = new T[values.Length];
        for (int i = 0; i < narrow.Length; i++)
            narrow[i] = T.CreateTruncating(values[i]);
        string constant = Constant<T>(name, dims, narrow);
        return OnnxTensors.TypeOf<T>() == type
            ? constant
            : Once("Cast", $"{constant}.{TypeName(type)}", [constant], Integer("to", (long)type));
    }

    private static string Add(
        GraphProto graph, string op, string output, ReadOnlySpan<string> inputs, ReadOnlySpan<AttributeProto> attributes)
    {
        NodeProto node = new() { OpType = op, Name = output };
        node.Input.AddRange(inputs.ToArray());
        node.Output.Add(output);
        node.Attribute.AddRange(attributes.ToArray());
        graph.Node.Add(node);
        return output;
    }

    private static string TypeName(DataType type) => type.ToString().ToLowerInvariant();
}
