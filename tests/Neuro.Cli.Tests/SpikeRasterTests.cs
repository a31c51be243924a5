using Neuro.Cli.Output;
using Neuro.Runtime.Data;

namespace Neuro.Cli.Tests;

public sealed class SpikeRasterTests
{
    [Fact]
    public void In_ascii_a_cell_is_a_tick_of_a_neuron()
    {
        SpikeTrain train = SpikeTrain.FromEvents(4, 2, [0, 3], [1, 0]);
        Assert.Equal(
            ["out: 2 neurons, 2 spikes in 4 ticks", "      0 |   .", "      1 |.   ", "        +---- 4"],
            new SpikeRaster(80, unicode: false).Render("out", train));
    }

    [Fact]
    public void In_braille_a_character_is_two_ticks_of_four_neurons()
    {
        SpikeTrain train = SpikeTrain.FromEvents(2, 4, [0, 1], [0, 3]);
        IReadOnlyList<string> lines = new SpikeRaster(80, unicode: true).Render("out", train);
        Assert.Equal("      0 │⢁", lines[1]);
    }

    [Fact]
    public void A_large_train_fits_the_screen_and_says_its_scale()
    {
        SpikeTrain train = SpikeTrain.FromEvents(1000, 1000, [0, 999], [0, 999]);
        IReadOnlyList<string> lines = new SpikeRaster(60, unicode: true).Render("out", train);
        Assert.All(lines.Skip(1), line => Assert.InRange(line.Length, 1, 60));
        Assert.InRange(lines.Count, 3, 18);
        Assert.Contains("a dot is 11 ticks x 16 neurons", lines[0]);
    }

    [Fact]
    public void A_train_without_ticks_or_neurons_is_drawn_empty() =>
        Assert.Equal(3, new SpikeRaster(60, unicode: true).Render("out", SpikeTrain.Empty(0, 0)).Count);
}
