using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli;

/// <summary>A program from a file, verified.</summary>
/// <param name="Path">The file.</param>
/// <param name="Program">The program.</param>
internal sealed record LoadedProgram(string Path, SpikeProgram Program)
{
    /// <summary>Loads a package, or, where the file's name does not end in .nrx, the text form.</summary>
    /// <exception cref="DiagnosticException">The file is missing, malformed, or holds a program that means nothing.</exception>
    public static LoadedProgram Load(string path)
    {
        if (!File.Exists(path))
            throw new DiagnosticException(DiagnosticCatalog.FileNotFound.At(null, path));
        SpikeProgram program = ProgramText.Parse(File.ReadAllText(path), path);
        ProgramVerifier.ThrowIfInvalid(program);
        return new(path, program);
    }
}
