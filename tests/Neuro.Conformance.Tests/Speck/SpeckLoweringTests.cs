using Neuro.Compiler;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Float;
using Neuro.Compiler.Frontends;
using Neuro.Compiler.Passes;
using Neuro.Conformance.Tests.Loihi;
using Neuro.Emulator.Cpu;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Targets;

namespace Neuro.Conformance.Tests.Speck;

/// <summary>Networks lowered to Speck, against a plain model of sinabs' tick, and a trained one by its answers.</summary>
public sealed class SpeckLoweringTests
{
    private const int Networks = 12;
    private const int Ticks = 40;

    public static TheoryData<IBackend> Backends => Runs.Backends;

    [Theory]
    [MemberData(nameof(Backends))]
    public void Random_networks_do_spike_for_spike_what_a_plain_model_does(IBackend backend)
    {
        (long spikes, int saturated) = (0, 0);
        for (int seed = 0; seed < Networks; seed++)
        {
            Random random = new(seed);
            DiscreteNetwork network = Network(random);
            QuantisedNetwork lowered = SpeckNetworks.Lower(network, inputMaximum: 3);
            Assert.Empty(ProgramVerifier.Verify(lowered.Program));
            int[] raster = new int[Ticks * network.Populations[0].Size];
            for (int i = 0; i < raster.Length; i++) raster[i] = random.NextDouble() < 0.2 ? random.Next(1, 4) : 0;
            string[] names = [.. network.Populations.Skip(1).Select(p => p.Name)];
            Recording run = Runs.Run(backend, lowered.Program, Ticks, new() { Spikes = [.. names] },
                SpikeTrain.FromDense(raster, Ticks, network.Populations[0].Size));
            Dictionary<string, int[]> found = names.ToDictionary(n => n, n => run.Spikes(n, 0).ToDense());
            SpeckChip chip = new(network, lowered);
            for (int tick = 0; tick < Ticks; tick++)
            {
                chip.Step(raster.AsSpan(tick * network.Populations[0].Size, network.Populations[0].Size).ToArray());
                foreach (string name in names)
                {
                    int[] expected = chip.Spikes(name);
                    for (int n = 0; n < expected.Length; n++)
                    {
                        Assert.True(expected[n] == found[name][tick * expected.Length + n],
                            $"network {seed}, tick {tick}, {name}[{n}]: {found[name][tick * expected.Length + n]}, "
                                + $"expected {expected[n]}");
                        spikes += expected[n];
                    }
                }
            }
            if (chip.Saturated) saturated++;
        }
        Assert.InRange(spikes, 10_000, long.MaxValue);
        Assert.InRange(saturated, 1, Networks);
    }

    [Fact]
    public void A_layers_weights_biases_and_threshold_share_the_largest_scale_that_fits()
    {
        LinearNeuronModel neurons = new SpeckNetworks(1, 1, 1).Neurons;
        double[] weights = [0.5, -0.25];
        int at = 0;
        SpeckNetworks network = new(2, 1, 1) { Weight = () => weights[at++] };
        SpikeProgram program = SpeckNetworks.Lower(network.Linear("fc", 1, neurons with { Bias = [0.1] }).Build()).Program;
        Assert.Equal([127, -64], program.Array(program.Projections[0].Weight)!.ToInt32());
        Assert.Equal(254, program.Population("fc").Parameters["threshold"].Scalar);
        Assert.Equal(25, program.Population("fc").Parameters["bias"].Scalar);
        at = 0;
        // A threshold of 16 bits leaves weights fewer codes.
        network = new(2, 1, 1) { Weight = () => weights[at++] };
        program = SpeckNetworks.Lower(network.Linear("fc", 1, neurons with { Spike = neurons.Spike! with { Threshold = [1000] } })
            .Build()).Program;
        Assert.Equal([16, -8], program.Array(program.Projections[0].Weight)!.ToInt32());
        Assert.Equal(32766, program.Population("fc").Parameters["threshold"].Scalar);
    }

    [Fact]
    public void Pools_before_the_first_layer_are_listed_with_its_core()
    {
        SpikeProgram program = SpeckNetworks.Lower(
            new SpeckNetworks(1, 8, 8).Pool("a", 2).Pool("b", 2).Linear("fc", 3).Build()).Program;
        Assert.Single(program.Placement!.Assignments.Select(a => a.Core).Distinct());
        Assert.Equal(["a", "b", "fc"], program.Placement.Assignments.Select(a => a.Population));
    }

    [Fact]
    public void Neurons_that_spike_once_a_tick_in_the_model_are_warned_of()
    {
        LinearNeuronModel neurons = new SpeckNetworks(1, 1, 1).Neurons;
        List<Diagnostic> warnings = [];
        _ = SpeckNetworks.Lower(new SpeckNetworks(2, 1, 1).Linear("fc", 1).Build(), warnings);
        Assert.Empty(warnings);
        LinearNeuronModel once = neurons with { Spike = neurons.Spike! with { MultiSpike = false } };
        _ = SpeckNetworks.Lower(new SpeckNetworks(2, 1, 1).Linear("fc", 1, once).Build(), warnings);
        Assert.Equal("NEU4346", Assert.Single(warnings).Code);
    }

    /// <summary>
    /// Float with several spikes a tick is right on all samples here over 300 ticks; .954 was published for Speck, whose cores
    /// answer event by event (NIR, arXiv:2311.14641), .9847 for sinabs' tick. A tick-based emulation has to come
    /// near the latter: on 25 samples, one wrong answer.
    /// </summary>
    [Fact]
    public void The_network_for_nmnist_fits_and_answers_as_in_float()
    {
        const int Used = 25, Steps = 100;
        CompileResult result = Pipeline.Run(
            FrontendRegistry.Load(ReferenceData.Path("nir/cnn_sinabs.nir")).Graph,
            new CompileOptions
            {
                Dialect = DialectRegistry.Sinabs with { TimeStep = new(1, 1000), MultiSpike = true },
                Target = TargetCatalog.Load("speck"),
                InputMaximum = 15,
            });
        Assert.Equal(5, result.Report!.Resources[0].Needed);
        Assert.All(result.Report.Resources, r => Assert.InRange(r.Utilisation, 0, 1));
        SpikeDataset data = DataFormats.Open(
            ReferenceData.Path("nmnist/samples"), new DataOptions { Format = "nmnist", Ticks = Steps, Split = "test" });
        FloatInterpreter floats = new(result.Network!);
        (int right, int rightInFloat) = (0, 0);
        Recording run = Runs.Run(new CpuBackend(), result.Program!, Steps, new() { Counts = ["12"] },
            [.. Enumerable.Range(0, Used).Select(i => data[i])]);
        for (int i = 0; i < Used; i++)
        {
            long[] counts = run.Counts("12", i).ToArray();
            double[] expected = floats.Run(data[i])[0];
            if (Array.IndexOf(counts, counts.Max()) == data.Labels![i]) right++;
            if (Array.IndexOf(expected, expected.Max()) == data.Labels[i]) rightInFloat++;
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{right} of {Used}; in float {rightInFloat}");
        Assert.InRange(right, rightInFloat - 1, Used);
        Assert.InRange(rightInFloat, Used - 2, Used);
    }

    private static DiscreteNetwork Network(Random random)
    {
        bool zero = random.Next(3) == 0;
        SpeckNetworks network = new(random.Next(1, 4), 12, 12)
        {
            Weight = () => random.NextDouble() * 0.6 - 0.28,
            Neurons = new()
            {
                Kind = "IF",
                MembraneDecay = [1],
                MembraneGain = [0.5 + random.NextDouble()],
                Bias = random.Next(2) == 0 ? [0] : [0.05 * random.NextDouble()],
                Spike = new()
                {
                    // Now and then so high that v reaches the ends of 16 bits.
                    Threshold = [random.Next(3) == 0 ? 60 : 0.3 + random.NextDouble()],
                    Reset = zero ? ResetMode.Zero : ResetMode.Subtract,
                    Comparator = random.Next(2) == 0 ? Comparator.GreaterOrEqual : Comparator.GreaterThan,
                    MultiSpike = true,
                },
            },
        };
        network.Conv("conv1", random.Next(2, 7), 3, random.Next(2) + 1, 1);
        if (random.Next(2) == 0) network.Pool("pool", 2);
        return network.Conv("conv2", random.Next(2, 7), 3, 1, 1).Linear("fc", random.Next(2, 9)).Build();
    }
}
