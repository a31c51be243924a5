using System.Collections.Immutable;
using Neuro.Compiler.Graph;
using Neuro.Hdf5;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Frontends.Nir;

/// <summary>The datasets of one node's group, asked for by name; what is missing or unreadable becomes a finding.</summary>
internal sealed class NirParameters(Hdf5Group group, string node, string place, List<Diagnostic> findings)
{
    private const int DeepestMetadata = 16;

    // What old and new writers leave beside the parameters.
    private static readonly HashSet<string> NotParameters = ["type", "metadata", "nodes", "edges", "input_type", "output_type"];

    private string _type = "";

    /// <summary>Whether something that was asked for is missing or unreadable.</summary>
    public bool Faulty { get; private set; }

    /// <summary>The node's type, or null where there is none.</summary>
    public string? Type()
    {
        if (Optional("type") is not { } type)
            Missing("type");
        else if (type.Text is null)
            Bad("type", "is no text");
        else
            _type = type.Text;
        return Faulty ? null : _type;
    }

    /// <summary>A tensor that the node must have; a scalar of one where it has not.</summary>
    public Tensor Need(string name) => Maybe(name) ?? Missing(name);

    /// <summary>A tensor that the node may have.</summary>
    public Tensor? Maybe(string name)
    {
        if (Optional(name) is not { } value)
            return null;
        if (value.Tensor is null)
            Bad(name, $"is the text '{value.Text}'");
        return value.Tensor ?? Tensor.Scalar(1);
    }

    /// <summary>A tensor or text that the node must have.</summary>
    public Parameter NeedAny(string name) => Optional(name) ?? Missing(name);

    /// <summary>Warns of datasets that NIR does not define for <paramref name="read"/>.</summary>
    public void ReportUnused(ModelNode read)
    {
        HashSet<string> known = [.. read.Parameters.Select(p => p.Key), .. NotParameters];
        foreach (string name in group.Children.Keys.Where(k => !known.Contains(k)))
        {
            if (group.Children[name] is not Hdf5Dataset { IsNull: true })
                findings.Add(DiagnosticCatalog.UnknownParameter.At(place, node, name, read.Kind));
        }
    }

    /// <summary>The values below "metadata", by path; what is neither number nor text is left out.</summary>
    public static ImmutableSortedDictionary<string, Parameter> Metadata(Hdf5Group group)
    {
        if (!group.TryGetGroup("metadata", out Hdf5Group? metadata))
            return ModelNode.NoMetadata;
        ImmutableSortedDictionary<string, Parameter>.Builder found = ModelNode.NoMetadata.ToBuilder();
        Collect(metadata, "", 0, found);
        return found.ToImmutable();
    }

    private static void Collect(
        Hdf5Group group, string prefix, int depth, ImmutableSortedDictionary<string, Parameter>.Builder found)
    {
        foreach ((string name, Hdf5Object child) in group.Children)
        {
            if (child is Hdf5Group inner && depth < DeepestMetadata)
                Collect(inner, $"{prefix}{name}/", depth + 1, found);
            else if (child is Hdf5Dataset dataset && TryRead(dataset, out Parameter? value, out _))
                found[prefix + name] = value!;
        }
    }

    private Parameter? Optional(string name)
    {
        if (!group.Children.TryGetValue(name, out Hdf5Object? child) || child is Hdf5Dataset { IsNull: true })
            return null;
        string problem = "is a group";
        if (child is Hdf5Dataset dataset && TryRead(dataset, out Parameter? value, out problem))
            return value;
        Bad(name, problem);
        return Tensor.Scalar(1);
    }

    private static bool TryRead(Hdf5Dataset dataset, out Parameter? value, out string problem)
    {
        (value, problem) = (null, $"is of type {dataset.ElementType}, which is neither numbers nor one text");
        try
        {
            if (dataset.ElementType.Class is Hdf5TypeClass.FixedString or Hdf5TypeClass.VariableString && dataset.Count == 1)
                value = dataset.ReadString();
            else if (TypeOf(dataset.ElementType) is { } type && dataset.Shape.All(e => e <= int.MaxValue))
                value = new Tensor([.. dataset.Shape.Select(e => (int)e)], dataset.ReadDoubles(), type);
        }
        catch (Hdf5Exception e)
        {
            problem = $"cannot be read: {e.Message}";
        }
        return value is not null;
    }

    private static TensorType? TypeOf(Hdf5Type type) => (type.Class, type.Size, type.IsSigned) switch
    {
        (Hdf5TypeClass.Float, 8, _) => TensorType.Float64,
        (Hdf5TypeClass.Float, 4, _) => TensorType.Float32,
        (Hdf5TypeClass.Float, 2, _) => TensorType.Float16,
        (Hdf5TypeClass.Integer or Hdf5TypeClass.Enumeration, 8, true) => TensorType.Int64,
        (Hdf5TypeClass.Integer or Hdf5TypeClass.Enumeration, 4, true) => TensorType.Int32,
        (Hdf5TypeClass.Integer or Hdf5TypeClass.Enumeration, 2, true) => TensorType.Int16,
        (Hdf5TypeClass.Integer or Hdf5TypeClass.Enumeration, 1, true) => TensorType.Int8,
        (Hdf5TypeClass.Integer or Hdf5TypeClass.Enumeration, 8, false) => TensorType.UInt64,
        (Hdf5TypeClass.Integer or Hdf5TypeClass.Enumeration, 4, false) => TensorType.UInt32,
        (Hdf5TypeClass.Integer or Hdf5TypeClass.Enumeration, 2, false) => TensorType.UInt16,
        (Hdf5TypeClass.Integer or Hdf5TypeClass.Enumeration, 1, false) => TensorType.UInt8,
        (Hdf5TypeClass.Boolean, _, _) => TensorType.UInt8,
        _ => null,
    };

    private Tensor Missing(string name)
    {
        findings.Add(DiagnosticCatalog.MissingParameter.At(place, node, _type.Length == 0 ? "no type" : _type, name));
        Faulty = true;
        return Tensor.Scalar(1);
    }

    private void Bad(string name, string problem)
    {
        findings.Add(DiagnosticCatalog.BadParameter.At(place, node, name, problem));
        Faulty = true;
    }
}
