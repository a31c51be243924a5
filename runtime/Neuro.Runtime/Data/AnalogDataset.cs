using Neuro.Runtime.Encoding;

namespace Neuro.Runtime.Data;

/// <summary>Samples of analog values, such as images, before any encoder has made spikes of them.</summary>
public sealed class AnalogDataset
{
    private readonly SpikeDataset _source;

    private AnalogDataset(SpikeDataset source) => _source = source;

    /// <summary>Opens the values in <paramref name="path"/>, in any of the formats that encoders read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the file does not say; an encoder and ticks in them are not looked at.</param>
    /// <exception cref="DataException">The file holds no values.</exception>
    public static AnalogDataset Open(string path, DataOptions options) =>
        new(DataFormats.Open(path, options with { Encoder = new Tap(), Ticks = 1 }));

    /// <summary>Samples in memory, all of one size.</summary>
    public static AnalogDataset Of(string name, IReadOnlyList<double[]> samples, int[]? labels = null)
    {
        Tap tap = new();
        SpikeTrain Decode(int sample) => tap.Encode(samples[sample], 1, sample);
        return new(new SpikeDataset(name, [samples.Count > 0 ? samples[0].Length : 0], 1, samples.Count, Decode, labels));
    }

    /// <summary>What to call it in reports.</summary>
    public string Name => _source.Name;

    /// <summary>Number of samples.</summary>
    public int Count => _source.Count;

    /// <summary>Values of a sample.</summary>
    public int Size => _source.Neurons;

    /// <summary>The class of each sample, or null.</summary>
    public int[]? Labels => _source.Labels;

    /// <summary>The values of sample <paramref name="index"/>.</summary>
    public double[] this[int index]
    {
        get
        {
            _ = _source[index];
            return Tap.Values;
        }
    }

    /// <summary>The samples <paramref name="indices"/>, in that order.</summary>
    public AnalogDataset Select(IReadOnlyList<int> indices) => new(_source.Select(indices));

    /// <summary>The samples as spikes.</summary>
    public SpikeDataset Encode(Encoder encoder, int ticks) =>
        new(Name, _source.Shape, ticks, Count, i => encoder.Encode(this[i], ticks, i), Labels);

    // Decoding a sample hands its values to the encoder; this one keeps them, for the thread that asked.
    private sealed record Tap : Encoder
    {
        [ThreadStatic]
        private static double[]? _values;

        public static double[] Values => _values!;

        protected override string Text => "values";

        public override SpikeTrain Encode(ReadOnlySpan<double> values, int ticks, int sample)
        {
            _values = values.ToArray();
            return SpikeTrain.Empty(ticks, values.Length);
        }
    }
}
