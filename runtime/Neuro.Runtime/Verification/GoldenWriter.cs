using Neuro.Runtime.Data;
using Neuro.Runtime.Runs;

namespace Neuro.Runtime.Verification;

/// <summary>
/// Writes traces and goldens as npz. Arrays: golden_version, ticks, samples [n]; events (see <see cref="EventArrays"/>) under
/// spikes/POPULATION/ and inputs/POPULATION/; counts/POPULATION [sample, neuron]; states/POPULATION/STATE [sample, tick, neuron];
/// program_digest and input_digest, 32 bytes each.
/// </summary>
public static class GoldenWriter
{
    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    /// <summary>Writes <paramref name="golden"/> to <paramref name="path"/>.</summary>
    public static void Write(string path, Golden golden)
    {
        RunTrace trace = golden.Trace;
        using NpzWriter file = new(path);
        file.AddScalar("golden_version", Version);
        file.AddScalar("ticks", trace.Ticks);
        file.Add<int>("samples", [.. trace.Samples], trace.Count);
        if (golden.ProgramDigest is { } program)
            file.Add("program_digest", Convert.FromHexString(program), 32);
        if (golden.InputDigest is { } input)
            file.Add("input_digest", Convert.FromHexString(input), 32);
        foreach ((string population, SpikeTrain[] trains) in golden.Inputs)
            AddEvents(file, $"inputs/{population}/", trains);
        foreach ((string population, SpikeTrain[] trains) in trace.Spikes)
            AddEvents(file, $"spikes/{population}/", trains);
        foreach ((string population, long[] counts) in trace.Counts)
            file.Add($"counts/{population}", counts, trace.Count, PerSample(counts.Length, trace.Count));
        foreach (((string population, string state), int[] values) in trace.States)
            file.Add($"states/{population}/{state}", values, trace.Count, trace.Ticks,
                PerSample(values.Length, trace.Count * trace.Ticks));
        file.Commit();
    }

    private static int PerSample(int length, int samples) => samples == 0 ? 0 : length / samples;

    private static void AddEvents(NpzWriter file, string prefix, SpikeTrain[] trains)
    {
        if (trains.Length > 0)
            EventArrays.Write(file, trains, [trains[0].Neurons], prefix);
    }
}
