using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Ir.Templates;

namespace Neuro.Compiler.Passes;

/// <summary>What Loihi's compartments can be.</summary>
internal static class LoihiDesignRules
{
    /// <summary>The kinds of neurons and their thresholds.</summary>
    public static IEnumerable<Diagnostic> Neurons(SpikeProgram program, TargetProfile target) =>
        target.Arithmetic.Neurons == NeuronFamily.Loihi
            ? program.Populations.Where(p => !p.IsInput).SelectMany(p => Of(program, p, target))
            : [];

    private static IEnumerable<Diagnostic> Of(SpikeProgram program, Population population, TargetProfile target)
    {
        const int LargestMantissa = (1 << 17) - 1;
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
}
