using Neuro.Ir.Diagnostics;
using Neuro.Onnx;

namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>The operators that are read; a new one is a function and a line here.</summary>
internal static class OnnxOperators
{
    private const string Microsoft = "com.microsoft";

    private static readonly Dictionary<string, Func<NodeContext, OnnxValue>> Standard = new()
    {
        ["Gemm"] = LinearOperators.Gemm,
        ["MatMul"] = LinearOperators.MatMul,
        ["Conv"] = LinearOperators.Conv,
        ["BatchNormalization"] = LinearOperators.BatchNormalization,
        ["AveragePool"] = PoolOperators.Average,
        ["GlobalAveragePool"] = PoolOperators.GlobalAverage,
        ["ReduceMean"] = PoolOperators.ReduceMean,
        ["MaxPool"] = PoolOperators.Maximum,
        ["GlobalMaxPool"] = PoolOperators.GlobalMaximum,
        ["Pad"] = PoolOperators.Pad,
        ["Relu"] = c => ElementwiseOperators.Activation(c, 0, double.PositiveInfinity, 0),
        ["LeakyRelu"] = ElementwiseOperators.LeakyRelu,
        ["Clip"] = ElementwiseOperators.Clip,
        ["Add"] = c => ElementwiseOperators.Sum(c, 1),
        ["Sub"] = c => ElementwiseOperators.Sum(c, -1),
        ["Sum"] = c => ElementwiseOperators.Sum(c, 1),
        ["Mul"] = ElementwiseOperators.Multiply,
        ["Div"] = ElementwiseOperators.Divide,
        ["Neg"] = c => ElementwiseOperators.Scale(c, -1),
        ["Identity"] = c => c.Input(0),
        ["Dropout"] = ElementwiseOperators.Dropout,
        ["Softmax"] = c => ElementwiseOperators.Softmax(c, log: false),
        ["LogSoftmax"] = c => ElementwiseOperators.Softmax(c, log: true),
        ["Cast"] = ElementwiseOperators.Cast,
        ["Constant"] = ShapeOperators.Constant,
        ["ConstantOfShape"] = ShapeOperators.ConstantOfShape,
        ["Flatten"] = ShapeOperators.Flatten,
        ["Reshape"] = ShapeOperators.Reshape,
        ["Squeeze"] = ShapeOperators.Squeeze,
        ["Unsqueeze"] = ShapeOperators.Unsqueeze,
        ["Transpose"] = ShapeOperators.Transpose,
        ["Concat"] = ShapeOperators.Concat,
        ["Shape"] = ShapeOperators.Shape,
        ["Gather"] = ShapeOperators.Gather,
        ["Slice"] = ShapeOperators.Slice,
        ["QuantizeLinear"] = QuantisedOperators.Quantise,
        ["DequantizeLinear"] = QuantisedOperators.Dequantise,
        ["QLinearConv"] = QuantisedOperators.QLinearConv,
        ["QLinearMatMul"] = QuantisedOperators.QLinearMatMul,
    };

    private static readonly Dictionary<string, Func<NodeContext, OnnxValue>> OfMicrosoft = new()
    {
        ["QLinearAdd"] = QuantisedOperators.QLinearAdd,
        ["QLinearGlobalAveragePool"] = QuantisedOperators.QLinearGlobalAveragePool,
        ["QGemm"] = QuantisedOperators.QGemm,
    };

    private static readonly string[] Cells =
        ["Scan", "Loop", "If", "RNN", "LSTM", "GRU", "SequenceMap"];

    private static readonly string[] Comparisons =
        ["Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Equal", "Where", "Sign", "Not", "And"];

    /// <summary>The names of the operators that are read.</summary>
    public static IEnumerable<string> Names => Standard.Keys.Concat(OfMicrosoft.Keys);

    /// <summary>What converts <paramref name="node"/>; null for an operator that is not read.</summary>
    public static Func<NodeContext, OnnxValue>? Find(NodeProto node) => node.Domain switch
    {
        "" or "ai.onnx" => Standard.GetValueOrDefault(node.OpType),
        // ONNX Runtime writes the quantised operators of the standard in either domain.
        Microsoft => OfMicrosoft.GetValueOrDefault(node.OpType)
            ?? (node.OpType.Contains("Linear", StringComparison.Ordinal) ? Standard.GetValueOrDefault(node.OpType) : null),
        _ => null,
    };

    /// <summary>Why <paramref name="node"/> is not read.</summary>
    public static Diagnostic Refusal(NodeProto node, string place, string name)
    {
        if (Cells.Contains(node.OpType)) return DiagnosticCatalog.OnnxCells.At(place, name, node.OpType);
        string remark = Comparisons.Contains(node.OpType) ? ": comparisons and choices look like a spiking cell, unrolled"
            : node.OpType is "DynamicQuantizeLinear" or "MatMulInteger" or "ConvInteger"
                ? ": its scale is computed at run time; quantise with fixed scales"
                : node.OpType.Length == 0 ? " of no name"
                    : node.Domain is "" or "ai.onnx" ? "" : $" of domain '{node.Domain}'";
        return DiagnosticCatalog.OnnxUnsupported.At(place, name, node.OpType, remark);
    }
}
