using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Neuro.Cli.Options;
using Neuro.Runtime.Data;
using Neuro.Runtime.Verification;

namespace Neuro.Cli.Studies;

/// <summary>A fingerprint of labelled samples, taken one by one: not all of them are in memory at a time.</summary>
internal static class DataDigest
{
    /// <summary>SHA-256, in 64 hexadecimal digits, over the samples' numbers, labels, ticks and events.</summary>
    public static string Compute(InputData input)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (int sample in input.Samples)
        {
            Dictionary<string, SpikeTrain[]> train = new() { [input.Population] = [input.Data[sample]] };
            hash.AppendData(Encoding.ASCII.GetBytes(InputDigest.Compute([sample], input.Ticks, train)));
            hash.AppendData(MemoryMarshal.AsBytes<int>([input.Data.Labels?[sample] ?? -1]));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
