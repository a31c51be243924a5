using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Neuro.Ir;
using Neuro.Runtime.Data;

namespace Neuro.Runtime.Verification;

/// <summary>SHA-256 fingerprints, in lower-case hexadecimal, of what decides a run's outcome.</summary>
public static class Digests
{
    /// <summary>
    /// The fingerprint of a program's meaning: its text and its arrays, without name, provenance, placement and metadata, none of
    /// which changes what it computes.
    /// </summary>
    public static string OfProgram(SpikeProgram program)
    {
        SpikeProgram bare = program with
        {
            Name = "program",
            Metadata = ImmutableSortedDictionary<string, string>.Empty,
            Placement = null,
            Populations = [.. program.Populations.Select(p => p with { Origin = null })],
            Projections = [.. program.Projections.Select(p => p with { Origin = null })],
        };
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(ProgramText.Print(bare, 0)));
        foreach (IrArray array in program.Arrays)
            hash.AppendData(array.AsBytes());
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The fingerprint of input events: by population in the order of names, one train per sample.</summary>
    public static string OfInputs(IReadOnlyList<int> samples, int ticks, IReadOnlyDictionary<string, SpikeTrain[]> inputs)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<int>([ticks, .. samples]));
        foreach ((string population, SpikeTrain[] trains) in inputs.OrderBy(i => i.Key, StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(population + "\n"));
            foreach (SpikeTrain train in trains)
                Append(hash, train.WithTicks(ticks));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // .NET runs on little-endian machines only, so the bytes are the same everywhere.
    private static void Append(IncrementalHash hash, SpikeTrain train)
    {
        hash.AppendData(MemoryMarshal.AsBytes<int>(train.Offsets));
        hash.AppendData(MemoryMarshal.AsBytes<int>(train.Indices));
        if (train.Payloads is { } payloads)
            hash.AppendData(MemoryMarshal.AsBytes<int>(payloads));
    }
}
