using System.Text.Json;
using System.Text.Json.Nodes;
using Neuro.Ir.Diagnostics;

namespace Neuro.Targets.Ranc;

/// <summary>The file of sizes and widths, under SpikeHard's names.</summary>
internal static class RancParametersJson
{
    public const string FileName = "tb_spikehard_params.json";

    /// <summary>Most neurons, axons and outputs of a core.</summary>
    public const int MostThings = 1 << 12;

    private const int MostPlaces = 1 << 16, WidestField = 24;

    /// <summary>Reads <paramref name="json"/>; what is wrong goes to <paramref name="findings"/>.</summary>
    public static RancParameters Read(string json, string file, List<Diagnostic> findings)
    {
        JsonElement root;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new DiagnosticException(DiagnosticCatalog.RancImageBad.At($"{file}:{e.LineNumber + 1}", "it is not JSON"), e);
        }
        if (root.ValueKind != JsonValueKind.Object)
            throw new DiagnosticException(DiagnosticCatalog.RancImageBad.At(file, "it is not a JSON object"));
        Fields fields = new(root, file, findings);
        RancParameters usual = new();
        RancParameters p = new()
        {
            GridX = fields.Integer("grid_dimension_x", null, 1, MostPlaces),
            GridY = fields.Integer("grid_dimension_y", null, 1, MostPlaces),
            OutputX = fields.Integer("output_core_x_coordinate", null, 0, MostPlaces),
            OutputY = fields.Integer("output_core_y_coordinate", null, 0, MostPlaces),
            Outputs = fields.Integer("num_outputs", null, 1, MostThings),
            Neurons = fields.Integer("num_neurons", null, 1, MostThings),
            Axons = fields.Integer("num_axons", null, 1, MostThings),
            Ticks = fields.Integer("num_ticks", usual.Ticks, 1, 1 << 10),
            Weights = fields.Integer("num_weights", usual.Weights, 1, 16),
            ResetModes = fields.Integer("num_reset_modes", usual.ResetModes, 1, 16),
            PotentialBits = fields.Integer("potential_width", usual.PotentialBits, 2, WidestField),
            WeightBits = fields.Integer("weight_width", usual.WeightBits, 1, WidestField - 1),
            LeakBits = fields.Integer("leak_width", usual.LeakBits, 1, WidestField),
            ThresholdBits = fields.Integer("threshold_width", usual.ThresholdBits, 1, WidestField),
            MaxX = fields.Integer("max_dimension_x", usual.MaxX, 1, MostPlaces),
            MaxY = fields.Integer("max_dimension_y", usual.MaxY, 1, MostPlaces),
            CyclesPerTick = fields.Integer("clock_cycles_per_tick", usual.CyclesPerTick, 0, int.MaxValue),
            TickLatency = fields.Integer("tick_latency", usual.TickLatency, 0, 1 << 16),
            TicksToCheck = fields.Optional("num_ticks_to_check", 0, int.MaxValue),
            AnyOrder = fields.Boolean("relax_packet_ordering", usual.AnyOrder),
        };
        if ((long)p.GridX * p.GridY > MostPlaces)
            fields.Find($"a grid of {p.GridX} x {p.GridY} has more than {MostPlaces} places");
        return p;
    }

    /// <summary>The file's text.</summary>
    public static string Write(RancParameters p) => new JsonObject
    {
        ["grid_dimension_x"] = p.GridX,
        ["grid_dimension_y"] = p.GridY,
        ["output_core_x_coordinate"] = p.OutputX,
        ["output_core_y_coordinate"] = p.OutputY,
        ["num_outputs"] = p.Outputs,
        ["num_neurons"] = p.Neurons,
        ["num_axons"] = p.Axons,
        ["num_ticks"] = p.Ticks,
        ["num_weights"] = p.Weights,
        ["num_reset_modes"] = p.ResetModes,
        ["potential_width"] = p.PotentialBits,
        ["weight_width"] = p.WeightBits,
        ["leak_width"] = p.LeakBits,
        ["threshold_width"] = p.ThresholdBits,
        ["max_dimension_x"] = p.MaxX,
        ["max_dimension_y"] = p.MaxY,
        ["clock_cycles_per_tick"] = p.CyclesPerTick,
        ["num_ticks_to_check"] = p.TicksToCheck,
        ["tick_latency"] = p.TickLatency,
        ["relax_packet_ordering"] = p.AnyOrder,
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    /// <summary>The members of the object.</summary>
    private sealed class Fields(JsonElement root, string file, List<Diagnostic> findings)
    {
        public int Integer(string name, int? otherwise, int minimum, int maximum)
        {
            if (root.TryGetProperty(name, out JsonElement value))
            {
                if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
                    && number >= minimum && number <= maximum)
                    return number;
                Find($"{name} is {Short(value)}, not an integer from {minimum} to {maximum}");
            }
            else if (otherwise is null)
            {
                Find($"{name} is missing");
            }
            return otherwise ?? minimum;
        }

        public int? Optional(string name, int minimum, int maximum) =>
            root.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
                ? Integer(name, null, minimum, maximum) : null;

        public bool Boolean(string name, bool otherwise)
        {
            if (!root.TryGetProperty(name, out JsonElement value)) return otherwise;
            if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
            Find($"{name} is {Short(value)}, neither true nor false");
            return otherwise;
        }

        public void Find(string problem) => findings.Add(DiagnosticCatalog.RancImageBad.At(file, problem));

        private static string Short(JsonElement value) =>
            value.GetRawText() is { Length: <= 40 } text ? text : $"{value.GetRawText()[..40]}…";
    }
}
