namespace Neuro.Runtime.Data;

/// <summary>
/// Samples of spikes for one input population, with or without labels. Samples may be decoded when they are asked for; asking is
/// safe from several threads and always gives the same train.
/// </summary>
public sealed class SpikeDataset
{
    private readonly Func<int, SpikeTrain> _decode;

    /// <summary>A data set whose samples are decoded on demand.</summary>
    /// <param name="name">What to call it in reports: usually the file's name.</param>
    /// <param name="shape">Shape of the population; a neuron's index is its row-major position.</param>
    /// <param name="ticks">Ticks of every sample.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="decode">Gives sample i; must be pure.</param>
    /// <param name="labels">One label per sample, or null.</param>
    public SpikeDataset(string name, int[] shape, int ticks, int count, Func<int, SpikeTrain> decode, int[]? labels = null)
    {
        if (labels is not null && labels.Length != count)
            throw new ArgumentException($"{labels.Length} labels for {count} samples", nameof(labels));
        Name = name;
        Shape = shape;
        Ticks = ticks;
        Count = count;
        Labels = labels;
        _decode = decode;
    }

    /// <summary>A data set in memory; all samples have the same number of ticks.</summary>
    public SpikeDataset(string name, int[] shape, IReadOnlyList<SpikeTrain> samples, int[]? labels = null)
        : this(name, shape, samples.Count > 0 ? samples[0].Ticks : 0, samples.Count, i => samples[i], labels)
    {
    }

    /// <summary>What to call it in reports.</summary>
    public string Name { get; }

    /// <summary>Shape of the population, for example (2, 34, 34).</summary>
    public int[] Shape { get; }

    /// <summary>Size of the population: the product of <see cref="Shape"/>.</summary>
    public int Neurons => Shape.Aggregate(1, (product, extent) => checked(product * extent));

    /// <summary>Ticks of every sample.</summary>
    public int Ticks { get; }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>The class of each sample, or null.</summary>
    public int[]? Labels { get; }

    /// <summary>Sample <paramref name="index"/>.</summary>
    /// <exception cref="DataException">The sample's own file is missing or malformed.</exception>
    public SpikeTrain this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _decode(index);
        }
    }

    /// <summary>The samples <paramref name="indices"/>, in that order.</summary>
    public SpikeDataset Select(IReadOnlyList<int> indices)
    {
        int[]? labels = Labels is { } all ? [.. indices.Select(i => all[i])] : null;
        return new(Name, Shape, Ticks, indices.Count, i => this[indices[i]], labels);
    }

    /// <summary>The first <paramref name="count"/> samples, or all when there are fewer.</summary>
    public SpikeDataset Take(int count) => Select([.. Enumerable.Range(0, Math.Min(count, Count))]);
}
