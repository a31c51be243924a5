using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>Makes a program one that a target can hold, or says everything that stands against it.</summary>
public static class Legalise
{
    /// <summary>
    /// The program with dense maps of few synapses stored as sparse ones.
    /// </summary>
    /// <param name="program">A quantised program.</param>
    /// <param name="target">The target.</param>
    /// <param name="allowSplit">Whether a layer may take several cores (arrays) side by side for its inputs.</param>
    /// <exception cref="DiagnosticException">The program exceeds the target; every violation is in it, those of its cores
    /// included.</exception>
    public static SpikeProgram Run(SpikeProgram program, TargetProfile target, bool allowSplit)
    {
        program = SparseConversion.Run(program);
        ImmutableArray<Diagnostic> violations =
        [
            .. DesignRules.All.SelectMany(rule => rule(program, target)),
            .. allowSplit ? [] : DesignRules.OfOneCore.SelectMany(rule => rule(program, target)),
        ];
        // Alone, what cores lack is told by the step that fills them.
        if (!violations.IsEmpty) throw new DiagnosticException([.. violations, .. Place.Violations(program, target)]);
        return program;
    }
}
