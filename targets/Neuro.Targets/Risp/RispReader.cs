using System.Text.Json;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Json;

namespace Neuro.Targets.Risp;

/// <summary>
/// Reads networks of the TENNLab framework (markdown/network_json_format.md of TENNLab-UTK/framework-open) whose processor is
/// RISP. "Properties" tells which of a node's and an edge's "values" are which; without it they lie as in RISP's property pack.
/// </summary>
public static class RispReader
{
    private const long LongestFile = 1L << 26;

    private static readonly JsonForm Form = new(Schema(), new JsonWords(
        DiagnosticCatalog.RispNotJson, DiagnosticCatalog.RispInvalid,
        "markdown/network_json_format.md of framework-open has the form"));

    /// <summary>Whether <paramref name="path"/> is a file of JSON with the members Nodes and Edges.</summary>
    public static bool Claims(string path)
    {
        if (!File.Exists(path) || Path.GetExtension(path) is not (".json" or ".txt") || new FileInfo(path).Length > LongestFile)
            return false;
        try
        {
            Utf8JsonReader reader = new(File.ReadAllBytes(path));
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            int found = 0;
            while (found < 2 && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("Nodes"u8) || reader.ValueTextEquals("Edges"u8)) found++;
                reader.Skip();
            }
            return found == 2;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <exception cref="DiagnosticException">It is no such network; everything that is wrong is in it.</exception>
    public static RispNetwork Read(string path)
    {
        if (new FileInfo(path).Length > LongestFile)
            throw new DiagnosticException(DiagnosticCatalog.RispInvalid.At(
                path, $"the file is longer than {LongestFile} bytes", "divide the network"));
        return Parse(File.ReadAllBytes(path), Path.GetFileName(path));
    }

    /// <summary>The network in <paramref name="json"/>, UTF-8.</summary>
    /// <exception cref="DiagnosticException">It is no such network; everything that is wrong is in it.</exception>
    public static RispNetwork Parse(byte[] json, string file)
    {
        List<Diagnostic> findings = [];
        JsonNode root = Form.Read(json, file, findings);
        ThrowIfAny(findings);
        RispNetwork network = new Assembly(root, findings).Network(Path.GetFileNameWithoutExtension(file));
        ThrowIfAny(findings);
        return network;
    }

    private static void ThrowIfAny(List<Diagnostic> findings)
    {
        if (findings.Count > 0) throw new DiagnosticException([.. findings.Take(50)]);
    }

    private static string Schema()
    {
        const string Resource = "risp/risp.schema.json";
        using Stream stream = typeof(RispReader).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"resource {Resource} is missing");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Puts together a network from JSON that fits the schema.</summary>
    private sealed class Assembly(JsonNode root, List<Diagnostic> findings)
    {
        private readonly JsonNode _parameters = root["Associated_Data"]!["proc_params"]!;

        public RispNetwork Network(string name)
        {
            RispParameters p = Parameters();
            (int threshold, int leak) = (Index("node_properties", "Threshold", 0), Index("node_properties", "Leak", 1));
            (int weight, int delay) = (Index("edge_properties", "Weight", 0), Index("edge_properties", "Delay", 1));
            RispNode[] nodes = [.. root["Nodes"]!.Items.Select(n => new RispNode(
                n["id"]!.Integer, Within(Value(n, threshold), p.MinThreshold, p.MaxThreshold, "a threshold", p.Discrete),
                p.Leak == RispLeak.All || (p.Leak == RispLeak.Configurable && Value(n, leak)?.Number is not (null or 0))))
                .OrderBy(n => n.Id)];
            HashSet<int> ids = [.. nodes.Select(n => n.Id)];
            if (ids.Count < nodes.Length) Find(root["Nodes"]!, "an id is there twice", "give each node one of its own");
            RispEdge[] edges =
            [
                .. root["Edges"]!.Items.Select(e => new RispEdge(
                    Node(e["from"]!, ids), Node(e["to"]!, ids), Weight(Value(e, weight), p),
                    (int)Within(Value(e, delay), 1, p.MaxDelay, "a delay", true))).OrderBy(e => (e.From, e.To)),
            ];
            if (edges.DistinctBy(e => (e.From, e.To)).Count() < edges.Length)
                Find(root["Edges"]!, "a pair of nodes has two edges", "the framework keeps one edge for each pair");
            return new()
            {
                Name = name,
                Parameters = p,
                Nodes = [.. nodes],
                Edges = [.. edges],
                Inputs = [.. root["Inputs"]!.Items.Select(i => Node(i, ids))],
                Outputs = [.. root["Outputs"]!.Items.Select(i => Node(i, ids))],
            };
        }

        private RispParameters Parameters()
        {
            bool table = _parameters["weights"] is { Items.Count: > 0 };
            foreach (string needed in table ? (string[])["inputs_from_weights"] : ["min_weight", "max_weight"])
                if (_parameters[needed] is null)
                    Find(_parameters, $"{needed} is missing", table ? "weights need it" : "give it, or weights");
            RispParameters p = new()
            {
                Discrete = _parameters.IsSet("discrete"),
                MinWeight = _parameters.NumberOf("min_weight", 0),
                MaxWeight = _parameters.NumberOf("max_weight", 0),
                MinThreshold = _parameters.NumberOf("min_threshold", 0),
                MaxThreshold = _parameters.NumberOf("max_threshold", 0),
                MinPotential = _parameters.NumberOf("min_potential", 0),
                MaxDelay = _parameters.IntegerOf("max_delay", 1),
                Leak = Enum.Parse<RispLeak>(_parameters.TextOf("leak_mode", "none")!, ignoreCase: true),
                RunTimeInclusive = _parameters.IsSet("run_time_inclusive"),
                ThresholdInclusive = _parameters["threshold_inclusive"] is not { IsTrue: false },
                FireLikeRavens = _parameters.IsSet("fire_like_ravens"),
                SpikeValueFactor = _parameters["spike_value_factor"]?.Number,
                Weights = table ? [.. _parameters["weights"]!.Items.Select(w => w.Number)] : [],
                InputsFromWeights = _parameters.IsSet("inputs_from_weights"),
            };
            if (table && !p.InputsFromWeights && p.SpikeValueFactor is null)
                Find(_parameters, "spike_value_factor is missing", "weights without inputs_from_weights need it");
            double[] integers = [p.MinWeight, p.MaxWeight, p.MinThreshold, p.MaxThreshold, p.MinPotential, .. p.Weights];
            if (p.Discrete && integers.Any(v => v != Math.Floor(v)))
                Find(_parameters, "a limit is no integer, and discrete is true", "round it, or set discrete to false");
            return p;
        }

        private int Index(string list, string property, int usual) =>
            root["Properties"]?[list]?.Items.Find(p => p.TextOf("name") == property)?.IntegerOf("index", usual) ?? usual;

        private JsonNode? Value(JsonNode owner, int index)
        {
            List<JsonNode> values = owner["values"]!.Items;
            if (index < values.Count) return values[index];
            // Networks without leaks have no second value.
            if (owner["id"] is null || index == 0)
                Find(owner, $"values has {values.Count} numbers; number {index} is needed", "Properties says which there are");
            return null;
        }

        private double Weight(JsonNode? node, RispParameters p)
        {
            if (p.Weights.IsEmpty) return Within(node, p.MinWeight, p.MaxWeight, "a weight", p.Discrete);
            return p.Weights[(int)Within(node, 0, p.Weights.Length - 1, "the number of a weight", true)];
        }

        private double Within(JsonNode? node, double least, double most, string what, bool integer)
        {
            if (node is null) return least;
            if (node.Number >= least && node.Number <= most && (!integer || node.Number == Math.Floor(node.Number)))
                return node.Number;
            string numbers = integer ? "integers" : "numbers";
            Find(node, $"{what} is {node.Word}", $"proc_params allows {numbers} from {least} to {most}");
            return least;
        }

        private int Node(JsonNode node, HashSet<int> ids)
        {
            if (!ids.Contains(node.Integer)) Find(node, $"there is no node {node.Word}", "add it to Nodes");
            return node.Integer;
        }

        private void Find(JsonNode node, string problem, string hint) =>
            findings.Add(DiagnosticCatalog.RispInvalid.At(node.Place, problem, hint));
    }
}
