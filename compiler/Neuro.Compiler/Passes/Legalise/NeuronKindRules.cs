using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>Chips that compute one kind of neuron.</summary>
internal static class NeuronKindRules
{
    private static readonly Dictionary<NeuronFamily, string[]> Kinds = new()
    {
        [NeuronFamily.Xylo] = ["xylo"],
        // Pools are relays.
        [NeuronFamily.Dynapcnn] = ["dynapcnn", "relay"],
        [NeuronFamily.Ranc] = ["ranc"],
        [NeuronFamily.TinyOdin] = ["tinyodin"],
        [NeuronFamily.Odin] = ["odin_lif"],
        // Outputs that repeat others are relays.
        [NeuronFamily.Risp] = ["if", "risp", "relay"],
    };

    /// <summary>Neurons of other kinds, as a program in text form may have.</summary>
    public static IEnumerable<Diagnostic> Neurons(SpikeProgram program, TargetProfile target) =>
        Kinds.TryGetValue(target.Arithmetic.Neurons, out string[]? known)
            ? from population in program.Populations
              where !population.IsInput && !known.Contains(program.Neuron(population.Neuron!).Kind)
              select DiagnosticCatalog.NeuronForeign.At(
                  population.Origin, population.Name, program.Neuron(population.Neuron!).Kind, target.Name,
                  string.Join(", ", known))
            : [];
}
