using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Neuro.Runtime.Data;

namespace Neuro.Runtime.Verification;

/// <summary>A fingerprint of what a program was fed with; with
/// <see cref="Ir.ProgramDigest"/> it decides a run's outcome.</summary>
public static class InputDigest
{
    /// <summary>
    /// SHA-256, in 64 lower-case hexadecimal digits, over the ticks, the samples' numbers, and the events of each input
    /// population in the order of names, one train per sample.
    /// </summary>
    public static string Compute(IReadOnlyList<int> samples, int ticks, IReadOnlyDictionary<string, SpikeTrain[]> inputs)
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
