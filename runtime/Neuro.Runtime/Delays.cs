using Neuro.Ir;

namespace Neuro.Runtime;

/// <summary>How long events are under way.</summary>
public static class Delays
{
    /// <summary>
    /// The longest delay of any synapse that leaves <paramref name="population"/>: how many ticks its events must be remembered.
    /// </summary>
    public static int LongestFrom(SpikeProgram program, string population) =>
        program.Projections.Where(p => p.Source == population).Select(program.LongestDelay).DefaultIfEmpty(0).Max();
}
