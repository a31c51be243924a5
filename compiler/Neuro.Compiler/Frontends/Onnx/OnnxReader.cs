using System.Collections.Immutable;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using Neuro.Ir.Diagnostics;
using Neuro.Onnx;

namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>
/// Turns the messages of an ONNX file into a network: inputs, constants, then node by node in the order of the data.
/// </summary>
internal sealed class OnnxReader
{
    /// <summary>Most elements of one value.</summary>
    private const int LargestValue = 1 << 22;

    private const long OldestOpset = 7;

    private readonly OnnxFile _file;
    private readonly string _name;
    private readonly List<Diagnostic> _findings = [];
    private readonly List<OnnxVerdict> _verdicts = [];
    private readonly List<AnnNode> _nodes = [];
    private readonly HashSet<string> _names = [];
    private readonly Dictionary<string, OnnxValue> _values = [];

    // Elements that may still be allocated: a small file must not make large tensors.
    private long _budget = 1L << 26;

    public OnnxReader(OnnxFile file, string name) => (_file, _name) = (file, name);

    public LoadedAnn Read()
    {
        GraphProto graph = _file.Model.Graph;
        IEnumerable<OperatorSetIdProto> standard = _file.Model.OpsetImport.Where(o => o.Domain is "" or "ai.onnx");
        long opset = standard.Select(o => o.Version).DefaultIfEmpty(1).Max();
        if (opset < OldestOpset)
            return Failed(DiagnosticCatalog.OnnxOpset.At(_name, opset));
        ReadInitialisers(graph);
        ReadInput(graph);
        if (graph.Output.Count == 0)
            _findings.Add(DiagnosticCatalog.OnnxDamaged.At(_name, _name, "its graph has no output"));
        if (Fails)
            return Result(null);
        foreach (NodeProto node in NodeOrder.Of(graph, _values.Keys, _name, _findings))
            ReadNode(node, opset);
        return Result(Fails ? null : Network(graph));
    }

    /// <summary>The elements of a tensor, which must be finite.</summary>
    public Constant Read(TensorProto tensor)
    {
        OnnxTensor read = _file.Tensor(tensor);
        Spend(read.Count);
        double[] values = read.ToDoubles();
        int bad = Array.FindIndex(values, v => !double.IsFinite(v));
        if (bad >= 0) throw new NodeFault(DiagnosticCatalog.OnnxNonFinite.At(null, tensor.Name, values[bad]).Message);
        (int, int)? range = read.Type switch
        {
            TensorProto.Types.DataType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            TensorProto.Types.DataType.Uint8 => (byte.MinValue, byte.MaxValue),
            TensorProto.Types.DataType.Int16 => (short.MinValue, short.MaxValue),
            TensorProto.Types.DataType.Uint16 => (ushort.MinValue, ushort.MaxValue),
            TensorProto.Types.DataType.Int4 => (-8, 7),
            TensorProto.Types.DataType.Uint4 => (0, 15),
            _ => null,
        };
        return new(values, [.. read.Dims.Select(d => (int)d)], read.IsFloat) { Name = tensor.Name, Range = range };
    }

    public OnnxValue Add(string wish, int[] shape, NodeProto node, Func<string, ImmutableArray<int>, string, AnnNode> make)
    {
        CheckSize(shape);
        string name = GraphEdit.Fresh(wish, _names);
        _names.Add(name);
        _nodes.Add(make(name, PerSample(shape), Place(node)));
        return new() { Node = name, Shape = shape };
    }

    public void Spend(long elements)
    {
        _budget -= elements;
        if (_budget < 0) throw new NodeFault("the model's constants become too large");
    }

    private bool Fails => GraphVerifier.HasErrors(_findings);

    private LoadedAnn Failed(Diagnostic finding)
    {
        _findings.Add(finding);
        return Result(null);
    }

    private LoadedAnn Result(AnnGraph? graph) => new(graph, [.. _verdicts], [.. _findings.Distinct()]);

    private string Place(NodeProto node) => $"{_name}:/node/{NodeOrder.NameOf(node)}";

    private static ImmutableArray<int> PerSample(int[] shape) => shape.Length > 1 && shape[0] == 1 ? [.. shape[1..]] : [.. shape];

    private static void CheckSize(int[] shape)
    {
        if (shape.Any(e => e < 1)) throw new NodeFault($"its result has shape [{string.Join(", ", shape)}]");
        if (Extents.Count([.. shape]) > LargestValue)
            throw new NodeFault($"its result of shape [{string.Join(", ", shape)}] has more than {LargestValue} elements");
    }

    private void ReadInitialisers(GraphProto graph)
    {
        foreach (TensorProto tensor in graph.Initializer)
        {
            string place = $"{_name}:tensor '{tensor.Name}'";
            try
            {
                // What lies in the file may be large; only what is made from it is bounded.
                _budget += 4L * Math.Max(0, _file.Tensor(tensor).Count);
                if (!_values.TryAdd(tensor.Name, OnnxValue.Of(Read(tensor))))
                    _findings.Add(DiagnosticCatalog.OnnxDuplicate.At(place, tensor.Name));
            }
            catch (OnnxException e)
            {
                _findings.Add(DiagnosticCatalog.OnnxDamaged.At(place, _name, e.Message));
            }
            catch (NodeFault e)
            {
                _findings.Add(DiagnosticCatalog.OnnxDamaged.At(place, _name, e.Message));
            }
        }
    }

    // Up to IR version 3, initialisers are listed among the inputs.
    private void ReadInput(GraphProto graph)
    {
        ValueInfoProto[] inputs = [.. graph.Input.Where(i => !_values.ContainsKey(i.Name))];
        if (inputs.Length != 1)
        {
            _findings.Add(DiagnosticCatalog.OnnxInputs.At(
                _name, inputs.Length, string.Join(", ", inputs.Take(8).Select(i => $"'{i.Name}'"))));
            return;
        }
        ValueInfoProto input = inputs[0];
        if (ShapeOf(input, out string? problem) is not { } shape)
        {
            _findings.Add(DiagnosticCatalog.OnnxInputShape.At($"{_name}:/{input.Name}", input.Name, problem));
            return;
        }
        bool integer = !ElementIsFloat(input);
        _names.Add(input.Name);
        _nodes.Add(new AnnInput
        {
            Name = input.Name,
            Inputs = [],
            Shape = PerSample(shape),
            Origin = $"{_name}:/{input.Name}",
            IsInteger = integer,
        });
        _values[input.Name] = new() { Node = input.Name, Shape = shape };
    }

    private static bool ElementIsFloat(ValueInfoProto input) => input.Type?.TensorType?.ElemType is
        (int)TensorProto.Types.DataType.Float or (int)TensorProto.Types.DataType.Double
        or (int)TensorProto.Types.DataType.Float16 or (int)TensorProto.Types.DataType.Bfloat16;

    private static int[]? ShapeOf(ValueInfoProto input, out string? problem)
    {
        problem = "has no shape";
        if (input.Type?.TensorType?.Shape is not { } stated || stated.Dim.Count == 0) return null;
        int[] shape = new int[stated.Dim.Count];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            TensorShapeProto.Types.Dimension dim = stated.Dim[axis];
            bool batch = axis == 0 && shape.Length > 1;
            bool known = dim.HasDimValue && dim.DimValue > 0;
            problem = known
                ? $"has extent {dim.DimValue} on axis {axis}"
                : $"has no fixed extent on axis {axis}{(dim.HasDimParam ? $" ('{dim.DimParam}')" : "")}";
            if (!batch && (!known || dim.DimValue > LargestValue)) return null;
            // One sample at a time, however many the file was exported for.
            shape[axis] = batch ? 1 : (int)dim.DimValue;
        }
        problem = $"of shape {Extents.Text([.. shape])} has more than {LargestValue} elements";
        return Extents.Count([.. shape]) > LargestValue ? null : shape;
    }

    private void ReadNode(NodeProto node, long opset)
    {
        string name = NodeOrder.NameOf(node);
        OnnxValue result = OnnxValue.Unknown;
        bool? converts = false;
        OnnxValue?[] inputs = [.. node.Input.Select(i => i.Length == 0 ? null : _values.GetValueOrDefault(i, OnnxValue.Unknown))];
        try
        {
            if (OnnxOperators.Find(node) is not { } convert)
                _findings.Add(OnnxOperators.Refusal(node, Place(node), name));
            else if (inputs.Any(i => i is { IsUnknown: true }))
                converts = null;
            else
                (result, converts) = (convert(new(this, node, OnnxNames.For(node, name, inputs), inputs, opset)), true);
        }
        catch (NodeFault e)
        {
            _findings.Add(DiagnosticCatalog.OnnxNodeFault.At(Place(node), name, node.OpType, e.Message));
        }
        catch (OnnxException e)
        {
            _findings.Add(DiagnosticCatalog.OnnxNodeFault.At(Place(node), name, node.OpType, e.Message));
        }
        catch (OverflowException)
        {
            _findings.Add(DiagnosticCatalog.OnnxNodeFault.At(Place(node), name, node.OpType, "its numbers are too large"));
        }
        if (node.Output.Count > 0) _values[node.Output[0]] = result;
        foreach (string other in node.Output.Skip(1).Where(o => o.Length > 0)) _values[other] = OnnxValue.Unknown;
        string shape = result.IsUnknown ? "" : string.Join('x', PerSample(result.Shape));
        _verdicts.Add(new(name, node.OpType, converts, shape));
    }

    private AnnGraph? Network(GraphProto graph)
    {
        string output = graph.Output[0].Name;
        if (graph.Output.Count > 1)
        {
            string others = string.Join(", ", graph.Output.Skip(1).Take(8).Select(o => $"'{o.Name}'"));
            _findings.Add(DiagnosticCatalog.OnnxOutputs.At(_name, output, others));
        }
        OnnxValue? value = _values.GetValueOrDefault(output);
        if (value?.Node is not { } node)
        {
            _findings.Add(DiagnosticCatalog.OnnxValueMissing.At(_name, $"output {output}", output));
            return null;
        }
        return AnnSimplifier.Run(new()
        {
            Name = Path.GetFileNameWithoutExtension(_name),
            Nodes = [.. _nodes],
            Output = node,
        });
    }
}
