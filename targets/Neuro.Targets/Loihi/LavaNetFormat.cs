using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Targets.Loihi;

/// <summary>The .net files of lava-dl; the compiler's front-end reads them back.</summary>
internal sealed class LavaNetFormat : IBoardFormat
{
    /// <inheritdoc/>
    public string Name => "net";

    /// <inheritdoc/>
    public string Extension => ".net";

    /// <inheritdoc/>
    public string Description => "layers for lava-dl's netx (HDF5)";

    /// <inheritdoc/>
    public ImmutableArray<Diagnostic> Write(SpikeProgram program, TargetProfile? target, string path) =>
        LavaNetWriter.Write(program, path);
}
