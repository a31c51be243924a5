using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Frontends;

/// <summary>Reads one format of model files.</summary>
public interface IFrontend
{
    /// <summary>The format's name: "NIR".</summary>
    string Name { get; }

    /// <summary>Extensions that its files have, with the dot, in lower case.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether a file that begins with <paramref name="head"/> (up to 64 bytes) may be of this format.</summary>
    bool Recognises(ReadOnlySpan<byte> head);

    /// <summary>
    /// Reads a file that exists. Everything that is wrong is added to <paramref name="findings"/>; where an error is among it,
    /// the result is what could be read, for further checks, or null.
    /// </summary>
    ModelGraph? Read(string path, List<Diagnostic> findings);
}
