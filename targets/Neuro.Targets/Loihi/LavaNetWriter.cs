using System.Collections.Immutable;
using Neuro.Hdf5;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Files;

namespace Neuro.Targets.Loihi;

/// <summary>
/// Writes programs of Loihi's neurons as .net files, the network exchange format of lava-dl (lava.lib.dl.netx.hdf5): HDF5 with a
/// group per layer. Names, comparators, clearing intervals and the like, of which the format knows nothing, go into datasets that
/// Lava passes over; read back, the program is the same.
/// </summary>
public static class LavaNetWriter
{
    /// <summary>Writes <paramref name="program"/> to <paramref name="path"/>, which appears whole or not at all.</summary>
    /// <returns>Where Lava would read the file otherwise than it is meant.</returns>
    /// <exception cref="DiagnosticException">The format cannot hold the program; every reason is in it.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static ImmutableArray<Diagnostic> Write(SpikeProgram program, string path)
    {
        (byte[] bytes, ImmutableArray<Diagnostic> warnings) = ToArray(program);
        AtomicFile.WriteAllBytes(path, bytes);
        return warnings;
    }

    /// <summary>The bytes of the file, and where Lava would read it otherwise than it is meant.</summary>
    /// <exception cref="DiagnosticException">The format cannot hold the program; every reason is in it.</exception>
    public static (byte[] Bytes, ImmutableArray<Diagnostic> Warnings) ToArray(SpikeProgram program)
    {
        LavaChain chain = LavaChain.Of(program);
        Hdf5Writer writer = new();
        Hdf5GroupBuilder own = writer.Root.AddGroup("neuro");
        own.AddDataset("name", Hdf5Data.String(program.Name));
        own.AddDataset("time_step", Hdf5Data.String(program.TimeStep.ToString()));
        own.AddDataset("input", Hdf5Data.String(chain.Input.Name));
        Hdf5GroupBuilder layers = writer.Root.AddGroup("layer");
        List<Diagnostic> warnings = [];
        LavaLayerWriter layer = new(program, layers, warnings);
        layer.AddInput(chain);
        foreach (LavaLink link in chain.Links) layer.Add(link);
        return (writer.ToArray(), [.. warnings]);
    }
}
