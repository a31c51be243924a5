using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>What one neuron may need of a core.</summary>
internal static class CoreRules
{
    /// <summary>Synapses into a neuron.</summary>
    public static IEnumerable<Diagnostic> FanIn(SpikeProgram program, TargetProfile target) =>
        target.Limits.FanIn is not { } limit
            ? []
            : from population in Neurons(program)
              let most = new Footprint(program, population).FanIn.Max()
              where most > limit
              select DiagnosticCatalog.FanInTooLarge.At(population.Origin, population.Name, most, target.Name, limit);

    /// <summary>Memory of the synapses into a neuron.</summary>
    public static IEnumerable<Diagnostic> Memory(SpikeProgram program, TargetProfile target) =>
        target.Limits.SynapseMemoryBits is not { } limit
            ? []
            : from population in Neurons(program)
              let most = new Footprint(program, population, target.Limits.SynapseBlock).MemoryBits.Max()
              where most > limit
              select DiagnosticCatalog.MemoryTooSmall.At(population.Origin, population.Name, most, target.Name, limit);

    /// <summary>Different sources of a neuron.</summary>
    public static IEnumerable<Diagnostic> Rows(SpikeProgram program, TargetProfile target)
    {
        if (target.Limits.RowsPerCore is not { } rows) yield break;
        foreach (Population population in Neurons(program))
            if (MostRows(program, population, rows) is var widest && widest > rows)
                yield return DiagnosticCatalog.RowsTooMany.At(
                    population.Origin, population.Name, widest, target.Name, rows, (widest + rows - 1) / rows);
    }

    /// <summary>Sources of the neuron that has most of them, among those that may exceed <paramref name="rows"/>.</summary>
    public static int MostRows(SpikeProgram program, Population population, int rows)
    {
        Footprint footprint = new(program, population);
        return Enumerable.Range(0, population.Size).Where(j => footprint.FanIn[j] > rows)
            .Select(j => footprint.Rows(j, 1)).DefaultIfEmpty(0).Max();
    }

    private static IEnumerable<Population> Neurons(SpikeProgram program) =>
        program.Populations.Where(p => !p.IsInput && p.Size > 0);
}
