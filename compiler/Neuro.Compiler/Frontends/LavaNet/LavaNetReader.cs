using System.Collections.Immutable;
using Neuro.Hdf5;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Frontends.LavaNet;

/// <summary>Reads the layers of a .net file as they are, checking each by itself.</summary>
internal sealed class LavaNetReader(string file, List<Diagnostic> findings)
{
    /// <summary>What a spike takes to a layer where the file says nothing: a dataset of Neuro's own.</summary>
    public const string DelayField = "neuro_delay";

    private static readonly string[] Types =
        ["input", "dense", "dense_rec", "conv", "pool", "convT", "unpool", "flatten", "average"];

    /// <summary>The layers in order; empty where there are none.</summary>
    public ImmutableArray<LavaLayer> Read(Hdf5Group root)
    {
        if (!root.TryGetGroup("layer", out Hdf5Group? layers))
        {
            findings.Add(DiagnosticCatalog.NotALavaNet.At(file, "there is no group '/layer'"));
            return [];
        }
        // Other objects in '/layer' are counted by Lava, which then misses the layers that it expects.
        List<LavaLayer> read = [];
        for (int i = 0; i < layers.Children.Count; i++)
        {
            if (!layers.TryGetGroup($"{i}", out Hdf5Group? layer))
                findings.Add(DiagnosticCatalog.NotALavaNet.At(
                    file, $"'/layer' has {layers.Children.Count} members, but no '{i}'"));
            else if (Layer(layer, i) is { } made)
                read.Add(made);
        }
        if (layers.Children.Count == 0) findings.Add(DiagnosticCatalog.NotALavaNet.At(file, "'/layer' is empty"));
        return [.. read];
    }

    private LavaLayer? Layer(Hdf5Group group, int index)
    {
        string origin = $"{file}:/layer/{index}";
        string? type = new LavaFields(group, index, "", origin, findings).Text("type");
        if (type is null || !Types.Contains(type))
        {
            findings.Add(DiagnosticCatalog.LavaLayerUnknown.At(origin, index, type ?? "", string.Join(", ", Types)));
            return null;
        }
        LavaFields fields = new(group, index, type, origin, findings);
        LavaLayer layer = new()
        {
            Index = index,
            Type = type,
            Origin = origin,
            Name = fields.Text("neuro_name"),
            Synapse = fields.Text("neuro_synapse"),
            RecurrentSynapse = fields.Text("neuro_synapse_rec"),
            SpikeDelay = fields.Tensor(DelayField)?.Values.FirstOrDefault(),
            Shape = fields.Shape(needed: type is not ("average" or "flatten")),
            Neuron = fields.Neuron(),
            Bias = fields.Tensor("bias")?.Values,
        };
        return type switch
        {
            "dense" or "dense_rec" => Dense(layer, fields),
            "conv" or "pool" or "convT" or "unpool" => Kernel(layer, fields),
            "input" => layer with { Weight = fields.Tensor("weight") },
            _ => layer,
        };
    }

    private LavaLayer Dense(LavaLayer layer, LavaFields fields)
    {
        if (fields.Has("weight/real"))
        {
            findings.Add(DiagnosticCatalog.LavaNeuronUnknown.At(
                layer.Origin, layer.Index, "complex (weight/real, weight/imag)", string.Join(", ", LavaNeurons.Types)));
        }
        LavaTensor? weight = fields.Has("weight/real") ? null : Matrix(layer, fields, "weight");
        LavaTensor? recurrent = layer.Type == "dense_rec" ? Matrix(layer, fields, "weight_rec") : null;
        if (recurrent is not null && !layer.Shape.IsEmpty && recurrent.Shape[1] != layer.Size)
            fields.Bad("weight_rec", $"has {recurrent.Shape[1]} columns; the layer has {layer.Size} neurons");
        return layer with { Weight = weight, WeightRec = recurrent, Delay = fields.Tensor("delay")?.Values };
    }

    /// <summary>Weights [target, source], which old files keep in one dimension for a single target.</summary>
    private static LavaTensor? Matrix(LavaLayer layer, LavaFields fields, string name)
    {
        if (fields.Need(name) is not { } tensor || layer.Shape.IsEmpty) return null;
        int rows = layer.Size;
        bool fits = tensor.Values.Length > 0 && tensor.Values.Length % rows == 0
            && (tensor.Shape.Length == 1 || (tensor.Shape.Length >= 2 && tensor.Shape[0] == rows));
        if (fits) return new([rows, tensor.Values.Length / rows], tensor.Values);
        fields.Bad(name, $"is [{string.Join(", ", tensor.Shape)}]; the layer has {rows} neurons");
        return null;
    }

    private LavaLayer Kernel(LavaLayer layer, LavaFields fields)
    {
        if (fields.Has("delay"))
            findings.Add(DiagnosticCatalog.LavaValueIgnored.At(layer.Origin, layer.Index, "delay", "given"));
        LavaTensor? weight = fields.Need("weight");
        if (weight is { Shape.Length: 5 } && weight.Shape[4] == 1) weight = weight with { Shape = weight.Shape[..4] };
        if (weight is not null && weight.Shape.Length != 4)
        {
            fields.Bad("weight", $"has {weight.Shape.Length} dimensions, not (channels, channels, rows, columns)");
            weight = null;
        }
        if (!layer.Shape.IsEmpty && layer.Shape.Length != 3)
            fields.Bad("shape", $"has {layer.Shape.Length} extents, not (channels, rows, columns)");
        int groups = fields.Tensor("groups")?.Values is [var g, ..] ? g : 1;
        if (groups < 1) fields.Bad("groups", $"is {groups}");
        return layer with
        {
            Weight = weight,
            Stride = fields.Pair("stride", 1, 1),
            Padding = fields.Pair("padding", 0, 0),
            Dilation = fields.Pair("dilation", 1, 1),
            Groups = groups,
        };
    }
}
