using System.Collections.Immutable;
using Neuro.Runtime.Data;
using Neuro.Runtime.Runs;

namespace Neuro.Runtime.Verification;

/// <summary>Outputs that later runs are held to, with the input that they belong to.</summary>
public sealed record Golden
{
    /// <summary>What is expected. Its ticks are 0 where the file does not say (counts made by other tools).</summary>
    public required RunTrace Trace { get; init; }

    /// <summary>By input population: one train per sample; empty where the file does not hold the input.</summary>
    public ImmutableSortedDictionary<string, SpikeTrain[]> Inputs { get; init; } =
        ImmutableSortedDictionary<string, SpikeTrain[]>.Empty;

    /// <summary><see cref="Ir.ProgramDigest"/> of the program it was recorded from, or null.</summary>
    public string? ProgramDigest { get; init; }

    /// <summary><see cref="Verification.InputDigest"/> of the input it was recorded from, or null.</summary>
    public string? InputDigest { get; init; }
}
