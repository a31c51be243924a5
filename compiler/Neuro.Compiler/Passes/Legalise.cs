using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>Makes a program one that a target can hold, or says everything that stands against it.</summary>
public static class Legalise
{
    /// <summary>
    /// The program with dense maps of few synapses stored as sparse ones, and, where that is allowed, with neurons split that
    /// have more inputs or outputs than the target: it computes the same.
    /// </summary>
    /// <param name="program">A quantised program.</param>
    /// <param name="target">The target.</param>
    /// <param name="allowSplit">Whether what exceeds a core may take several, and neurons may get copies.</param>
    /// <exception cref="DiagnosticException">The program exceeds the target; every violation is in it, those of its cores
    /// included.</exception>
    public static SpikeProgram Run(SpikeProgram program, TargetProfile target, bool allowSplit)
    {
        program = SparseConversion.Run(program);
        List<Diagnostic> violations = [];
        if (allowSplit)
            program = FanInSplit.Run(FanOutSplit.Run(program, target, violations), target, violations);
        ImmutableArray<DesignRule> rules =
        [
            .. DesignRules.All,
            .. allowSplit ? [] : DesignRules.Splittable,
            .. allowSplit && target.Arithmetic.PartialSums ? [] : DesignRules.OfOneCore,
        ];
        violations.AddRange(rules.SelectMany(rule => rule(program, target)));
        // Alone, what cores lack is told by the step that fills them.
        if (violations.Count > 0) throw new DiagnosticException([.. violations, .. Place.Violations(program, target)]);
        return program;
    }
}
