namespace Neuro.Compiler.Frontends.LavaNet;

/// <summary>What a layer's neurons become.</summary>
internal sealed class LavaPopulation
{
    /// <summary>Name of the neuron template.</summary>
    public string Template { get; set; } = "";

    public List<(string Name, string Value)> Options { get; } = [];

    /// <summary>One value, or one per neuron.</summary>
    public Dictionary<string, int[]> Parameters { get; } = [];

    public Dictionary<string, int[]> Initial { get; } = [];

    /// <summary>Width of the ports: 64 where graded spikes arrive.</summary>
    public int AccumulatorBits { get; init; } = 32;

    /// <summary>Whether it sends graded spikes.</summary>
    public bool Graded { get; set; }
}
