using System.Collections.Immutable;

namespace Neuro.Compiler.Passes;

/// <summary>Every design rule, in the order of its findings. A new one, of a family of chips or of all, is a line here.</summary>
internal static class DesignRules
{
    /// <summary>The rules.</summary>
    public static ImmutableArray<DesignRule> All { get; } =
    [
        ProjectionRules.Delays,
        ProjectionRules.Weights,
        PopulationRules.FanOut,
        PopulationRules.Payloads,
        PopulationRules.States,
        PopulationRules.Interfaces,
        LoihiDesignRules.Neurons,
        CoreRules.FanIn,
    ];

    /// <summary>What a neuron may need of one core, which is no limit where it may take several.</summary>
    public static ImmutableArray<DesignRule> OfOneCore { get; } = [CoreRules.Memory, CoreRules.Rows];
}
