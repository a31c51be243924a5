using Neuro.Ir.Diagnostics;
using Neuro.Onnx;

namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>
/// The nodes that a graph's first output depends on, each behind those it reads; files may list them in any order.
/// </summary>
internal static class NodeOrder
{
    /// <summary>The nodes in order; what is missing, doubled or cyclic is added to <paramref name="findings"/>.</summary>
    public static List<NodeProto> Of(
        GraphProto graph, IReadOnlyCollection<string> given, string file, List<Diagnostic> findings)
    {
        HashSet<string> known = [.. given];
        Dictionary<string, NodeProto> givers = [];
        foreach (NodeProto node in graph.Node)
        {
            foreach (string output in node.Output.Where(o => o.Length > 0))
                if (known.Contains(output) || !givers.TryAdd(output, node))
                    findings.Add(DiagnosticCatalog.OnnxDuplicate.At($"{file}:/node/{NameOf(node)}", output));
        }
        List<NodeProto> order = [];
        Dictionary<NodeProto, bool> done = new(ReferenceEqualityComparer.Instance);
        Stack<(NodeProto Node, int Next)> path = new();
        if (Giver(graph.Output[0].Name, "the output") is { } last) Enter(last);
        while (path.TryPop(out (NodeProto Node, int Next) at))
        {
            if (at.Next == at.Node.Input.Count)
            {
                done[at.Node] = true;
                order.Add(at.Node);
                continue;
            }
            path.Push((at.Node, at.Next + 1));
            string input = at.Node.Input[at.Next];
            if (input.Length == 0 || Giver(input, NameOf(at.Node)) is not { } giver) continue;
            if (!done.TryGetValue(giver, out bool finished))
                Enter(giver);
            else if (!finished)
                findings.Add(Cycle(path, giver));
        }
        return order;

        void Enter(NodeProto node)
        {
            done[node] = false;
            path.Push((node, 0));
        }

        NodeProto? Giver(string value, string reader)
        {
            if (known.Contains(value)) return null;
            if (givers.TryGetValue(value, out NodeProto? giver)) return giver;
            findings.Add(DiagnosticCatalog.OnnxValueMissing.At(file, reader, value));
            return null;
        }

        Diagnostic Cycle(Stack<(NodeProto Node, int Next)> path, NodeProto from)
        {
            string[] names = [.. path.Select(p => p.Node).TakeWhile(n => n != from).Append(from).Reverse().Select(NameOf)];
            string text = string.Join(" → ", names.Take(8).Append(names.Length > 8 ? "…" : names[0]).Select(n => $"'{n}'"));
            return DiagnosticCatalog.OnnxCycle.At($"{file}:/node/{names[0]}", text);
        }
    }

    /// <summary>The node's name, or its first output's where it has none.</summary>
    public static string NameOf(NodeProto node) =>
        node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault(o => o.Length > 0) ?? node.OpType;
}
