using System.Text.Json;
using System.Text.Json.Nodes;
using Neuro.Compiler.Frontends.Network;
using Neuro.Ir;

namespace Neuro.Conformance.Tests.Networks;

/// <summary>The content-addressable memory of cam/network.json as a network.json of this product.</summary>
internal static class CamNetwork
{
    private const string Rule = "pair_stdp_deferred";

    /// <summary>The program for <paramref name="cue"/> cue and <paramref name="cont"/> content neurons.</summary>
    /// <param name="folder">Where the network is written.</param>
    /// <param name="cue">Neurons of a cue.</param>
    /// <param name="cont">Neurons of a content.</param>
    /// <param name="change">Changes the rule's definition; null for the rule as it is.</param>
    /// <param name="fraction">Fraction bits of states, ports and weights.</param>
    public static SpikeProgram Compile(
        ScratchFolder folder, int cue, int cont, Action<JsonObject>? change = null, int fraction = 16)
    {
        string path = folder[$"cam-{Guid.NewGuid():N}.json"];
        JsonObject network = Write(Facts(), cue, cont, fraction);
        if (change is not null)
        {
            JsonObject rule = (JsonObject)JsonNode.Parse(NetworkFrontend.RuleText(Rule), null,
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
            change(rule);
            network["rules"] = new JsonObject { [Rule] = rule };
        }
        File.WriteAllText(path, network.ToJsonString());
        return NetworkFrontend.Load(path).Program;
    }

    /// <summary>What was published.</summary>
    public static JsonNode Facts() => JsonNode.Parse(File.ReadAllText(ReferenceData.Path("cam/network.json")))!;

    private static JsonObject Write(JsonNode facts, int cue, int cont, int fraction)
    {
        JsonObject populations = new()
        {
            ["INcue"] = new JsonObject { ["kind"] = "input", ["size"] = cue },
            ["INcont"] = new JsonObject { ["kind"] = "input", ["size"] = cont },
        };
        foreach ((string name, JsonNode? entry) in facts["populations"]!.AsObject())
        {
            JsonNode kind = facts["kinds"]![(string)entry![1]!]!;
            double tauSynapse = (double)kind["tau_s"]! / 1000;
            populations[name] = new JsonObject
            {
                ["kind"] = "if_curr_exp",
                ["size"] = entry[0]!.GetValueKind() == JsonValueKind.Number ? (int)entry[0]!
                    : (string)entry[0]! == "cue" ? cue
                    : cont,
                ["parameters"] = new JsonObject
                {
                    ["tau_m"] = (double)kind["tau_m"]! / 1000,
                    ["c_m"] = (double)kind["c_m"]!,
                    ["tau_syn_e"] = tauSynapse,
                    ["tau_syn_i"] = tauSynapse,
                    ["v_rest"] = 0,
                    ["v_reset"] = 0,
                    ["v_thresh"] = (double)kind["threshold"]!,
                    ["tau_refrac"] = 0.001,
                },
            };
        }
        JsonObject projections = new();
        void Add(string from, string to, string pattern, double weight, int delay, string port) =>
            projections[$"{projections.Count}"] = new JsonObject
            {
                ["from"] = from,
                ["to"] = to,
                ["connect"] = pattern switch
                {
                    "one-to-one" => "one_to_one",
                    "all but self" => new JsonObject { ["pattern"] = "all_to_all", ["self"] = false },
                    _ => "all_to_all",
                },
                ["weights"] = weight,
                ["delay"] = delay,
                ["port"] = port,
            };
        Add("INcue", "CA3cueCueRecall", "one-to-one", 6, 1, "exc");
        Add("INcont", "CA3contCueRecall", "one-to-one", 6, 1, "exc");
        foreach (JsonNode? synapses in facts["static"]!.AsArray())
        {
            JsonNode weight = synapses![3]!;
            Add((string)synapses[0]!, (string)synapses[1]!, (string)synapses[2]!,
                weight.GetValueKind() == JsonValueKind.String ? 6 * cont : (double)weight,
                (int)synapses[4]!, (string)synapses[5]!);
        }
        foreach (JsonNode? synapses in facts["plastic"]!["projections"]!.AsArray())
        {
            Add((string)synapses![0]!, (string)synapses[1]!, "all-to-all", 0, (int)synapses[3]!, "exc");
            JsonObject plastic = (JsonObject)projections[$"{projections.Count - 1}"]!;
            plastic["weight_format"] =
                new JsonObject { ["range"] = new JsonArray(0, 6), ["fraction_bits"] = Math.Min(13, fraction) };
            plastic["rule"] = new JsonObject
            {
                ["name"] = Rule,
                ["parameters"] = new JsonObject
                {
                    ["tau_plus"] = 0.003,
                    ["tau_minus"] = 0.003,
                    ["a_plus"] = 6,
                    ["a_minus"] = 6,
                },
            };
        }
        return new()
        {
            ["name"] = "cam",
            ["dt"] = (double)facts["dt_ms"]! / 1000,
            ["number_format"] = new JsonObject { ["fraction_bits"] = fraction },
            ["populations"] = populations,
            ["projections"] = projections,
            ["outputs"] = new JsonArray("OUTcue", "OUTcont"),
        };
    }
}
