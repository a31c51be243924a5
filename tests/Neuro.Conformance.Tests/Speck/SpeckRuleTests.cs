using Neuro.Compiler.Discrete;
using Neuro.Compiler.Passes;
using Neuro.Ir.Diagnostics;

namespace Neuro.Conformance.Tests.Speck;

/// <summary>Speck's design rules: each has a network that keeps it and one that breaks it.</summary>
public sealed class SpeckRuleTests
{
    /// <summary>The case of docs/speck/faqs of sinabs: 32 channels of 64 x 64 are 128 Ki neurons.</summary>
    [Fact]
    public void A_convolution_from_16_to_32_channels_of_64_x_64_is_refused_for_its_128_Ki_neurons()
    {
        Expect("NEU4333: layer 'conv' needs 131,072 words of neuron memory; the largest core of target speck has 65,536",
            new SpeckNetworks(16, 64, 64).Conv("conv", 32, 3, padding: 1));
        Expect("", new SpeckNetworks(16, 64, 64).Conv("conv", 16, 3, padding: 1));
        Expect("", new SpeckNetworks(16, 64, 64).Conv("conv", 32, 3, stride: 2, padding: 1));
    }

    [Theory]
    [InlineData(8, 8, 5, 8 << (5 + 3), 8 << 6)]
    [InlineData(3, 5, 3, 3 << (4 + 3), 5 << 6)]
    [InlineData(2, 9, 1, 2 << (0 + 4), 9 << 6)]
    public void Kernels_and_neurons_count_powers_of_two(int inputs, int outputs, int kernel, int kernelWords, int neuronWords)
    {
        QuantisedNetwork lowered = SpeckNetworks.Lower(
            new SpeckNetworks(inputs, 7, 8).Conv("conv", outputs, kernel, padding: kernel / 2).Build());
        Assert.Equal((kernelWords, neuronWords, 0),
            (Needed(lowered, "kernel words"), Needed(lowered, "neuron words"), Needed(lowered, "bias words")));
    }

    [Fact]
    public void A_kernel_memory_beyond_the_largest_is_refused()
    {
        // 64 channels · 2^(⌈log2 9⌉ + ⌈log2 64⌉) = 64 Ki words; from 65 channels on it is more.
        Expect("", new SpeckNetworks(64, 8, 8).Conv("conv", 64, 3, padding: 1));
        Expect("NEU4332: layer 'conv' needs 66,560 words of kernel memory; the largest core of target speck has 65,536",
            new SpeckNetworks(65, 8, 8).Conv("conv", 64, 3, padding: 1));
    }

    [Fact]
    public void A_bias_memory_beyond_the_largest_is_refused()
    {
        LinearNeuronModel biased = new SpeckNetworks(1, 1, 1).Neurons with { Bias = [0.1] };
        Expect("", new SpeckNetworks(4, 1, 1).Linear("fc", 1024, biased));
        Assert.Contains(
            "NEU4334: layer 'fc' needs 1,025 words of bias memory; the largest core of target speck has 1,024",
            Found(new SpeckNetworks(4, 1, 1).Linear("fc", 1025, biased)));
    }

    [Fact]
    public void A_layer_that_needs_much_of_two_memories_fits_no_core()
    {
        // 36 Ki kernel words are on cores 5 and 6 only, which have 16 Ki neuron words.
        Expect("", new SpeckNetworks(64, 16, 16).Conv("conv", 64, 3, padding: 1));
        Expect("NEU4335: layer 'conv' needs 65,536 kernel, 36,864 neuron and 0 bias words",
            new SpeckNetworks(64, 24, 24).Conv("conv", 36, 3, padding: 1));
    }

    [Fact]
    public void Layers_that_compete_for_cores_are_named_with_them()
    {
        // 16 channels of 64 x 64 are 64 Ki neurons, which cores 0 to 2 have.
        SpeckNetworks network = new SpeckNetworks(4, 64, 64).Conv("a", 16, 1).Conv("b", 16, 1).Conv("c", 16, 1);
        Expect("", network);
        Expect("NEU4336: 4 layers ('a', 'b', 'c', 'd') fit only 3 cores (0, 1, 2) of target speck", network.Conv("d", 16, 1));
    }

    [Fact]
    public void A_matching_moves_earlier_layers_when_a_later_one_needs_their_core()
    {
        // Small layers first: they must leave the large cores to those behind them.
        SpeckNetworks network = new(2, 8, 8);
        for (int i = 0; i < 4; i++) network.Conv($"small{i}", 8, 3, padding: 1);
        network.Conv("wide", 64, 3, padding: 1).Conv("deep1", 64, 3, padding: 1).Conv("deep2", 64, 3, padding: 1);
        network.Conv("thin", 8, 3, padding: 1).Conv("last", 8, 3, padding: 1);
        QuantisedNetwork lowered = SpeckNetworks.Lower(network.Build());
        Assert.Equal(9, lowered.Program.Placement!.Assignments.Select(a => a.Core).Distinct().Count());
        Assert.All(lowered.Resources, r => Assert.InRange(r.Needed, 0, r.Available));
        Expect("NEU4345: 10 layers of neurons; target speck has 9 cores", network.Conv("tenth", 8, 3, padding: 1));
    }

    [Fact]
    public void Kernels_are_square_of_up_to_16()
    {
        Expect("", new SpeckNetworks(1, 16, 16).Conv("conv", 2, 16));
        Expect("NEU4337: layer 'conv' has a kernel of 17 x 17", new SpeckNetworks(1, 17, 17).Conv("conv", 2, 17));
        Expect("NEU4337: layer 'conv' has a kernel of 3 x 5", new SpeckNetworks(1, 8, 8).Conv("conv", 2, 3, kernelWidth: 5));
        Expect("NEU4337: layer 'fc' has a kernel of 4 x 6", new SpeckNetworks(1, 4, 6).Linear("fc", 2));
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "")]
    [InlineData(3, "NEU4338: layer 'conv' has a stride of 3 x 3; target speck has 1, 2, 4, 8")]
    [InlineData(4, "")]
    [InlineData(8, "")]
    public void Strides_are_powers_of_two(int stride, string expected) =>
        Expect(expected, new SpeckNetworks(1, 16, 16).Conv("conv", 2, 3, stride));

    [Theory]
    [InlineData(7, "")]
    [InlineData(8, "NEU4339: layer 'conv' has a padding of 8; target speck has up to 7")]
    public void Padding_is_up_to_7(int padding, string expected) =>
        Expect(expected, new SpeckNetworks(1, 8, 8).Conv("conv", 2, 3, padding: padding));

    [Theory]
    [InlineData(2, 2, 0, "")]
    [InlineData(4, 4, 0, "")]
    [InlineData(3, 3, 0, "NEU4340: pool 'pool' has windows of 3 x 3; target speck sums squares of side 1, 2, 4")]
    [InlineData(2, 1, 0, "NEU4340: pool 'pool' has a stride of 1 x 1")]
    [InlineData(2, 2, 1, "NEU4340: pool 'pool' has a padding of 1 x 1")]
    public void Pools_are_sums_of_squares_side_by_side(int side, int stride, int padding, string expected) => Expect(
        expected,
        new SpeckNetworks(1, 12, 12).Conv("conv", 2, 3, padding: 1).Pool("pool", side, stride, padding).Conv("next", 2, 1));

    [Theory]
    [InlineData(128, "")]
    [InlineData(129, "NEU4341: layer 'conv' receives 129 x 129; target speck takes up to 128 x 128")]
    public void Cores_receive_up_to_128_x_128(int extent, string expected) =>
        Expect(expected, new SpeckNetworks(1, extent, extent).Conv("conv", 1, 3, stride: 4));

    [Theory]
    [InlineData(1024, "")]
    [InlineData(1025, "NEU4342: layer 'fc' has 1,025 channels; target speck has up to 1,024")]
    public void Layers_have_up_to_1024_channels(int channels, string expected) =>
        Expect(expected, new SpeckNetworks(channels, 1, 1).Linear("fc", 4));

    [Theory]
    [InlineData(2, "")]
    [InlineData(3, "NEU4343: 'conv' sends to 3 layers; a core of target speck sends to 2")]
    public void A_core_sends_to_two_others(int destinations, string expected)
    {
        DiscreteNetwork network = new SpeckNetworks(1, 4, 4).Conv("conv", 2, 1).Conv("next0", 2, 1).Build();
        for (int i = 1; i < destinations; i++)
            network = network with
            {
                Populations = [.. network.Populations, network.Populations[2] with { Name = $"next{i}" }],
                Projections = [.. network.Projections, network.Projections[1] with { Name = $"w{i}", Target = $"next{i}" }],
            };
        Same(expected, Found(network));
    }

    [Fact]
    public void Neurons_integrate_and_fire_without_leak_currents_or_delays()
    {
        LinearNeuronModel neurons = new SpeckNetworks(1, 1, 1).Neurons;
        DiscreteNetwork network = new SpeckNetworks(1, 4, 4).Conv("conv", 2, 1).Conv("next", 2, 1).Build();
        Expect("NEU4331: layer 'conv' leaks",
            new SpeckNetworks(1, 4, 4).Conv("conv", 2, 1, neurons: neurons with { MembraneDecay = [0.9] }));
        Expect("NEU4331: layer 'conv' is not integrate-and-fire",
            new SpeckNetworks(1, 4, 4).Conv("conv", 2, 1, neurons: neurons with { Spike = null }));
        Expect("NEU4331: layer 'conv' has a convolution with groups or dilation",
            new SpeckNetworks(1, 5, 5).Conv("conv", 2, 3, dilation: 2));
        Same("NEU4344: projection 'next.w' has a delay of 1 ticks",
            Found(network with { Projections = [network.Projections[0], network.Projections[1] with { Delay = [1] }] }));
        Same("", Found(network));
    }

    [Fact]
    public void Everything_that_stands_against_a_network_is_said_at_once_with_hints()
    {
        SpeckNetworks network = new(16, 130, 130);
        network.Conv("a", 32, 3, stride: 1, padding: 8).Conv("b", 2, 17, stride: 3);
        DiagnosticException refused = Assert.Throws<DiagnosticException>(() => SpeckNetworks.Lower(network.Build()));
        Assert.Equal(
            ["NEU4333", "NEU4337", "NEU4338", "NEU4339", "NEU4341", "NEU4341"], refused.Diagnostics.Select(d => d.Code).Order());
        Assert.All(refused.Diagnostics, d => Assert.NotEmpty(d.Hint));
    }

    private static long Needed(QuantisedNetwork lowered, string resource) =>
        lowered.Resources.Single(r => r.Resource == resource).Needed;

    private static void Expect(string expected, SpeckNetworks network) => Same(expected, Found(network));

    private static string[] Found(SpeckNetworks network) => Found(network.Build());

    private static string[] Found(DiscreteNetwork network)
    {
        try
        {
            _ = SpeckNetworks.Lower(network);
            return [];
        }
        catch (DiagnosticException e)
        {
            return [.. e.Diagnostics.Select(v => $"{v.Code}: {v.Message}")];
        }
    }

    /// <summary>That there is one violation, which begins as expected, or none.</summary>
    private static void Same(string expected, string[] found)
    {
        if (expected.Length == 0) Assert.Empty(found);
        else Assert.StartsWith(expected, Assert.Single(found));
    }
}
