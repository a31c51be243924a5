using Neuro.Ir;

namespace Neuro.Emulator;

/// <summary>How long events are under way.</summary>
internal static class Delays
{
    /// <summary>The longest delay, in ticks, of any synapse of <paramref name="projection"/>.</summary>
    public static int Longest(SpikeProgram program, Projection projection)
    {
        if (projection.Delay.Array is not { } name)
            return projection.Delay.Scalar;
        IrArray delays = program.Array(name);
        int longest = 0;
        for (int i = 0; i < delays.Length; i++)
            longest = Math.Max(longest, delays[i]);
        return longest;
    }

    /// <summary>
    /// The longest delay of any synapse that leaves <paramref name="population"/>: how many ticks its events must be remembered.
    /// </summary>
    public static int LongestFrom(SpikeProgram program, string population) =>
        program.Projections.Where(p => p.Source == population).Select(p => Longest(program, p)).DefaultIfEmpty(0).Max();
}
