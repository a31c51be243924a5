using System.Runtime.Intrinsics;
using Neuro.Runtime.Random;

namespace Neuro.Runtime.Tests.Random;

public class Philox4x32Tests
{
    /// <summary>The philox4x32-10 lines of Random123's kat_vectors: counter, key, answer.</summary>
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000 00000000 00000000 6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Known_answers_of_Random123_are_met(string vector)
    {
        uint[] w = [.. vector.Split(' ').Select(word => Convert.ToUInt32(word, 16))];
        Assert.Equal((w[6], w[7], w[8], w[9]), Philox4x32.Block(w[0], w[1], w[2], w[3], ((ulong)w[5] << 32) | w[4]));
    }

    [Fact]
    public void Every_lane_equals_the_scalar_function()
    {
        System.Random random = new(1);
        uint[] c = new uint[32];
        for (int round = 0; round < 200; round++)
        {
            for (int i = 0; i < c.Length; i++)
                c[i] = (uint)random.NextInt64(1L << 32);
            ulong key = (ulong)random.NextInt64();
            var (x0, x1, x2, x3) = Philox4x32.Block(
                Vector256.Create<uint>(c), Vector256.Create<uint>(c, 8), Vector256.Create<uint>(c, 16),
                Vector256.Create<uint>(c, 24), key);
            for (int lane = 0; lane < 8; lane++)
            {
                Assert.Equal(
                    Philox4x32.Block(c[lane], c[8 + lane], c[16 + lane], c[24 + lane], key),
                    (x0[lane], x1[lane], x2[lane], x3[lane]));
            }
        }
    }
}
