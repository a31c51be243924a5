using Neuro.Compiler.Frontends.LavaNet;
using Neuro.Hdf5;
using Neuro.Ir;

namespace Neuro.Conformance.Tests.Loihi;

/// <summary>.net files as lava-dl's blocks write them, layer by layer.</summary>
internal sealed class NetFile
{
    private readonly Hdf5Writer _writer = new();
    private readonly Hdf5GroupBuilder _layers;
    private int _count;

    public NetFile() => _layers = _writer.Root.AddGroup("layer");

    public byte[] Bytes => _writer.ToArray();

    /// <summary>A matrix [target, source].</summary>
    public NetFile Dense(int targets, int[] weights, Action<Hdf5GroupBuilder> neuron, Action<Hdf5GroupBuilder>? more = null)
    {
        Hdf5GroupBuilder layer = Begin("dense", targets);
        layer.AddDataset("weight", Hdf5Data.Array(Floats(weights), targets, weights.Length / targets));
        more?.Invoke(layer);
        neuron(layer.AddGroup("neuron"));
        return this;
    }

    /// <summary>A layer that tells the input's shape.</summary>
    public NetFile Input(params long[] shape)
    {
        _ = Begin("input", shape);
        return this;
    }

    /// <summary>A layer of any type, its group as yet without anything but type and shape.</summary>
    public Hdf5GroupBuilder Begin(string type, params long[] shape)
    {
        Hdf5GroupBuilder layer = _layers.AddGroup($"{_count++}");
        layer.AddDataset("type", Hdf5Data.FixedStrings([type], 10));
        layer.AddDataset("shape", Hdf5Data.Array(shape));
        return layer;
    }

    public static Action<Hdf5GroupBuilder> Cuba(int iDecay, int vDecay, int threshold) => neuron =>
    {
        neuron.AddDataset("type", Hdf5Data.String("CUBA"));
        neuron.AddDataset("iDecay", Hdf5Data.Scalar((long)iDecay));
        neuron.AddDataset("vDecay", Hdf5Data.Scalar((long)vDecay));
        neuron.AddDataset("vThMant", Hdf5Data.Scalar((long)threshold));
        neuron.AddDataset("refDelay", Hdf5Data.Scalar(1L));
        neuron.AddDataset("gradedSpike", Hdf5Data.Scalar(false));
    };

    public static float[] Floats(int[] values) => Array.ConvertAll(values, v => (float)v);

    public SpikeProgram Load(LavaNetOptions? options = null) => LavaNetFrontend.Read(Bytes, "test.net", options ?? new()).Program;
}
