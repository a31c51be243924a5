using Neuro.Hdf5;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Targets.Loihi;

/// <summary>Writes layers, one after the other, with lava-dl's names (export_hdf5 of lava.lib.dl.slayer.block.base).</summary>
internal sealed class LavaLayerWriter(SpikeProgram program, Hdf5GroupBuilder layers, List<Diagnostic> warnings)
{
    // numpy's 'S10', as lava-dl writes it.
    private const int TypeBytes = 10;
    private int _count;

    /// <summary>Whether the last layer is one of (channel, row, column) in Lava, where matrices' layers are flat.</summary>
    private bool _volume;

    /// <summary>A layer that only tells the input's shape, where the first one needs it.</summary>
    public void AddInput(LavaChain chain)
    {
        if (chain.Links[0].IsInput) return;
        bool told = chain.Links[0].Synapse.Connectivity is not Convolution && chain.Input.Shape.Length == 1;
        if (told) return;
        Begin("input", chain.Input.Shape);
        _volume = chain.Input.Shape.Length == 3;
    }

    /// <summary>One layer, and before a matrix behind volumes a "flatten".</summary>
    public void Add(LavaLink link)
    {
        bool kernel = link.Synapse.Connectivity is Convolution;
        if (!kernel && !link.IsInput && _volume)
            Begin("flatten", [link.Before.Size]);
        _volume = kernel || (link.IsInput && link.Population.Shape.Length == 3);
        string type = link.IsInput ? "input"
            : link.Synapse.Connectivity is Convolution map ? (IsPool(link, map) ? "pool" : "conv")
            : link.Recurrent is null ? "dense" : "dense_rec";
        Hdf5GroupBuilder layer = Begin(type, link.Population.Shape);
        layer.AddDataset("neuro_name", Hdf5Data.String(link.Population.Name));
        layer.AddDataset("neuro_synapse", Hdf5Data.String(link.Synapse.Name));
        if (link.IsInput)
        {
            foreach (string field in (string[])["weight", "bias"])
                if (program.Metadata.TryGetValue($"input.{field}", out string? value) && int.TryParse(value, out int number))
                    layer.AddDataset(field, Hdf5Data.Scalar((float)number));
        }
        else
        {
            if (kernel) AddKernel(layer, link, type);
            else AddMatrices(layer, link);
            AddBias(layer, link);
        }
        new LavaNeuronWriter(program, link, warnings).Write(layer.AddGroup("neuron"));
    }

    private Hdf5GroupBuilder Begin(string type, IEnumerable<int> shape)
    {
        Hdf5GroupBuilder layer = layers.AddGroup($"{_count++}");
        layer.AddDataset("type", Hdf5Data.FixedStrings([type], TypeBytes));
        layer.AddDataset("shape", Hdf5Data.Array<long>([.. shape.Select(e => (long)e)]));
        return layer;
    }

    private void AddKernel(Hdf5GroupBuilder layer, LavaLink link, string type)
    {
        Convolution map = (Convolution)link.Synapse.Connectivity;
        float[] weights = Weights(link.Synapse, map.WeightCount);
        bool pool = type == "pool";
        if (!pool)
        {
            layer.AddDataset("inChannels", Hdf5Data.Scalar((long)map.InputChannels));
            layer.AddDataset("outChannels", Hdf5Data.Scalar((long)map.OutputChannels));
            layer.AddDataset("groups", Hdf5Data.Scalar((long)map.Groups));
        }
        Pair("kernelSize", map.KernelHeight, map.KernelWidth);
        Pair("stride", map.StrideY, map.StrideX);
        Pair("padding", map.PaddingTop, map.PaddingLeft);
        Pair("dilation", map.DilationY, map.DilationX);
        long[] shape = pool
            ? [1, 1, map.KernelHeight, map.KernelWidth]
            : [map.OutputChannels, map.InputChannels / map.Groups, map.KernelHeight, map.KernelWidth];
        layer.AddDataset("weight", Hdf5Data.Array(pool ? weights[..(map.KernelHeight * map.KernelWidth)] : weights, shape));
        AddLag(layer, link, link.Synapse.Delay.Scalar);

        void Pair(string name, int y, int x) => layer.AddDataset(name, Hdf5Data.Array<long>([y, x]));
    }

    private void AddMatrices(Hdf5GroupBuilder layer, LavaLink link)
    {
        (int sources, int targets) = (link.Before.Size, link.Population.Size);
        layer.AddDataset("inFeatures", Hdf5Data.Scalar((long)sources));
        layer.AddDataset("outFeatures", Hdf5Data.Scalar((long)targets));
        layer.AddDataset("weight", Hdf5Data.Array(Matrix(link.Synapse, sources, targets), targets, sources));
        if (link.Recurrent is { } recurrent)
        {
            layer.AddDataset("weight_rec", Hdf5Data.Array(Matrix(recurrent, targets, targets), targets, targets));
            layer.AddDataset("neuro_synapse_rec", Hdf5Data.String(recurrent.Name));
        }
        int[] delays = program.Values(link.Synapse.Delay, 1);
        if (!link.Synapse.Delay.IsArray)
        {
            AddLag(layer, link, delays[0]);
            return;
        }
        // A tick is the layer's own, as Lava has it, unless some synapses have none.
        int lag = Math.Min(delays.Min(), 1);
        AddLag(layer, link, lag);
        float[] all = [.. Laid(link.Synapse, sources, targets, delays, lag).Select(d => (float)(d - lag))];
        layer.AddDataset("delay", Hdf5Data.Array(Transposed(all, sources, targets), targets, sources));
    }

    private void AddLag(Hdf5GroupBuilder layer, LavaLink link, int lag)
    {
        layer.AddDataset("neuro_delay", Hdf5Data.Scalar((long)lag));
        if (lag != 1)
            warnings.Add(DiagnosticCatalog.LavaReadsOtherwise.At(
                link.Population.Origin, link.Population.Name, $"spikes take 1 tick to it, not {lag}"));
    }

    private void AddBias(Hdf5GroupBuilder layer, LavaLink link)
    {
        if (!link.Population.Parameters.TryGetValue("bias", out IrValue bias)) return;
        int[] values = program.Values(bias, link.Population.Size);
        layer.AddDataset("bias", Hdf5Data.Array(LavaNeuronWriter.PerChannel(link, values).Select(b => (float)b).ToArray()));
    }

    private bool IsPool(LavaLink link, Convolution map)
    {
        if (map.Groups != map.InputChannels || map.OutputChannels != map.InputChannels) return false;
        float[] weights = Weights(link.Synapse, map.WeightCount);
        int kernel = map.KernelHeight * map.KernelWidth;
        return Enumerable.Range(0, weights.Length).All(i => weights[i] == weights[i % kernel]);
    }

    /// <summary>Weights in units, multiplier and shift included.</summary>
    private float[] Weights(Projection projection, int count)
    {
        int multiplier = projection.Multiplier.Scalar;
        return [.. program.Values(projection.Weight, count).Select(w => (float)((w * multiplier) << projection.Shift))];
    }

    /// <summary>Weights [target, source].</summary>
    private float[] Matrix(Projection projection, int sources, int targets)
    {
        int count = projection.Connectivity is Sparse sparse ? program.Array(sparse.Targets).Length : sources * targets;
        return Transposed(Laid(projection, sources, targets, Weights(projection, count), 0), sources, targets);
    }

    /// <summary>Values per synapse as a matrix [source, target]; <paramref name="otherwise"/> where there is none.</summary>
    private T[] Laid<T>(Projection projection, int sources, int targets, T[] values, T otherwise)
    {
        if (projection.Connectivity is not Sparse sparse) return values;
        (IrArray rows, IrArray columns) = (program.Array(sparse.RowPointers), program.Array(sparse.Targets));
        T[] matrix = [.. Enumerable.Repeat(otherwise, sources * targets)];
        for (int i = 0; i < sources; i++)
            for (int s = rows[i]; s < rows[i + 1]; s++)
                matrix[(i * targets) + columns[s]] = values[s];
        return matrix;
    }

    private static float[] Transposed(float[] matrix, int rows, int columns)
    {
        float[] transposed = new float[matrix.Length];
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
                transposed[(c * rows) + r] = matrix[(r * columns) + c];
        return transposed;
    }
}
