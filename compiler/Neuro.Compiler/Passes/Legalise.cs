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
    /// <exception cref="DiagnosticException">The program exceeds the target; every violation is in it.</exception>
    public static SpikeProgram Run(SpikeProgram program, TargetProfile target, bool allowSplit)
    {
        program = SparseConversion.Run(program);
        ImmutableArray<Diagnostic> violations = [.. Violations(program, target, allowSplit)];
        if (!violations.IsEmpty) throw new DiagnosticException(violations);
        return program;
    }

    private static IEnumerable<Diagnostic> Violations(SpikeProgram program, TargetProfile target, bool allowSplit) =>
    [
        .. program.Projections.SelectMany(p => ProjectionViolations(program, p, target)),
        .. program.Populations.SelectMany(p => FanOutViolations(program, p, target)),
        .. program.Populations.SelectMany(p => PayloadViolations(program, p, target)),
        .. program.Populations.Where(p => !p.IsInput).SelectMany(p => CoreViolations(program, p, target, allowSplit)),
    ];

    private static IEnumerable<Diagnostic> ProjectionViolations(SpikeProgram program, Projection projection, TargetProfile target)
    {
        int delay = program.LongestDelay(projection);
        if (target.Limits.MaxDelay is { } longest && delay > longest)
            yield return DiagnosticCatalog.DelayBeyondTarget.At(projection.Origin, projection.Name, delay, target.Name, longest);
        if (program.Array(projection.Weight) is { } weights && weights.Bits > Math.Max(target.Arithmetic.WeightBits, 2))
            yield return DiagnosticCatalog.WeightsTooWide.At(
                projection.Origin, projection.Name, weights.Bits, target.Name, target.Arithmetic.WeightBits);
    }

    private static IEnumerable<Diagnostic> FanOutViolations(SpikeProgram program, Population population, TargetProfile target)
    {
        if (target.Limits.FanOut is not { } limit || population.Size == 0) yield break;
        int most = Footprint.FanOut(program, population.Name).Max();
        if (most > limit)
            yield return DiagnosticCatalog.FanOutTooLarge.At(population.Origin, population.Name, most, target.Name, limit);
    }

    private static IEnumerable<Diagnostic> PayloadViolations(SpikeProgram program, Population population, TargetProfile target)
    {
        if (!program.Projections.Any(p => p.Source == population.Name)) yield break;
        if (population.IsInput)
        {
            long largest = Math.Max(Math.Abs((long)population.PayloadMinimum), Math.Abs((long)population.PayloadMaximum));
            if (largest >> target.Arithmetic.PayloadBits > 0)
                yield return DiagnosticCatalog.PayloadTooLarge.At(
                    population.Origin, population.Name, largest, target.Name, (1L << target.Arithmetic.PayloadBits) - 1);
            if (population.PayloadMinimum < 0 && !target.Arithmetic.SignedPayloads)
                yield return DiagnosticCatalog.PayloadSigned.At(population.Origin, population.Name, target.Name);
        }
        else if (EmitsValues(program.Neuron(population.Neuron!)))
        {
            if (target.Arithmetic.PayloadBits == 1)
                yield return DiagnosticCatalog.PayloadGraded.At(population.Origin, population.Name, target.Name);
            else if (!target.Arithmetic.SignedPayloads)
                yield return DiagnosticCatalog.PayloadSigned.At(population.Origin, population.Name, target.Name);
        }
    }

    /// <summary>Whether the emitted value is a state or sum, not the outcome of a comparison or a count of spikes.</summary>
    private static bool EmitsValues(MicroProgram neuron)
    {
        Instruction? emit = neuron.Body.FirstOrDefault(i => i.Op == OpCode.Emit);
        return emit is not null && neuron.Body[emit.Operands[0]].Op is not (OpCode.Gt or OpCode.Ge or OpCode.Min);
    }

    private static IEnumerable<Diagnostic> CoreViolations(
        SpikeProgram program, Population population, TargetProfile target, bool allowSplit)
    {
        TargetLimits limits = target.Limits;
        bool needed = limits.FanIn is not null || limits.SynapseMemoryBits is not null || limits.RowsPerCore is not null;
        if (!needed || population.Size == 0) yield break;
        Footprint footprint = new(program, population);
        if (limits.FanIn is { } fanIn && footprint.FanIn.Max() > fanIn)
            yield return DiagnosticCatalog.FanInTooLarge.At(
                population.Origin, population.Name, footprint.FanIn.Max(), target.Name, fanIn);
        if (limits.SynapseMemoryBits is { } memory && footprint.MemoryBits.Max() > memory && !allowSplit)
            yield return DiagnosticCatalog.MemoryTooSmall.At(
                population.Origin, population.Name, footprint.MemoryBits.Max(), target.Name, memory);
        if (limits.RowsPerCore is not { } rows || allowSplit) yield break;
        IEnumerable<int> candidates = Enumerable.Range(0, population.Size).Where(j => footprint.FanIn[j] > rows);
        int most = candidates.Select(j => footprint.Rows(j, 1)).DefaultIfEmpty(0).Max();
        if (most > rows)
            yield return DiagnosticCatalog.RowsTooMany.At(
                population.Origin, population.Name, most, target.Name, rows, (most + rows - 1) / rows);
    }
}
