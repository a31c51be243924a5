using System.Collections.Immutable;

namespace Neuro.Ir.Learning;

/// <summary>What a session that does not learn executes.</summary>
public static class InferenceProgram
{
    /// <summary>
    /// <paramref name="program"/> without the plasticities that only learning runs, and with the values that its parameters have
    /// then. A program without any of them is returned itself.
    /// </summary>
    public static SpikeProgram Of(SpikeProgram program)
    {
        if (program.Projections.All(p => p.Plasticity is null or { Always: true })
            && program.Populations.All(p => p.Inference.IsEmpty))
            return program;
        return program with
        {
            Populations = [.. program.Populations.Select(p => p with
            {
                Parameters = p.Parameters.SetItems(p.Inference),
                Inference = ImmutableSortedDictionary<string, IrValue>.Empty,
            })],
            Projections = [.. program.Projections.Select(p => p.Plasticity is null or { Always: true }
                ? p
                : p with { Plasticity = null })],
        };
    }
}
