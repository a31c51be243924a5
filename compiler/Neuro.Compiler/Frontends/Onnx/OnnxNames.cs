using Neuro.Onnx;

namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>Names for layers: the model's own where it shows them.</summary>
internal static class OnnxNames
{
    private static readonly string[] WeightSuffixes = [".weight", "/kernel", "/weight", "_weight", "_W"];

    /// <summary>"fc1" for a node whose weights are called "fc1.weight"; else <paramref name="name"/>.</summary>
    public static string For(NodeProto node, string name, OnnxValue?[] inputs)
    {
        if (node.OpType is not ("Conv" or "Gemm" or "MatMul")) return name;
        string? weight = inputs.Select(i => i?.Constant?.Name).FirstOrDefault(n => !string.IsNullOrEmpty(n));
        string? suffix = WeightSuffixes.FirstOrDefault(s => weight?.EndsWith(s, StringComparison.Ordinal) == true);
        return suffix is null || weight!.Length == suffix.Length ? name : weight[..^suffix.Length];
    }
}
