using System.Text;
using Neuro.Ir;

namespace Neuro.Cli.Inspection;

/// <summary>A program as a drawing in Graphviz's language: populations as boxes, projections as arrows, what learns in
/// bold.</summary>
internal static class ProgramDrawing
{
    /// <summary>The drawing; <c>dot -Tsvg</c> makes a picture of it.</summary>
    public static string Dot(SpikeProgram program)
    {
        StringBuilder dot = new($"digraph {Quote(program.Name)} {{\n  rankdir=LR;\n  node [shape=box];\n");
        foreach (Population p in program.Populations)
        {
            string style = p.IsInput ? ", style=rounded" : program.Outputs.Contains(p.Name) ? ", peripheries=2" : "";
            string label = $"{p.Name}\n{p.Neuron ?? "input"}, {string.Join('x', p.Shape)}";
            dot.Append($"  {Quote(p.Name)} [label={Quote(label)}{style}];\n");
        }
        foreach (Projection p in program.Projections)
        {
            string rules = ProgramView.Rules(program, p);
            string label = rules.Length > 0 ? $"{p.Name}\n{rules}" : p.Name;
            Arrow(p.Source, p.Target, label, rules.Length > 0 ? ", style=bold" : "");
        }
        foreach (Neuro.Ir.Learning.Reduction r in program.Reductions)
            Arrow(r.Source, r.Target, $"{r.Name}\n{ProgramView.Kind(r)}", ", style=dashed");
        return dot.Append("}\n").ToString();

        void Arrow(string from, string to, string label, string style) =>
            dot.Append($"  {Quote(from)} -> {Quote(to)} [label={Quote(label)}{style}];\n");
    }

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
