using System.Collections.Immutable;
using Neuro.Ir.Crossbars;

namespace Neuro.Ir.Tests.Crossbars;

public sealed class InputPlanesTests
{
    [Fact]
    public void Plain_spikes_take_one_plane() =>
        Assert.Equal([new InputPlane(true, 0, 0, 1, 1)], InputPlanes.Of(new Interval(0, 1), new DacModel()));

    [Theory]
    [InlineData(0, 255, 1)]
    [InlineData(0, 255, 3)]
    [InlineData(0, 5, 2)]
    [InlineData(-128, 127, 1)]
    [InlineData(-128, 127, 4)]
    [InlineData(-3, 0, 8)]
    [InlineData(-1, 200, 8)]
    [InlineData(0, 0, 1)]
    public void Digits_add_up_to_the_payload(int low, int high, int bits)
    {
        ImmutableArray<InputPlane> planes = InputPlanes.Of(new Interval(low, high), new DacModel { Bits = bits });
        for (int p = low; p <= high; p++)
            Assert.Equal(p, planes.Sum(plane => plane.Weight * InputPlanes.Drive(plane, p)));
        Assert.All(planes, plane => Assert.InRange(plane.Maximum, 1, (1 << bits) - 1));
    }

    [Theory]
    [InlineData(0, 255, 4, 4)]
    [InlineData(-100, 100, 7, 0)]
    [InlineData(-100, 100, 4, 3)]
    public void A_parallel_dac_is_off_by_half_a_step_at_most_but_at_its_end(int low, int high, int bits, int shift)
    {
        DacModel dac = new() { Bits = bits, Mode = DacMode.Parallel };
        InputPlane plane = Assert.Single(InputPlanes.Of(new Interval(low, high), dac));
        Assert.Equal((shift, 1L << shift), (plane.Shift, plane.Weight));
        int end = ((1 << bits) - 1) << shift;
        for (int p = low; p <= high; p++)
            Assert.True(Math.Abs(Math.Clamp(p, -end, end) - (plane.Weight * InputPlanes.Drive(plane, p))) <= (1 << shift) / 2,
                $"{p} is driven as {InputPlanes.Drive(plane, p)}");
    }
}
