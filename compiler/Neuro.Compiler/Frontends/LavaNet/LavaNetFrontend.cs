using System.Collections.Immutable;
using Neuro.Compiler.Frontends.Nir;
using Neuro.Hdf5;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Frontends.LavaNet;

/// <summary>
/// Reads .net files, the network exchange format of lava-dl (HDF5; lava.lib.dl.netx.hdf5, and export_hdf5 of
/// lava.lib.dl.slayer.block). Their numbers are the chip's own, so that a file becomes a program at once: Lava's bit-accurate
/// arithmetic, with its delays of a tick per layer.
/// </summary>
public static class LavaNetFrontend
{
    private static readonly Rational UsualTimeStep = new(1, 1000);

    /// <summary>Whether <paramref name="path"/> bears the format's extension.</summary>
    public static bool Claims(string path) => path.EndsWith(".net", StringComparison.OrdinalIgnoreCase);

    /// <summary>The program of the file at <paramref name="path"/>.</summary>
    /// <exception cref="DiagnosticException">It is none; holds everything that is against it.</exception>
    public static (SpikeProgram Program, ImmutableArray<Diagnostic> Warnings) Load(string path, LavaNetOptions options)
    {
        try
        {
            return Load(Hdf5File.Open(path), path, options);
        }
        catch (Hdf5Exception e)
        {
            throw new DiagnosticException(NirFrontend.Damaged(path, e));
        }
    }

    /// <summary>The program of a file that is in memory; <paramref name="name"/> is what to call it in findings.</summary>
    /// <exception cref="DiagnosticException">It is none; holds everything that is against it.</exception>
    public static (SpikeProgram Program, ImmutableArray<Diagnostic> Warnings) Read(
        ReadOnlyMemory<byte> bytes, string name, LavaNetOptions options)
    {
        try
        {
            return Load(Hdf5File.Read(bytes, name), name, options);
        }
        catch (Hdf5Exception e)
        {
            throw new DiagnosticException(NirFrontend.Damaged(name, e));
        }
    }

    private static (SpikeProgram Program, ImmutableArray<Diagnostic> Warnings) Load(
        Hdf5Group root, string path, LavaNetOptions options)
    {
        string file = Path.GetFileName(path);
        List<Diagnostic> findings = [];
        ImmutableArray<LavaLayer> layers = new LavaNetReader(file, findings).Read(root);
        if (Errors(findings)) throw new DiagnosticException([.. findings]);
        // What Neuro itself wrote of the program.
        LavaFields? own = root.TryGetGroup("neuro", out Hdf5Group? group)
            ? new(group, 0, "neuro", $"{file}:/neuro", findings)
            : null;
        Rational timeStep = options.TimeStep
            ?? (own?.Text("time_step") is { } text && Rational.TryParse(text, out Rational stated) ? stated : UsualTimeStep);
        string name = own?.Text("name") ?? Path.GetFileNameWithoutExtension(path);
        SpikeProgram? program = new LavaNetAssembly(name, timeStep, options, findings)
            .Build(layers, file, own?.Text("input") ?? "input");
        if (program is null || Errors(findings)) throw new DiagnosticException([.. findings]);
        ImmutableArray<Diagnostic> faults = ProgramVerifier.Verify(program);
        return faults.IsEmpty ? (program, [.. findings]) : throw new DiagnosticException([.. findings, .. faults]);
    }

    private static bool Errors(List<Diagnostic> findings) => findings.Any(f => f.Severity == Severity.Error);
}
