using System.Collections.Immutable;

namespace Neuro.Compiler.Frontends.LavaNet;

/// <summary>The group "neuron" of a layer.</summary>
/// <param name="Type">"CUBA", "SDNN", ….</param>
/// <param name="Values">Its numbers, one or one per channel or neuron.</param>
/// <param name="Words">Its texts.</param>
internal sealed record LavaNeuron(
    string Type, ImmutableSortedDictionary<string, int[]> Values, ImmutableSortedDictionary<string, string> Words);
