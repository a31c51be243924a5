using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Targets.Odin;

/// <summary>What one neuron of a population is bound to; 0 where its micro-program has no such name.</summary>
internal readonly struct NeuronValues(SpikeProgram program, Population population, int neuron)
{
    /// <summary>A parameter.</summary>
    public int Parameter(string name) => Of(population.Parameters, name);

    /// <summary>A state's initial value.</summary>
    public int State(string name) => Of(population.Initial, name);

    private int Of(ImmutableSortedDictionary<string, IrValue> values, string name) =>
        !values.TryGetValue(name, out IrValue value) ? 0 : program.Array(value) is { } array ? array[neuron] : value.Scalar;
}
