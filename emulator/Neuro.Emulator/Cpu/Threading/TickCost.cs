using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Threading;

/// <summary>
/// A rough estimate of what one slot's tick takes, to decide whether threads should share it. The figures are those of the
/// benchmark's floors; the share of sources that fire is what trained networks and balanced ones have in common.
/// </summary>
internal static class TickCost
{
    private const double Activity = 0.02;
    private const double NanosecondsPerNeuron = 0.15;
    private const double NanosecondsPerScatteredEvent = 0.9;
    private const double NanosecondsPerDenseEvent = 0.05;
    private const double NanosecondsPerConversion = 2;

    // What the threads lose where they meet, and to parts of unequal length.
    private const double NanosecondsPerMeeting = 6000;

    /// <summary>Whether <paramref name="threads"/> threads end a tick of
    /// <paramref name="slots"/> slots sooner than one.</summary>
    public static bool IsWorthSharing(SpikeProgram program, int slots, int threads)
    {
        int phases = program.Populations.Where(p => !p.IsInput).Select(p => p.Phase).Distinct().Count();
        double alone = slots * Nanoseconds(program);
        return alone / threads + phases * NanosecondsPerMeeting < alone;
    }

    /// <summary>What one slot's tick takes one thread.</summary>
    public static double Nanoseconds(SpikeProgram program) =>
        program.Populations.Where(p => !p.IsInput).Sum(p => p.Size * NanosecondsPerNeuron)
        + program.Projections.Sum(p => p.Read is null ? Activity * Delivery(program, p) : Read(program, p));

    // The time to read every tile at every pixel.
    private static double Read(SpikeProgram program, Projection projection)
    {
        int pixels = projection.Connectivity is Convolution map ? map.OutputSize / map.OutputChannels : 1;
        double channels = projection.Read!.Tiles.Sum(tile => (double)program.Array(tile.Conductance).Length / tile.Rows);
        double cells = projection.Read.Tiles.Sum(tile => (double)program.Array(tile.Conductance).Length);
        return pixels * projection.Read.Planes.Length
            * (channels * NanosecondsPerConversion + Activity * cells * NanosecondsPerDenseEvent);
    }

    // The time to deliver one event from every source.
    private static double Delivery(SpikeProgram program, Projection projection) => projection.Connectivity switch
    {
        Dense => (double)program.Population(projection.Source).Size * program.Population(projection.Target).Size
            * NanosecondsPerDenseEvent,
        Sparse sparse => program.Array(sparse.Targets).Length * NanosecondsPerScatteredEvent,
        Convolution map => (double)map.OutputSize / map.OutputChannels * map.WeightCount * NanosecondsPerScatteredEvent,
        _ => program.Population(projection.Source).Size * NanosecondsPerScatteredEvent,
    };
}
