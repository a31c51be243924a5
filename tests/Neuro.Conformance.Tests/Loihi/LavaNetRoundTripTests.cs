using System.Collections.Immutable;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Frontends.LavaNet;
using Neuro.Hdf5;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Targets.Loihi;

namespace Neuro.Conformance.Tests.Loihi;

/// <summary>A .net file that is read, written and read again is the same program, whatever its layers.</summary>
public sealed class LavaNetRoundTripTests
{
    public static TheoryData<string> Networks =>
        ["loihi/pilotnet_lif/network.net", "loihi/mnist/trained_mnist_network.net"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_trained_network_comes_back_word_for_word(string path)
    {
        string file = ReferenceData.Path(path);
        SpikeProgram program = LavaNetFrontend.Load(file, new() { ResetInterval = 17 }).Program;
        byte[] written = LavaNetWriter.ToArray(program).Bytes;
        SpikeProgram again = LavaNetFrontend.Read(written, Path.GetFileName(file), new()).Program;
        Assert.Equal(ProgramText.Print(program, 16), ProgramText.Print(again, 16));
        Assert.Equal(ProgramDigest.Compute(program), ProgramDigest.Compute(again));
    }

    [Fact]
    public void Every_kind_of_layer_and_neuron_comes_back()
    {
        NetFile net = new();
        Hdf5GroupBuilder input = net.Begin("input", 2, 6, 5);
        input.AddDataset("weight", Hdf5Data.Scalar(40f));
        input.AddDataset("bias", Hdf5Data.Scalar(36f));
        NetFile.Cuba(4096, 1024, 25)(input.AddGroup("neuron"));
        Kernel(net.Begin("conv", 4, 3, 3), [4, 1, 3, 3], stride: 2, padding: 1, groups: 2, i => i % 7 - 3, "CUBA");
        Kernel(net.Begin("pool", 4, 2, 2), [1, 1, 2, 2], stride: 1, padding: 0, groups: null, _ => 6, "LOIHI");
        Kernel(net.Begin("unpool", 4, 4, 4), [1, 1, 2, 2], stride: 2, padding: 0, groups: null, _ => -3, "CUBA");
        Kernel(net.Begin("convT", 2, 5, 5), [4, 2, 2, 2], stride: 1, padding: 0, groups: 1, i => 2 * (i % 5) - 4, "CUBA");
        _ = net.Begin("flatten", 50);
        net.Dense(6, Some(300, 255), NetFile.Cuba(410, 205, 64), layer =>
        {
            layer.AddDataset("delay", Hdf5Data.Array<float>([0, 1, 2, 62, 3, 70]));
            layer.AddDataset("bias", Hdf5Data.Array<float>([-4096, 4095, 0, 1, 2, 3]));
        });
        Hdf5GroupBuilder recurrent = net.Begin("dense_rec", 3);
        recurrent.AddDataset("weight", Hdf5Data.Array(NetFile.Floats(Some(18, 100)), 3, 6));
        recurrent.AddDataset("weight_rec", Hdf5Data.Array(NetFile.Floats(Some(9, 100)), 3, 3));
        Hdf5GroupBuilder adaptive = recurrent.AddGroup("neuron");
        adaptive.AddDataset("type", Hdf5Data.String("ALIF"));
        foreach ((string name, long value) in (IEnumerable<(string, long)>)
            [("iDecay", 1000), ("vDecay", 500), ("thDecay", 40), ("refDecay", 800), ("vThMant", 70), ("vThStep", 9)])
            adaptive.AddDataset(name, Hdf5Data.Scalar(value));
        net.Dense(2, [-4, 0, 6, -8, 2, 0], neuron =>
        {
            neuron.AddDataset("type", Hdf5Data.String("TLIF"));
            neuron.AddDataset("iDecay", Hdf5Data.Array<long>([10, 20]));
            neuron.AddDataset("vDecay", Hdf5Data.Scalar(0L));
            neuron.AddDataset("vThMant", Hdf5Data.Scalar(5L));
            neuron.AddDataset("vThLoMant", Hdf5Data.Scalar(-5L));
            neuron.AddDataset("biasExp", Hdf5Data.Scalar(2L));
        });
        Same(net, new() { ResetInterval = 9, ResetOffset = 2, Comparator = Comparator.GreaterOrEqual, SynapseDelay = 2 });
    }

    [Fact]
    public void A_sigma_delta_network_comes_back()
    {
        NetFile net = new();
        Sdnn(net.Begin("input", 12).AddGroup("neuron"), 8);
        net.Dense(5, Some(60, 254), neuron => Sdnn(neuron, 30),
            layer => layer.AddDataset("bias", Hdf5Data.Array<float>([1, 2, 3, 4, 5])));
        net.Dense(2, Some(10, 20), neuron =>
        {
            Sdnn(neuron, 0);
            neuron.AddDataset("sigma_output", Hdf5Data.Scalar(true));
        });
        Same(net, new() { SpikeExponent = 4 });
    }

    [Fact]
    public void Lava_dl_itself_would_find_its_datasets()
    {
        SpikeProgram program = new NetFile().Dense(3, [2, -4, 6, 8, 10, -12], NetFile.Cuba(100, 200, 30)).Load();
        using ScratchFolder folder = new();
        _ = LavaNetWriter.Write(program, folder["net.net"]);
        // What lava.lib.dl.netx.utils.NetDict and hdf5.Network ask h5py for.
        const string script = """
            import sys, h5py
            layers = h5py.File(sys.argv[1], 'r')['layer']
            assert len(layers) == 1
            layer = layers['0']
            assert layer['type'][0].decode('ascii') == 'dense'
            assert layer['neuron/type'][()].decode('ascii') == 'CUBA'
            assert (layer['neuron/iDecay'][()], layer['neuron/vDecay'][()], layer['neuron/vThMant'][()]) == (100, 200, 30)
            print(layer['shape'][()].tolist(), layer['weight'][()].astype(int).tolist())
            """;
        Assert.Equal("[3] [[2, -4], [6, 8], [10, -12]]", Python.Run(script, ["h5py"], folder["net.net"]).Trim());
    }

    [Fact]
    public void What_the_format_cannot_hold_is_said_all_at_once()
    {
        SpikeProgram program = ProgramText.Parse("""
            program branch {
              dt 1
              neuron keep { acc x : i32; state sum : s32; store sum, x; emit x }
              input in [2] { payload 0 .. 1 }
              population a [2] : keep phase 1 { }
              population b [2] : keep phase 1 { }
              projection p : in -> a port x { one_to_one; weight 1 }
              projection q : in -> b port x { one_to_one; weight 1 }
              output a
            }
            """, "branch.ir");
        DiagnosticException error = Assert.Throws<DiagnosticException>(() => LavaNetWriter.ToArray(program));
        Assert.All(error.Diagnostics, d => Assert.Equal("NEU4201", d.Code));
        string all = string.Join('\n', error.Diagnostics.Select(d => d.Message));
        Assert.Contains("population 'in' leads to 2 others", all);
        Assert.Contains("population 'b' leads nowhere", all);
        Assert.Contains("neurons of kind", all);
    }

    private static void Same(NetFile net, LavaNetOptions options)
    {
        SpikeProgram program = net.Load(options);
        (byte[] bytes, ImmutableArray<Diagnostic> warnings) = LavaNetWriter.ToArray(program);
        Assert.All(warnings, w => Assert.Equal("NEU4202", w.Code));
        SpikeProgram again = LavaNetFrontend.Read(bytes, "test.net", new()).Program;
        // Layers that become matrices count anew.
        Assert.Equal(WithoutOrigins(program), WithoutOrigins(again));
        Assert.Equal(ProgramDigest.Compute(program), ProgramDigest.Compute(again));
    }

    private static string WithoutOrigins(SpikeProgram program) => ProgramText.Print(program with
    {
        Populations = [.. program.Populations.Select(p => p with { Origin = null })],
        Projections = [.. program.Projections.Select(p => p with { Origin = null })],
    }, 2000);

    private static void Kernel(
        Hdf5GroupBuilder layer, long[] shape, long stride, long padding, long? groups, Func<int, int> weight, string neuron)
    {
        int count = (int)shape.Aggregate((a, b) => a * b);
        layer.AddDataset("weight", Hdf5Data.Array(NetFile.Floats([.. Enumerable.Range(0, count).Select(weight)]), shape));
        layer.AddDataset("stride", Hdf5Data.Scalar(stride));
        layer.AddDataset("padding", Hdf5Data.Array<long>([padding, padding]));
        if (groups is { } g) layer.AddDataset("groups", Hdf5Data.Scalar(g));
        Hdf5GroupBuilder group = layer.AddGroup("neuron");
        group.AddDataset("type", Hdf5Data.String(neuron));
        group.AddDataset("iDecay", Hdf5Data.Scalar(2048L));
        group.AddDataset("vDecay", Hdf5Data.Scalar(128L));
        group.AddDataset("vThMant", Hdf5Data.Scalar(12L));
    }

    private static void Sdnn(Hdf5GroupBuilder neuron, long threshold)
    {
        neuron.AddDataset("type", Hdf5Data.String("SDNN"));
        neuron.AddDataset("activation", Hdf5Data.String("relu"));
        neuron.AddDataset("vThMant", Hdf5Data.Scalar(threshold));
    }

    private static int[] Some(int count, int most)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.Next(-most / 2, most / 2 + 1))];
    }
}
