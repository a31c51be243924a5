using Neuro.Ir;
using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Targets.Onnx;

/// <summary>
/// And, or, exclusive or. ONNX has none for integers before opset 18, so numbers are taken apart into bytes, and a table of
/// 65,536 elements gives the result for each pair of bytes.
/// </summary>
internal sealed class BitwiseOps(GraphBuilder graph, ExactArithmetic arithmetic)
{
    private readonly Dictionary<OpCode, string> _tables = [];

    /// <summary>The operation on two or more 32-bit words; the result is a word too, from 0 to 2^32 − 1.</summary>
    public IntegerTensor Words(OpCode op, string name, params ReadOnlySpan<IntegerTensor> words)
    {
        string bytes = Bytes(words[0], name);
        bool batched = words[0].Batched;
        foreach (IntegerTensor word in words[1..])
        {
            string pair = graph.Node("Mul", name, [bytes, graph.Scalar(256, DataType.Int64)]);
            pair = graph.Node("Add", name, [pair, Bytes(word, name)]);
            string found = graph.Node("Gather", name, [Table(op), pair], GraphBuilder.Integer("axis", 0));
            bytes = graph.Cast(found, DataType.Int64);
            batched |= word.Batched;
        }
        string places = graph.Node("Mul", name, [bytes, Places()]);
        string sum = graph.Node("ReduceSum", name, [places, graph.Vector(-1)], GraphBuilder.Integer("keepdims", 0));
        return new(sum, DataType.Int64, new(0, uint.MaxValue), batched);
    }

    /// <summary>The operation on 32-bit integers.</summary>
    public IntegerTensor Integers(OpCode op, IntegerTensor a, IntegerTensor b, string name)
    {
        if (Interval.Boolean.Contains(a.Range) && Interval.Boolean.Contains(b.Range))
            return Truths(op, a, b, name);
        const long words = 1L << 32;
        return arithmetic.Wrap32(Words(op, name, arithmetic.Modulo(a, words, name), arithmetic.Modulo(b, words, name)));
    }

    private IntegerTensor Truths(OpCode op, IntegerTensor a, IntegerTensor b, string name)
    {
        string result = graph.Node(
            op.ToString(), name, [arithmetic.NotZero(a).Name, arithmetic.NotZero(b).Name]);
        return new(result, DataType.Bool, Interval.Boolean, a.Batched || b.Batched);
    }

    /// <summary>The four bytes of a word, low to high, along a new last axis.</summary>
    private string Bytes(IntegerTensor word, string name)
    {
        string column = graph.Node("Unsqueeze", name, [arithmetic.As(word, DataType.Int64), graph.Vector(-1)]);
        string shifted = graph.Node("Div", name, [column, Places()]);
        return graph.Node("Mod", name, [shifted, graph.Scalar(256, DataType.Int64)]);
    }

    private string Places() => graph.Vector(1, 1 << 8, 1 << 16, 1 << 24);

    private string Table(OpCode op)
    {
        if (!_tables.TryGetValue(op, out string? table))
        {
            byte[] results = new byte[1 << 16];
            for (int i = 0; i < results.Length; i++)
                results[i] = (byte)MicroOps.Evaluate(op, i >> 8, i & 255);
            _tables[op] = table = graph.Constant<byte>($"table.{op.ToString().ToLowerInvariant()}", [results.Length], results);
        }
        return table;
    }
}
