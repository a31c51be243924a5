using Neuro.Compiler.Frontends.LavaNet;
using Neuro.Hdf5;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Conformance.Tests.Loihi;

/// <summary>A .net file that is wrong ends in diagnostics that name the place.</summary>
public sealed class LavaNetFaultTests
{
    [Fact]
    public void A_file_without_layers_is_no_network()
    {
        Hdf5Writer writer = new();
        writer.Root.AddDataset("node", Hdf5Data.Scalar(1));
        Assert.Equal("NEU1250", Error(writer.ToArray()).Diagnostics[0].Code);
    }

    [Theory]
    [InlineData("NEU1251", "concat")]
    [InlineData("NEU1251", "residual")]
    public void Layers_that_are_not_read_are_named_with_those_that_are(string code, string type)
    {
        NetFile net = new();
        _ = net.Begin(type, 3);
        Diagnostic error = Error(net.Bytes).Diagnostics[0];
        Assert.Equal((code, "test.net:/layer/0"), (error.Code, error.Location));
        Assert.Contains("convT", error.Hint);
    }

    [Fact]
    public void All_faults_of_all_layers_are_reported_together()
    {
        NetFile net = new();
        net.Dense(2, [1, 2, 3, 4], NetFile.Cuba(5000, 0, 10));
        Hdf5GroupBuilder second = net.Begin("dense", 0);
        second.AddDataset("weight", Hdf5Data.Array<float>([float.NaN]));
        Hdf5GroupBuilder third = net.Begin("dense", 2);
        third.AddDataset("weight", Hdf5Data.String("none"));
        string[] messages = [.. Error(net.Bytes).Diagnostics.Select(d => d.Message)];
        Assert.Contains(messages, m => m.StartsWith("'shape' of layer 1", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.StartsWith("'weight' of layer 1", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.StartsWith("'weight' of layer 2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("RF_PHASE", "NEU1254")]
    [InlineData("CUBA", "NEU1252")]
    public void Neurons_that_are_unknown_or_incomplete_are_refused(string type, string code)
    {
        NetFile net = new();
        net.Dense(1, [1, 2], neuron => neuron.AddDataset("type", Hdf5Data.String(type)));
        Assert.Equal(code, Error(net.Bytes).Diagnostics[0].Code);
    }

    [Fact]
    public void Layers_that_do_not_meet_are_named_with_their_sizes()
    {
        NetFile net = new();
        net.Dense(2, [1, 2, 3, 4], NetFile.Cuba(0, 0, 10)).Dense(2, [1, 2, 3, 4, 5, 6], NetFile.Cuba(0, 0, 10));
        Diagnostic error = Error(net.Bytes).Diagnostics[0];
        Assert.Equal("NEU1256", error.Code);
        Assert.Contains("layer 1 takes 3 inputs", error.Message);
    }

    [Fact]
    public void A_first_convolution_without_the_shape_of_its_input_is_refused()
    {
        NetFile net = new();
        Hdf5GroupBuilder layer = net.Begin("conv", 1, 2, 2);
        layer.AddDataset("weight", Hdf5Data.Array<float>([1, 2, 3, 4], 1, 1, 2, 2));
        NetFile.Cuba(0, 0, 10)(layer.AddGroup("neuron"));
        Assert.Equal("NEU1257", Error(net.Bytes).Diagnostics[0].Code);
    }

    [Fact]
    public void What_Lava_clips_or_passes_over_is_a_warning()
    {
        NetFile net = new();
        net.Dense(2, [300, -2, 4, -600], neuron =>
        {
            NetFile.Cuba(0, 0, 10)(neuron);
            neuron.AddDataset("wgtExp", Hdf5Data.Scalar(2L));
        }, layer => layer.AddDataset("bias", Hdf5Data.Array<float>([1.5f, 2])));
        (SpikeProgram program, IReadOnlyList<Diagnostic> warnings) = LavaNetFrontend.Read(net.Bytes, "test.net", new());
        Assert.Equal(["NEU1255", "NEU1258", "NEU1259"], warnings.Select(w => w.Code).Order());
        Projection synapses = program.Projections.Single();
        Assert.Equal([254, 4, -2, -256], program.Array(synapses.Weight)!.ToInt32().Select(c => c << synapses.Shift));
    }

    [Fact]
    public void Damaged_files_end_in_diagnostics()
    {
        NetFile net = new();
        net.Input(1, 4, 4);
        Hdf5GroupBuilder layer = net.Begin("conv", 1, 3, 3);
        layer.AddDataset("weight", Hdf5Data.Array<float>([1, 2, 3, 4], 1, 1, 2, 2));
        NetFile.Cuba(0, 0, 10)(layer.AddGroup("neuron"));
        net.Dense(2, [.. Enumerable.Range(0, 18)], NetFile.Cuba(0, 0, 10));
        byte[] sound = net.Bytes;
        Random random = new(3);
        int refused = 0;
        for (int trial = 0; trial < 500; trial++)
        {
            byte[] bytes = [.. sound];
            for (int i = random.Next(1, 4); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                _ = LavaNetFrontend.Read(bytes, "test.net", new());
            }
            catch (DiagnosticException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 50, 500);
    }

    private static DiagnosticException Error(byte[] bytes) =>
        Assert.Throws<DiagnosticException>(() => LavaNetFrontend.Read(bytes, "test.net", new()));
}
