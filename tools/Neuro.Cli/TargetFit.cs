using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Targets.Odin;
using Neuro.Targets.Risp;

namespace Neuro.Cli;

/// <summary>Programs that are integers already, on a target.</summary>
internal static class TargetFit
{
    /// <summary><paramref name="program"/> on <paramref name="target"/>: split where that is allowed, and placed. What was
    /// read from a file of the target's own board is left as it is.</summary>
    /// <exception cref="DiagnosticException">It does not fit; every reason is in it.</exception>
    public static SpikeProgram Run(SpikeProgram program, TargetProfile target, bool allowSplit) =>
        ImageProgram.IsChip(program, target) || RispDecoder.IsNetwork(program, target)
            ? program
            : Place.Run(Legalise.Run(program, target, allowSplit), target);
}
