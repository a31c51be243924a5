using System.Collections.Immutable;
using Neuro.Hdf5;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Frontends.LavaNet;

/// <summary>The datasets of one layer's group, asked for by name; what is missing or unreadable becomes a finding.</summary>
internal sealed class LavaFields(Hdf5Group group, int layer, string type, string origin, List<Diagnostic> findings)
{
    private const long LargestTensor = 1L << 28;

    /// <summary>Whether there is a dataset of that name.</summary>
    public bool Has(string name) => group.TryGetDataset(name, out _);

    /// <summary>A text, or null.</summary>
    public string? Text(string name) => group.TryGetDataset(name, out Hdf5Dataset? dataset) ? Guarded(name, () =>
    {
        string text = dataset.ReadString();
        return text.Length is > 0 and <= 256 && !text.Any(char.IsControl) ? text : throw new Hdf5Exception("is no short text");
    }) : null;

    /// <summary>Integers, whose fractions are dropped as numpy's astype(int) does; null where there are none.</summary>
    public LavaTensor? Tensor(string name)
    {
        if (!group.TryGetDataset(name, out Hdf5Dataset? dataset)) return null;
        return Guarded(name, () =>
        {
            if (dataset.Count > LargestTensor) throw new Hdf5Exception($"has {dataset.Count} elements");
            double[] values = dataset.ReadDoubles();
            int wrong = Array.FindIndex(values, v => !(Math.Abs(v) <= int.MaxValue));
            if (wrong >= 0) throw new Hdf5Exception($"is {values[wrong]} at element {wrong}, no 32-bit integer");
            int fractions = values.Count(v => v != Math.Truncate(v));
            if (fractions > 0) findings.Add(DiagnosticCatalog.LavaNotWhole.At(origin, layer, name, fractions));
            return new LavaTensor([.. dataset.Shape.Select(e => (int)e)], Array.ConvertAll(values, v => (int)v));
        });
    }

    /// <summary>Integers that must be there.</summary>
    public LavaTensor? Need(string name)
    {
        if (!Has(name)) findings.Add(DiagnosticCatalog.LavaValueMissing.At(origin, layer, type, name));
        return Tensor(name);
    }

    /// <summary>One or two integers from <paramref name="least"/> on: for both axes, or for rows and columns.</summary>
    public (int Y, int X) Pair(string name, int least, int otherwise)
    {
        if (Tensor(name) is not { } tensor) return (otherwise, otherwise);
        if (tensor.Values.Length is < 1 or > 2 || tensor.Values.Any(v => v < least || v > 1 << 16))
        {
            Bad(name, $"is {string.Join(", ", tensor.Values.Take(4))}, not one or two integers from {least}");
            return (otherwise, otherwise);
        }
        return (tensor.Values[0], tensor.Values[^1]);
    }

    /// <summary>Extents, outermost first.</summary>
    public ImmutableArray<int> Shape(bool needed)
    {
        LavaTensor? tensor = needed ? Need("shape") : Tensor("shape");
        if (tensor is null) return [];
        long size = 1;
        foreach (int extent in tensor.Values) size = extent < 1 ? 0 : Math.Min(size * extent, long.MaxValue >> 32);
        if (size is > 0 and <= 1 << 27 && tensor.Values.Length is > 0 and <= 8) return [.. tensor.Values];
        Bad("shape", $"is {string.Join(" × ", tensor.Values.Take(8))}, not the extents of 1 to {1 << 27} neurons");
        return [];
    }

    /// <summary>The group "neuron", or null.</summary>
    public LavaNeuron? Neuron()
    {
        if (!group.TryGetGroup("neuron", out Hdf5Group? neuron)) return null;
        LavaFields fields = new(neuron, layer, type, origin, findings);
        ImmutableSortedDictionary<string, int[]>.Builder values = ImmutableSortedDictionary.CreateBuilder<string, int[]>();
        ImmutableSortedDictionary<string, string>.Builder words = ImmutableSortedDictionary.CreateBuilder<string, string>();
        foreach (Hdf5Dataset dataset in neuron.Datasets)
        {
            if (dataset.ElementType.Class is Hdf5TypeClass.FixedString or Hdf5TypeClass.VariableString)
                words[dataset.Name] = fields.Text(dataset.Name) ?? "";
            // scaleRho, tauRho and theta are of training and no integers.
            else if (dataset.Name is not ("scaleRho" or "tauRho" or "theta") && fields.Tensor(dataset.Name) is { } tensor)
                values[dataset.Name] = tensor.Values;
        }
        if (!words.TryGetValue("type", out string? kind) || kind.Length == 0)
            findings.Add(DiagnosticCatalog.LavaValueMissing.At(origin, layer, type, "neuron/type"));
        return new(kind ?? "", values.ToImmutable(), words.ToImmutable());
    }

    /// <summary>Says that a dataset is wrong.</summary>
    public void Bad(string name, string what) => findings.Add(DiagnosticCatalog.LavaValueBad.At(origin, layer, name, what));

    private T? Guarded<T>(string name, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Hdf5Exception e)
        {
            Bad(name, $"cannot be used: {e.Message}");
            return null;
        }
    }
}
