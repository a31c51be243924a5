using Neuro.Runtime.Data;

namespace Neuro.Benchmarks.Workloads;

/// <summary>Trains in which every neuron has an event at every tick with the same probability.</summary>
internal static class BernoulliInput
{
    /// <summary>One train for each of <paramref name="samples"/>, each from a seed of its own.</summary>
    public static SpikeTrain[] Create(int samples, int ticks, int neurons, double probability, ulong seed) =>
        [.. Enumerable.Range(0, samples).Select(sample => Train(ticks, neurons, probability, new(seed + ((ulong)sample << 20))))];

    /// <summary>
    /// The trains as the C loops read them: [sample][tick] offsets, ticks + 1 for each sample, into one list of indices.
    /// </summary>
    public static void Write(PeerData data, SpikeTrain[] trains)
    {
        int first = 0;
        List<int> offsets = [];
        foreach (SpikeTrain train in trains)
        {
            foreach (int offset in train.Offsets)
                offsets.Add(first + offset);
            first += train.EventCount;
        }
        data.Add<int>([.. offsets]);
        data.Add<int>([.. trains.SelectMany(train => train.Indices)]);
    }

    private static SpikeTrain Train(int ticks, int neurons, double probability, SplitMix64 random)
    {
        SpikeTrainBuilder builder = new(neurons, ticks);
        for (int tick = 0; tick < ticks; tick++)
        {
            for (int neuron = 0; neuron < neurons; neuron++)
            {
                if (random.Uniform() < probability)
                    builder.Add(neuron);
            }
            builder.EndTick();
        }
        return builder.Build();
    }
}
