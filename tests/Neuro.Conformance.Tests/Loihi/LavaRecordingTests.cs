using Neuro.Compiler.Frontends.LavaNet;
using Neuro.Emulator.Cpu;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests.Loihi;

/// <summary>What Lava recorded of networks of lava-dl, from their .net files.</summary>
public sealed class LavaRecordingTests
{
    private const int Ticks = 24;
    private const int Interval = 17;

    public static TheoryData<IBackend> Backends => Runs.Backends;

    [Fact]
    public void The_pilot_network_gives_every_recorded_current_voltage_and_spike_from_its_image_on()
    {
        SpikeProgram program = Pilot(new() { ResetInterval = Interval });
        (string Recorded, string Population)[] layers =
        [
            ("input", "input0"), ("conv-0", "conv1"), ("conv-1", "conv2"), ("conv-2", "conv3"), ("conv-3", "conv4"),
            ("conv-4", "conv5"), ("fc-0", "dense7"), ("fc-1", "dense8"), ("fc-2", "dense9"),
        ];
        RecordingOptions options = new()
        {
            Spikes = [.. layers.Select(l => l.Population)],
            States = [.. layers[2..].SelectMany(l => new[] { (l.Population, "u"), (l.Population, "v") })],
        };
        Recording run = Runs.Run(new CpuBackend(), program, Ticks, options, Image(Ticks));
        int compared = 0;
        foreach ((string recorded, string population) in layers)
        {
            int size = program.Population(population).Size;
            foreach ((string suffix, IReadOnlyList<int> actual) in Traces(run, population, recorded))
            {
                // Parts of the set are kept elsewhere.
                string path = $"loihi/pilotnet_lif/{recorded}{suffix}.npz";
                if (!File.Exists(Path.Combine(ReferenceData.Path("loihi/pilotnet_lif"), $"{recorded}{suffix}.npz"))) continue;
                int[] expected = Recorded(path, suffix, run.Spikes(population, 0).ToDense())[..(Ticks * size)];
                Runs.Same(expected, actual, size, $"{recorded}{suffix}");
                compared += expected.Length;
            }
        }
        Assert.InRange(compared, 1_000_000, int.MaxValue);
    }

    [Fact]
    public void The_pilot_networks_last_layer_gives_its_recording_when_layers_are_cleared_a_tick_earlier_every_sixteen()
    {
        // The last layer was recorded in another run than the layers before it: an interval of the 16 ticks of a sample that the
        // file names, and the offset of lava-dl's tutorials, which put off layer i by i - 1. With the interval and the offset of
        // the other layers' recordings, 5 of its currents and 15 of its voltages differ.
        const int LastTicks = 25;
        SpikeProgram program = Pilot(new() { ResetInterval = 16, ResetOffset = -1 });
        RecordingOptions options = new() { Spikes = ["dense10"], States = [("dense10", "u"), ("dense10", "v")] };
        Recording run = Runs.Run(new CpuBackend(), program, LastTicks, options, Image(LastTicks));
        foreach ((string suffix, IReadOnlyList<int> actual) in Traces(run, "dense10", "fc-3"))
            Runs.Same(Runs.ByTick(Runs.Array($"loihi/pilotnet_lif/fc-3{suffix}.npz")), actual, 1, $"fc-3{suffix}");
    }

    [Theory]
    [MemberData(nameof(Backends), DisableDiscoveryEnumeration = true)]
    public void A_layer_of_the_pilot_network_gives_its_recording_from_that_of_the_layer_before(IBackend backend)
    {
        SpikeProgram program = Pilot(new() { ResetInterval = Interval, SkipLayers = 8, NumLayers = 9 });
        int[] before = Runs.ByTick(Runs.Array("loihi/pilotnet_lif/fc-0.npz"));
        RecordingOptions options = new() { Spikes = ["dense8"], States = [("dense8", "u"), ("dense8", "v")] };
        Recording run = Runs.Run(backend, program, Ticks, options, SpikeTrain.FromDense(before, Ticks, before.Length / Ticks));
        foreach ((string suffix, IReadOnlyList<int> actual) in Traces(run, "dense8", "fc-1"))
        {
            int[] expected = Recorded($"loihi/pilotnet_lif/fc-1{suffix}.npz", suffix, run.Spikes("dense8", 0).ToDense());
            Runs.Same(expected, actual, 50, $"fc-1{suffix}");
        }
    }

    [Theory]
    [MemberData(nameof(Backends), DisableDiscoveryEnumeration = true)]
    public void A_dense_layer_gives_Lavas_currents_and_spikes(IBackend backend)
    {
        NpyArray weight = Runs.Array("loihi/dense/weight.npz");
        (int targets, int sources) = (weight.Shape[0], weight.Shape[1]);
        // vth 6, du 4095, dv 415: the parameters of lava-dl's own test.
        SpikeProgram program = new NetFile().Dense(targets, weight.ToInt32(), NetFile.Cuba(4096, 415, 6)).Load();
        int[] input = Runs.ByTick(Runs.Array("loihi/dense/in.npz"));
        int ticks = backend.Name == "reference" ? 200 : input.Length / sources;
        RecordingOptions options = new() { Spikes = ["dense0"], States = [("dense0", "u")] };
        Recording run = Runs.Run(
            backend, program, ticks, options, SpikeTrain.FromDense(input, input.Length / sources, sources));
        int[] currents = [.. Runs.ByTick(Runs.Array("loihi/dense/current.npz")).Select(c => c << 6)];
        Runs.Same(currents[..(ticks * targets)], run.States("dense0", "u", 0), targets, "current");
        int[] spikes = Runs.ByTick(Runs.Array("loihi/dense/out.npz"));
        Runs.Same(spikes[..(ticks * targets)], run.Spikes("dense0", 0).ToDense(), targets, "spikes");
        if (ticks == input.Length / sources) Assert.Equal(1826, spikes.Sum());
    }

    [Theory]
    [MemberData(nameof(Backends), DisableDiscoveryEnumeration = true)]
    public void Lavas_fixed_point_neuron_as_a_net_file_gives_its_published_trace(IBackend backend)
    {
        string trace = ReferenceData.Path("lif_dialects/lif_lava_cpu_fixed.csv");
        string[][] rows = [.. File.ReadLines(trace).Select(l => l.Split(','))];
        int[] Column(int c) => [.. rows.Select(r => (int)double.Parse(r[c], System.Globalization.CultureInfo.InvariantCulture))];
        SpikeProgram program = new NetFile().Dense(1, [10], NetFile.Cuba(4096, 163, 25)).Load();
        RecordingOptions options = new() { Spikes = ["dense0"], States = [("dense0", "v")] };
        Recording run = Runs.Run(backend, program, rows.Length, options, SpikeTrain.FromDense(Column(0), rows.Length, 1));
        Assert.Equal(1000, rows.Length);
        Runs.Same(Column(1), run.States("dense0", "v", 0), 1, "v");
        Runs.Same(Column(2), run.Spikes("dense0", 0).ToDense(), 1, "spikes");
    }

    private static SpikeProgram Pilot(LavaNetOptions options) =>
        LavaNetFrontend.Load(ReferenceData.Path("loihi/pilotnet_lif/network.net"), options).Program;

    /// <summary>The recorded image for the input layer, whose neurons take the pixel as their bias, tick after tick.</summary>
    private static SpikeTrain Image(int ticks)
    {
        NpyArray image = Runs.Array("loihi/pilotnet_lif/image.npz");
        (int w, int h, int c) = (image.Shape[0], image.Shape[1], image.Shape[2]);
        int[] pixels = image.ToInt32();
        int[] drive = new int[ticks * pixels.Length];
        for (int n = 0; n < pixels.Length; n++)
            for (int t = 0; t < ticks; t++)
                drive[t * pixels.Length + n] = pixels[((n % w * h) + n / w % h) * c + n / (w * h)];
        return SpikeTrain.FromDense(drive, ticks, pixels.Length);
    }

    private static IEnumerable<(string Suffix, IReadOnlyList<int> Values)> Traces(
        Recording run, string population, string recorded)
    {
        int[] spikes = run.Spikes(population, 0).ToDense();
        yield return (recorded == "fc-3" ? "-s" : "", spikes);
        if (!run.Options.States.Contains((population, "u"))) yield break;
        yield return ("-u", run.States(population, "u", 0));
        yield return ("-v", run.States(population, "v", 0));
    }

    /// <summary>The recording; v, of which 128 was recorded where the neuron had just spiked, as the 0 that it was.</summary>
    private static int[] Recorded(string path, string suffix, int[] spikes)
    {
        int[] values = Runs.ByTick(Runs.Array(path));
        if (suffix == "-v")
            for (int i = 0; i < Math.Min(values.Length, spikes.Length); i++)
                if (spikes[i] != 0 && values[i] == 128) values[i] = 0;
        return values;
    }
}
