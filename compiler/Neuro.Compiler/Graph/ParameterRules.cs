using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Graph;

/// <summary>What each parameter of a node must look like by itself: rank, number of elements, range.</summary>
internal static class ParameterRules
{
    private const int LargestInteger = 1 << 27;

    /// <summary>Reports everything that is wrong with the parameters of <paramref name="node"/>.</summary>
    public static void Check(ModelNode node, List<Diagnostic> findings)
    {
        foreach ((string name, Parameter value) in node.Parameters)
        {
            if (value.Tensor is not { } tensor)
                CheckText(node, name, value.Text!, findings);
            else if (CheckForm(node, name, tensor) is { } problem)
                findings.Add(DiagnosticCatalog.BadParameter.At(node.Place, node.Name, name, problem));
            else
                CheckValues(node, name, tensor, findings);
        }
        if (node is ConvolutionNode { Padding.Text: "same" } conv && !conv.Stride.All(1))
            findings.Add(DiagnosticCatalog.BadParameter.At(node.Place, node.Name, "padding", "is 'same', which needs stride 1"));
    }

    private static void CheckText(ModelNode node, string name, string text, List<Diagnostic> findings)
    {
        if (name != "padding" || text is not ("same" or "valid"))
            findings.Add(DiagnosticCatalog.BadParameter.At(node.Place, node.Name, name, $"is the text '{text}'"));
    }

    private static string? CheckForm(ModelNode node, string name, Tensor tensor)
    {
        int axes = node is Conv1dNode ? 1 : 2;
        return (node, name) switch
        {
            _ when tensor.Count == 0 => "is empty",
            (AffineNode or LinearNode, "weight") when tensor.Shape.Length < 2 =>
                $"has shape {Extents.Text(tensor.Shape)}, but needs two axes",
            (ConvolutionNode, "weight") when tensor.Shape.Length != axes + 2 =>
                $"has shape {Extents.Text(tensor.Shape)}, but needs {axes + 2} axes",
            (_, "shape" or "input_type") when tensor.Shape.Length > 1 =>
                $"has shape {Extents.Text(tensor.Shape)}, but a shape is a vector",
            (_, "groups" or "start_dim" or "end_dim") when tensor.Count != 1 => $"has {tensor.Count} elements instead of one",
            (_, "stride" or "padding" or "dilation" or "kernel_size") when tensor.Count != 1 && tensor.Count != axes =>
                $"has {tensor.Count} elements; one or {axes} are possible",
            (ConvolutionNode, "input_shape") when tensor.Count != axes => $"has {tensor.Count} elements instead of {axes}",
            _ => null,
        };
    }

    private static void CheckValues(ModelNode node, string name, Tensor tensor, List<Diagnostic> findings)
    {
        int at = Array.FindIndex(tensor.Values, v => !double.IsFinite(v));
        if (at >= 0)
        {
            findings.Add(DiagnosticCatalog.NonFiniteParameter.At(node.Place, node.Name, name, tensor.Values[at], at));
            return;
        }
        (Predicate<double> allowed, string range) = Range(name);
        at = Array.FindIndex(tensor.Values, v => !allowed(v));
        if (at >= 0)
            findings.Add(DiagnosticCatalog.ParameterOutOfRange.At(node.Place, node.Name, name, tensor.Values[at], at, range));
    }

    private static (Predicate<double> Allowed, string Range) Range(string name) => name switch
    {
        "tau" or "tau_syn" or "tau_mem" => (v => v > 0, "positive"),
        "delay" => (v => v >= 0, "zero or positive"),
        "stride" or "dilation" or "kernel_size" or "groups" or "shape" or "input_shape" or "input_type" =>
            (v => v >= 1 && v <= LargestInteger && v == Math.Floor(v), $"a whole number from 1 to {LargestInteger}"),
        "padding" => (v => v >= 0 && v <= LargestInteger && v == Math.Floor(v), $"a whole number from 0 to {LargestInteger}"),
        "start_dim" or "end_dim" => (v => Math.Abs(v) <= 64 && v == Math.Floor(v), "a whole number, the position of an axis"),
        _ => (_ => true, ""),
    };
}
