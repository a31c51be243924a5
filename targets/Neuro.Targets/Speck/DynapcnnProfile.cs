using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using JsonNode = Neuro.Ir.Json.JsonNode;

namespace Neuro.Targets.Speck;

/// <summary>The object "dynapcnn" of a profile. Memories are lists of words, one element a core.</summary>
internal static class DynapcnnProfile
{
    /// <summary>The chip that <paramref name="node"/> describes; what it leaves out is the parent's.</summary>
    public static DynapcnnChip? Read(JsonNode? node, DynapcnnChip? parent, List<Diagnostic> findings)
    {
        if (node is null) return parent;
        if (!node.IsObject) return null;
        DynapcnnChip usual = parent ?? new();
        ImmutableArray<int> kernels = Integers(node["kernel_memory"], [.. usual.Cores.Select(c => c.KernelWords)]);
        ImmutableArray<int> neurons = Integers(node["neuron_memory"], [.. usual.Cores.Select(c => c.NeuronWords)]);
        ImmutableArray<int> biases = Integers(node["bias_memory"], [.. usual.Cores.Select(c => c.BiasWords)]);
        if (neurons.Length != kernels.Length || biases.Length != kernels.Length)
        {
            findings.Add(DiagnosticCatalog.ProfileInvalid.At(
                node.Place, $"there are {kernels.Length} kernel, {neurons.Length} neuron and {biases.Length} bias memories",
                "give each core one of each"));
            return null;
        }
        return new()
        {
            Cores = [.. kernels.Select((k, i) => new DynapcnnCore(k, neurons[i], biases[i]))],
            Kernel = node.IntegerOf("kernel", usual.Kernel),
            Strides = Integers(node["strides"], usual.Strides),
            Padding = node.IntegerOf("padding", usual.Padding),
            Pools = Integers(node["pools"], usual.Pools),
            Extent = node.IntegerOf("extent", usual.Extent),
            Channels = node.IntegerOf("channels", usual.Channels),
            Destinations = node.IntegerOf("destinations", usual.Destinations),
        };
    }

    private static ImmutableArray<int> Integers(JsonNode? node, ImmutableArray<int> otherwise) =>
        node is null ? otherwise : [.. node.Items.Select(i => i.Integer)];

    /// <summary>The object that <see cref="Read"/> reads back.</summary>
    public static JsonObject Write(DynapcnnChip chip) => new()
    {
        ["kernel_memory"] = List(chip.Cores.Select(c => c.KernelWords)),
        ["neuron_memory"] = List(chip.Cores.Select(c => c.NeuronWords)),
        ["bias_memory"] = List(chip.Cores.Select(c => c.BiasWords)),
        ["kernel"] = chip.Kernel,
        ["strides"] = List(chip.Strides),
        ["padding"] = chip.Padding,
        ["pools"] = List(chip.Pools),
        ["extent"] = chip.Extent,
        ["channels"] = chip.Channels,
        ["destinations"] = chip.Destinations,
    };

    private static JsonArray List(IEnumerable<int> values) => [.. values.Select(v => JsonValue.Create(v))];
}
