using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Neuro.Runtime.Random;

namespace Neuro.Runtime.Tests.Random;

public class NormalTableTests
{
    private const double One = 1 << NormalTable.FractionBits;

    [Fact]
    public void The_elements_are_those_of_the_specification()
    {
        Assert.Equal(4096, NormalTable.Elements.Length);
        byte[] digest = SHA256.HashData(MemoryMarshal.AsBytes(NormalTable.Elements));
        Assert.Equal("C34BE50BD90796ED08E06E75F874FD22EB1D5A02ECAEEC6FE633429F0C74BF8A", Convert.ToHexString(digest));
    }

    [Fact]
    public void The_elements_are_the_scaled_quantiles_of_the_normal_distribution()
    {
        const string Script = """
            import numpy as np
            from scipy.special import ndtri
            q = ndtri(0.5 + (np.arange(4096) + 0.5) / 8192)
            print(*np.floor(4096 * q / np.sqrt(np.mean(q * q)) + 0.5).astype(int))
            """;
        string[] printed = Python.Run(Script, ["numpy", "scipy"]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int[] expected = [.. printed.Select(int.Parse)];
        int at = expected.AsSpan().CommonPrefixLength([.. NormalTable.Elements.ToArray().Select(e => (int)e)]);
        Assert.True(at == expected.Length, $"element {at} differs");
    }

    [Fact]
    public void Deviates_have_the_moments_of_a_normal_distribution()
    {
        // All words are alike below the 13 bits that choose.
        double[] deviates = [.. Enumerable.Range(0, 8192).Select(i => NormalTable.Deviate((uint)i << 19) / One)];
        Assert.Equal(0, deviates.Average());
        Assert.Equal(1, deviates.Average(d => d * d), 1e-5);
        Assert.InRange(deviates.Average(d => d * d * d * d), 2.99, 3);
    }

    [Fact]
    public void The_top_bit_of_a_word_is_the_sign_and_the_lowest_19_do_not_matter()
    {
        Assert.Equal(NormalTable.Elements[0], NormalTable.Deviate(0));
        Assert.Equal(NormalTable.Elements[1], NormalTable.Deviate(1u << 19));
        Assert.Equal(NormalTable.Elements[4095], NormalTable.Deviate(0x7FFFFFFF));
        // The largest: what the verifier bounds noise with (SEMANTICS.md, section 9).
        Assert.Equal(15738, NormalTable.Deviate(0x7FFFFFFF));
        Assert.Equal(-NormalTable.Elements[0], NormalTable.Deviate(0x8007FFFF));
        Assert.Equal(-NormalTable.Elements[4095], NormalTable.Deviate(0xFFFFFFFF));
    }
}
