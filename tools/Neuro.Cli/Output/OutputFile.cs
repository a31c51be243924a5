using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Output;

/// <summary>A file that a command is to write.</summary>
internal static class OutputFile
{
    /// <summary>Refuses a path that is one of the files that the command reads, which it would replace.</summary>
    /// <exception cref="DiagnosticException">NEU6516.</exception>
    public static void RefuseInput(string output, params ReadOnlySpan<string?> inputs)
    {
        string full = Path.GetFullPath(output);
        foreach (string? input in inputs)
        {
            if (input is not null && Path.GetFullPath(input) == full)
                throw new DiagnosticException(DiagnosticCatalog.OutputIsInput.At(null, output));
        }
    }
}
