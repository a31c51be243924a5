using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Ir.Templates;

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
        .. program.Populations.Where(p => !p.IsInput).SelectMany(p => NeuronViolations(program, p, target)),
        .. program.Populations.Where(p => !p.IsInput).SelectMany(p => CoreViolations(program, p, target, allowSplit)),
    ];

    private static IEnumerable<Diagnostic> NeuronViolations(SpikeProgram program, Population population, TargetProfile target)
    {
        const int LargestMantissa = (1 << 17) - 1;
        if (target.Arithmetic.Neurons != NeuronFamily.Loihi) yield break;
        MicroProgram neuron = program.Neuron(population.Neuron!);
        string[] known = [.. NeuronTemplates.All.Select(t => t.Name).Where(n => n.StartsWith("loihi", StringComparison.Ordinal))];
        if (!known.Contains(neuron.Kind))
        {
            yield return DiagnosticCatalog.NeuronForeign.At(
                population.Origin, population.Name, neuron.Kind, target.Name, string.Join(", ", known));
            yield break;
        }
        // A population that nothing listens to is read out; lava-dl gives such ones thresholds beyond the chip's.
        if (!program.Projections.Any(p => p.Source == population.Name)
            || !population.Parameters.TryGetValue("threshold", out IrValue threshold)) yield break;
        int most = program.Values(threshold, 1).Max();
        if (most > LargestMantissa)
            yield return DiagnosticCatalog.ThresholdTooLarge.At(
                population.Origin, population.Name, most, target.Name, LargestMantissa);
    }

    private static IEnumerable<Diagnostic> ProjectionViolations(SpikeProgram program, Projection projection, TargetProfile target)
    {
        int delay = program.LongestDelay(projection);
        if (target.Limits.MaxDelay is { } longest && delay > longest)
            yield return DiagnosticCatalog.DelayBeyondTarget.At(projection.Origin, projection.Name, delay, target.Name, longest);
        if (target.Limits.MinDelay > 0 && ShortestDelay(program, projection) is var shortest && shortest < target.Limits.MinDelay)
            yield return DiagnosticCatalog.DelayBelowTarget.At(
                projection.Origin, projection.Name, shortest, target.Name, target.Limits.MinDelay);
        if (program.Array(projection.Weight) is { } weights && weights.Bits > Math.Max(target.Arithmetic.WeightBits, 2))
            yield return DiagnosticCatalog.WeightsTooWide.At(
                projection.Origin, projection.Name, weights.Bits, target.Name, target.Arithmetic.WeightBits);
    }

    // What enters a bias port stands for the chip's own biases, not for synapses.
    private static int ShortestDelay(SpikeProgram program, Projection projection) =>
        projection.Port == "bias" ? int.MaxValue : program.Values(projection.Delay, 1).Min();

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
        Footprint footprint = new(program, population, limits.SynapseBlock);
        if (limits.FanIn is { } fanIn && footprint.FanIn.Max() > fanIn)
            yield return DiagnosticCatalog.FanInTooLarge.At(
                population.Origin, population.Name, footprint.FanIn.Max(), target.Name, fanIn);
        if (limits.SynapseMemoryBits is { } memory && !allowSplit && footprint.MemoryBits.Max() is var most && most > memory)
            yield return DiagnosticCatalog.MemoryTooSmall.At(population.Origin, population.Name, most, target.Name, memory);
        if (limits.RowsPerCore is not { } rows || allowSplit) yield break;
        IEnumerable<int> candidates = Enumerable.Range(0, population.Size).Where(j => footprint.FanIn[j] > rows);
        int widest = candidates.Select(j => footprint.Rows(j, 1)).DefaultIfEmpty(0).Max();
        if (widest > rows)
            yield return DiagnosticCatalog.RowsTooMany.At(
                population.Origin, population.Name, widest, target.Name, rows, (widest + rows - 1) / rows);
    }
}
