using System.Numerics;

namespace Neuro.Runtime.Data.Formats;

/// <summary>Data sets whose samples lie in one array: dense rasters of spikes, or analog values to encode.</summary>
internal static class ArrayData
{
    /// <summary>A data set over <paramref name="array"/>; samples are decoded when asked for.</summary>
    /// <param name="name">Name of the data set.</param>
    /// <param name="array">Spike counts, or values when the options name an encoder.</param>
    /// <param name="labels">Labels of the samples, or null.</param>
    /// <param name="options">Layout, ticks, encoder.</param>
    public static SpikeDataset Open(string name, NpyArray array, int[]? labels, DataOptions options) =>
        options.Encoder is null ? OpenRaster(name, array, labels, options) : OpenAnalog(name, array, labels, options);

    private static SpikeDataset OpenRaster(string name, NpyArray array, int[]? labels, DataOptions options)
    {
        string layout = options.Layout ?? array.Shape.Length switch { 1 => "T", 2 => "TN", _ => "BTN" };
        AxisOrder order = AxisOrder.Parse(layout, array);
        const string Hint = "images and other analog values need --encoder; the order of axes is said with --layout";
        Labels.Check(labels, order.Samples, array, Hint);
        array.Accept(new PayloadCheck(array, Hint));
        int ticks = options.Ticks ?? order.Ticks;
        SpikeTrain Decode(int sample) => array.Accept(new RasterDecoder(order, sample)).WithTicks(ticks);
        return new(name, PopulationShape(order.Shape, array, options), ticks, order.Samples, Decode, labels);
    }

    private static SpikeDataset OpenAnalog(string name, NpyArray array, int[]? labels, DataOptions options)
    {
        string layout = options.Layout ?? "BN";
        if (layout.Contains('T', StringComparison.OrdinalIgnoreCase))
        {
            throw array.Error($"layout {layout} has a tick axis, but an encoder makes the ticks",
                "use --layout BN, or drop --encoder for rasters of spikes");
        }
        AxisOrder order = AxisOrder.Parse(layout, array);
        Labels.Check(labels, order.Samples, array, "the first axis counts the samples; see --layout and --labels");
        int ticks = options.Ticks ?? throw array.Error("an encoder needs to know for how many ticks", "say --ticks 100");
        double largest = array.Accept(new LargestMagnitude(array));
        double fullScale = options.FullScale
            ?? (array.Type == NpyType.Of<byte>() ? 255 : options.KeepsScale || largest <= 1 ? 1 : largest);
        SpikeTrain Decode(int sample) =>
            options.Encoder!.Encode(array.Accept(new AnalogDecoder(order, sample, fullScale)), ticks, sample);
        return new(name, PopulationShape(order.Shape, array, options), ticks, order.Samples, Decode, labels);
    }

    private static int[] PopulationShape(int[] recorded, NpyArray array, DataOptions options)
    {
        if (options.Shape is not { } wanted)
            return recorded;
        long size = wanted.Aggregate(1L, (product, extent) => product * extent);
        long present = recorded.Aggregate(1L, (product, extent) => product * extent);
        return size == present
            ? wanted
            : throw array.Error($"the data have {present} neurons, the shape ({string.Join(", ", wanted)}) {size}");
    }

    /// <summary>Finds values that cannot be spike counts before any sample is decoded.</summary>
    private sealed class PayloadCheck(NpyArray array, string hint) : INpyVisitor<bool>
    {
        public bool Visit<T>(ReadOnlySpan<T> values)
            where T : unmanaged, INumberBase<T>
        {
            for (int i = 0; i < values.Length; i++)
            {
                if (!NpyLayout.TryInt32(values[i], out _))
                    throw array.Error($"element {i} is {values[i]}, which is not a number of spikes", hint);
            }
            return true;
        }
    }

    private sealed class RasterDecoder(AxisOrder order, int sample) : INpyVisitor<SpikeTrain>
    {
        public SpikeTrain Visit<T>(ReadOnlySpan<T> values)
            where T : unmanaged, INumberBase<T>
        {
            int neurons = order.Neurons;
            SpikeTrainBuilder builder = new(neurons, order.Ticks);
            for (int tick = 0; tick < order.Ticks; tick++)
            {
                int at = (sample * order.SampleStride) + (tick * order.TickStride);
                for (int i = 0; i < neurons; i++, at += order.NeuronStride)
                {
                    if (!T.IsZero(values[at]))
                        builder.Add(i, int.CreateChecked(values[at]));
                }
                builder.EndTick();
            }
            return builder.Build();
        }
    }

    private sealed class AnalogDecoder(AxisOrder order, int sample, double fullScale) : INpyVisitor<double[]>
    {
        public double[] Visit<T>(ReadOnlySpan<T> values)
            where T : unmanaged, INumberBase<T>
        {
            double[] result = new double[order.Neurons];
            for (int i = 0; i < result.Length; i++)
                result[i] = double.CreateChecked(values[(sample * order.SampleStride) + (i * order.NeuronStride)]) / fullScale;
            return result;
        }
    }

    private sealed class LargestMagnitude(NpyArray array) : INpyVisitor<double>
    {
        public double Visit<T>(ReadOnlySpan<T> values)
            where T : unmanaged, INumberBase<T>
        {
            double largest = 0;
            for (int i = 0; i < values.Length; i++)
            {
                double value = Math.Abs(double.CreateChecked(values[i]));
                if (!double.IsFinite(value))
                    throw array.Error($"element {i} is {values[i]}", "values to encode must be finite");
                largest = Math.Max(largest, value);
            }
            return largest;
        }
    }
}
