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
        PopulationRules.FanOutAverage,
        PopulationRules.Payloads,
        PopulationRules.States,
        PopulationRules.Interfaces,
        LoihiDesignRules.Neurons,
        NeuronKindRules.Neurons,
        CoreRules.FanIn,
    ];

    /// <summary>Those that splitting meets, or says why it does not.</summary>
    public static ImmutableArray<DesignRule> Splittable { get; } = [PopulationRules.FanOut, CoreRules.Rows];

    /// <summary>Those that do not matter where cores add up partial sums.</summary>
    public static ImmutableArray<DesignRule> OfOneCore { get; } = [CoreRules.Memory];
}
