using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Targets;

/// <summary>A format of boards whose files can be read back, so that an image is inspected, and run as a program.</summary>
public interface IBoardDecoder
{
    /// <summary>Whether the file at <paramref name="path"/> is of this format, by its name or its first bytes.</summary>
    bool Claims(string path);

    /// <summary>The program that the image makes the board compute.</summary>
    /// <exception cref="DiagnosticException">The file is malformed.</exception>
    SpikeProgram Decode(string path);

    /// <summary>The image as text for people.</summary>
    /// <exception cref="DiagnosticException">The file is malformed.</exception>
    string Describe(string path);
}
