using System.Collections.Immutable;
using Neuro.Runtime.Data;

namespace Neuro.Targets.Ranc;

/// <summary>The packets of an image's test bench as events of the program that <see cref="RancDecoder"/> makes of it.</summary>
public static class RancBench
{
    /// <summary>Ticks after which every output that the image names has come.</summary>
    public static int Ticks(RancImage image) =>
        Math.Max(image.Parameters.TickLatency + 1 + image.Outputs.Length, Horizon(image));

    /// <summary>
    /// The packets from outside as events at (tick + field k) for the axon in question, whose delay of 1 they then take; packets
    /// to places without a core are left out.
    /// </summary>
    public static SpikeTrain Input(RancImage image)
    {
        RancParameters p = image.Parameters;
        int[] numbers = [.. image.Cores.Keys];
        int ticks = Ticks(image);
        SortedSet<int>[] events = [.. Enumerable.Range(0, ticks).Select(_ => new SortedSet<int>())];
        for (int t = 0; t < image.Inputs.Length; t++)
        {
            foreach (RancPacket packet in image.Inputs[t])
            {
                bool inside = packet.Dx >= 0 && packet.Dx < p.GridX && packet.Dy >= 0 && packet.Dy < p.GridY;
                int core = inside ? Array.BinarySearch(numbers, (packet.Dy * p.GridX) + packet.Dx) : -1;
                if (core >= 0 && packet.Axon < p.Axons) _ = events[t + packet.Tick].Add((core * p.Axons) + packet.Axon);
            }
        }
        SpikeTrainBuilder builder = new(numbers.Length * p.Axons, ticks);
        foreach (SortedSet<int> tick in events)
        {
            foreach (int axon in tick) builder.Add(axon);
            builder.EndTick();
        }
        return builder.Build();
    }

    /// <summary>
    /// The outputs that are compared, by tick from <see cref="RancParameters.TickLatency"/> + 1 on: each ascending, repeated as
    /// often as it leaves.
    /// </summary>
    public static ImmutableArray<ImmutableArray<int>> Expected(RancImage image) =>
        [.. image.Outputs.Select(t => t.Sort())];

    /// <summary>The bench as a data set of one sample, for the program's input "packets".</summary>
    public static SpikeDataset Data(RancImage image) =>
        new(image.Name, [image.Cores.Count, image.Parameters.Axons], [Input(image)]);

    /// <summary>The outputs that leave at a tick, ascending, each as often as it leaves.</summary>
    public static int[] Packets(SpikeTrain outputs, int tick)
    {
        int[] indices = outputs.IndicesAt(tick).ToArray(), payloads = outputs.PayloadsAt(tick).ToArray();
        return [.. indices.SelectMany((n, i) => Enumerable.Repeat(n, payloads.Length == 0 ? 1 : payloads[i]))];
    }

    /// <summary>The first tick at which <paramref name="outputs"/> are not what the bench expects, in words; null for
    /// none.</summary>
    public static string? Compare(RancImage image, SpikeTrain outputs)
    {
        int first = image.Parameters.TickLatency + 1;
        ImmutableArray<ImmutableArray<int>> expected = Expected(image);
        for (int i = 0; i < expected.Length; i++)
        {
            int[] left = Packets(outputs, first + i);
            if (!expected[i].SequenceEqual(left))
                return $"tick {first + i}: [{string.Join(' ', left)}] leave, "
                    + $"[{string.Join(' ', expected[i])}] are expected";
        }
        return null;
    }

    private static int Horizon(RancImage image) =>
        image.Inputs.Select((packets, t) => t + 1 + packets.Select(q => q.Tick).DefaultIfEmpty(0).Max()).DefaultIfEmpty(1).Max();
}
