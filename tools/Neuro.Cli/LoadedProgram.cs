using System.Collections.Immutable;
using Neuro.Compiler.Frontends.LavaNet;
using Neuro.Compiler.Frontends.Network;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Packages;
using Neuro.Targets;

namespace Neuro.Cli;

/// <summary>A program from a file, verified.</summary>
/// <param name="Path">The file.</param>
/// <param name="Program">The program.</param>
/// <param name="IsPackage">Whether the file is a package; otherwise it is the text form.</param>
/// <param name="Report">The compiler's report as JSON, from a package.</param>
internal sealed record LoadedProgram(string Path, SpikeProgram Program, bool IsPackage, string? Report)
{
    /// <summary>What a user should know about the file; no errors.</summary>
    public ImmutableArray<Diagnostic> Warnings { get; init; } = [];

    // No program that a person writes comes near this; bigger ones are packages.
    private const long LongestText = 1L << 28;

    /// <summary>Loads a package, a program in text form, or what is fixed-point once it is read: a network in JSON, a .net file
    /// of lava-dl as Lava takes it, an image that a board loads.</summary>
    /// <exception cref="DiagnosticException">The file is missing, malformed, or holds a program that means nothing.</exception>
    public static LoadedProgram Load(string path)
    {
        // Some images are folders.
        byte[] head = Directory.Exists(path) ? [] : Head(path);
        if (BoardFormats.DecoderOf(path) is { } board)
            return new(path, board.Decode(path), false, null);
        if (Directory.Exists(path))
            throw new DiagnosticException(DiagnosticCatalog.NotAProgram.At(path, path));
        if (NetworkFrontend.Claims(path))
        {
            LoadedNetwork network = NetworkFrontend.Load(path);
            return new(path, NetworkDevices.Bind(network), false, null) { Warnings = network.Warnings };
        }
        if (LavaNetFrontend.Claims(path))
        {
            (SpikeProgram net, ImmutableArray<Diagnostic> warnings) = LavaNetFrontend.Load(path, new LavaNetOptions());
            return new(path, net, false, null) { Warnings = warnings };
        }
        // A zip begins with "PK", an HDF5 file with 0x89 "HDF", an ONNX model with 0x08; no text has such characters.
        if (head is [(byte)'P', (byte)'K', ..] || path.EndsWith(".nrx", StringComparison.OrdinalIgnoreCase))
        {
            NrxPackage package = NrxPackage.Load(path);
            return new(path, package.Program, true, package.Report);
        }
        if (head is [0x89, (byte)'H', (byte)'D', (byte)'F'] || head.Any(b => b < (byte)'\t')
            || new FileInfo(path).Length > LongestText)
            throw new DiagnosticException(DiagnosticCatalog.NotAProgram.At(path, path));
        SpikeProgram program = ProgramText.Parse(File.ReadAllText(path), path);
        ProgramVerifier.ThrowIfInvalid(program);
        return new(path, program, false, null);
    }

    private static byte[] Head(string path)
    {
        if (!File.Exists(path))
            throw new DiagnosticException(DiagnosticCatalog.FileNotFound.At(null, path));
        using FileStream file = File.OpenRead(path);
        byte[] head = new byte[4];
        return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }
}
