using Neuro.Ir;

namespace Neuro.Targets.Loihi;

/// <summary>A layer of a chain.</summary>
/// <param name="Before">The population before it.</param>
/// <param name="Population">Its neurons.</param>
/// <param name="Neuron">Their micro-program.</param>
/// <param name="Synapse">Its synapses from the population before.</param>
/// <param name="Recurrent">Its synapses to itself, or null.</param>
internal sealed record LavaLink(
    Population Before, Population Population, MicroProgram Neuron, Projection Synapse, Projection? Recurrent)
{
    /// <summary>Whether it is an input layer: its events come as biases, or as values to encode.</summary>
    public bool IsInput => Before.IsInput && Synapse.Connectivity is OneToOne && Neuron switch
    {
        { Kind: "loihi" } => Synapse.Port == "bias",
        { Kind: "loihi_sigma_delta" } => Neuron.Options.GetValueOrDefault("mode") == "delta",
        _ => false,
    };
}
