using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Targets;

/// <summary>What a board loads, and how it is written. A format whose files can be read back is an
/// <see cref="IBoardDecoder"/> besides.</summary>
public interface IBoardFormat
{
    /// <summary>The name that a profile's "loads" and <c>neuro export --format</c> give.</summary>
    string Name { get; }

    /// <summary>What its files are called by: ".net".</summary>
    string Extension { get; }

    /// <summary>One line for people.</summary>
    string Description { get; }

    /// <summary>Writes <paramref name="program"/> to <paramref name="path"/>, which has its old content until all is
    /// written.</summary>
    /// <param name="program">A program, legalised and placed where there is a target.</param>
    /// <param name="target">The board that it is for; null where only a format was asked for.</param>
    /// <param name="path">The file.</param>
    /// <returns>What a user should know of the file.</returns>
    /// <exception cref="DiagnosticException">The format cannot hold the program; says everything that stands against it.
    /// </exception>
    ImmutableArray<Diagnostic> Write(SpikeProgram program, TargetProfile? target, string path);
}
