using Neuro.Runtime.Encoding;

namespace Neuro.Runtime.Tests.Encoding;

/// <summary>Whole numbers as events.</summary>
public sealed class IntegerEncoderTests
{
    [Theory]
    [InlineData("integer:gain=4,min=-4,max=4", new[] { 3, 0, 0, 0 }, new[] { -2, 0, 0, 0 })]
    [InlineData("integer:gain=4,min=-4,max=4,code=ternary,window=4", new[] { 1, 1, 1, 0 }, new[] { -1, -1, 0, 0 })]
    [InlineData("integer:gain=4,min=-4,max=4,code=bitwise,window=4", new[] { 0, 0, 1, 1 }, new[] { 1, 1, 1, 0 })]
    public void A_number_is_sent_once_in_its_code(string text, int[] positive, int[] negative)
    {
        int[] raster = Encoder.Parse(text).Encode([0.7, -0.5], 4, 0).ToDense();
        Assert.Equal(positive, raster.Where((_, i) => i % 2 == 0));
        Assert.Equal(negative, raster.Where((_, i) => i % 2 == 1));
    }

    [Fact]
    public void Text_reads_back_and_numbers_saturate()
    {
        Encoder encoder = Encoder.Parse("integer:gain=10,min=0,max=3");
        Assert.Equal(encoder, Encoder.Parse(encoder.ToString()));
        Assert.Equal([3, 0], encoder.Encode([1, -1], 1, 0).ToDense());
        Assert.Equal([7, 7], Encoder.Parse("constant:gain=10,max=7").Encode([1], 2, 0).ToDense());
    }
}
