using Neuro.Cli.Output;
using Neuro.Compiler.Frontends.Onnx;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Inspection;

/// <summary>What of a conventional network would convert, node by node.</summary>
internal static class AnnView
{
    /// <summary>
    /// Prints the verdicts on the model in <paramref name="path"/>; the exit code says whether all of it converts.
    /// </summary>
    public static int Print(Terminal terminal, string path)
    {
        if (!File.Exists(path))
            throw new DiagnosticException(DiagnosticCatalog.FileNotFound.At(null, path));
        LoadedAnn loaded = OnnxFrontend.Read(path);
        if (terminal.Json)
        {
            bool converts = loaded.Graph is not null;
            terminal.WriteJson(
                "inspect", new { View = "model", File = path, Converts = converts, loaded.Nodes, loaded.Findings });
        }
        else if (loaded.Nodes.Length > 0)
        {
            Spectre.Console.Table table = Tables.Create("node", "operator", "output", "converts");
            foreach (OnnxVerdict node in loaded.Nodes)
            {
                string converts = node.Converts switch { true => "yes", false => "no", _ => "open" };
                table.Row(node.Name, node.Operator, node.Shape, converts);
            }
            terminal.Write(table);
        }
        foreach (Diagnostic finding in loaded.Findings)
            terminal.Report(finding);
        if (loaded.Graph is null)
            return ExitCode.InputError;
        terminal.Next($"neuro compile {path} --data calibration.npz -T 64");
        return ExitCode.Ok;
    }
}
