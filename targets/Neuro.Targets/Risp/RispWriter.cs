using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Neuro.Runtime.Files;

namespace Neuro.Targets.Risp;

/// <summary>Writes networks as the TENNLab framework does.</summary>
public static class RispWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // Property::Type of the framework, as a character's code.
    private const int Integer = 'I', Double = 'D', Boolean = 'B';

    /// <summary>Writes <paramref name="network"/> to <paramref name="path"/>, which appears whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(RispNetwork network, string path) =>
        AtomicFile.WriteAllBytes(path, Encoding.UTF8.GetBytes(ToText(network) + "\n"));

    /// <summary>The file's text.</summary>
    public static string ToText(RispNetwork network)
    {
        RispParameters p = network.Parameters;
        bool leaks = p.Leak == RispLeak.Configurable;
        double Weight(double w) => p.Weights.IsEmpty ? w : p.Weights.IndexOf(w);
        return new JsonObject
        {
            ["Properties"] = Properties(p, leaks),
            ["Nodes"] = List(network.Nodes, n => new JsonObject
            {
                ["id"] = n.Id,
                ["values"] = leaks ? new JsonArray(n.Threshold, n.Leaks ? 1.0 : 0.0) : new JsonArray(n.Threshold),
            }),
            ["Edges"] = List(network.Edges, e => new JsonObject
            {
                ["from"] = e.From,
                ["to"] = e.To,
                ["values"] = new JsonArray(Weight(e.Weight), (double)e.Delay),
            }),
            ["Inputs"] = List(network.Inputs, i => JsonValue.Create(i)),
            ["Outputs"] = List(network.Outputs, i => JsonValue.Create(i)),
            ["Network_Values"] = new JsonArray(),
            ["Associated_Data"] = new JsonObject
            {
                ["other"] = new JsonObject { ["proc_name"] = "risp" },
                ["proc_params"] = Parameters(p),
            },
        }.ToJsonString(Indented);
    }

    private static JsonObject Properties(RispParameters p, bool leaks)
    {
        int numbers = p.Discrete ? Integer : Double;
        JsonArray nodes = [Property("Threshold", 0, p.MinThreshold, p.MaxThreshold, numbers)];
        if (leaks) nodes.Add(Property("Leak", 1, 0, 1, Boolean));
        JsonObject weight = p.Weights.IsEmpty
            ? Property("Weight", 0, p.MinWeight, p.MaxWeight, numbers)
            : Property("Weight", 0, 0, p.Weights.Length - 1, Integer);
        return new()
        {
            ["node_properties"] = nodes,
            ["edge_properties"] = new JsonArray(Property("Delay", 1, 1, p.MaxDelay, Integer), weight),
            ["network_properties"] = new JsonArray(),
        };
    }

    private static JsonObject Property(string name, int index, double least, double most, int type) => new()
    {
        ["name"] = name,
        ["type"] = type,
        ["index"] = index,
        ["size"] = 1,
        ["min_value"] = least,
        ["max_value"] = most,
    };

    private static JsonObject Parameters(RispParameters p)
    {
        JsonObject json = new()
        {
            ["discrete"] = p.Discrete,
            ["min_threshold"] = p.MinThreshold,
            ["max_threshold"] = p.MaxThreshold,
            ["min_potential"] = p.MinPotential,
            ["max_delay"] = p.MaxDelay,
            ["leak_mode"] = p.Leak.ToString().ToLowerInvariant(),
            ["run_time_inclusive"] = p.RunTimeInclusive,
            ["threshold_inclusive"] = p.ThresholdInclusive,
            ["fire_like_ravens"] = p.FireLikeRavens,
        };
        if (p.Weights.IsEmpty)
        {
            json["min_weight"] = p.MinWeight;
            json["max_weight"] = p.MaxWeight;
        }
        else
        {
            json["weights"] = List(p.Weights, w => JsonValue.Create(w));
            json["inputs_from_weights"] = p.InputsFromWeights;
        }
        if (p.SpikeValueFactor is { } factor) json["spike_value_factor"] = factor;
        return json;
    }

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode?> convert) => new([.. items.Select(convert)]);
}
