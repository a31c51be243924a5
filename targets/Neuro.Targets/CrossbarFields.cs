using System.Text.Json;
using System.Text.Json.Nodes;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Targets;
using ProfileNode = Neuro.Ir.Json.JsonNode;

namespace Neuro.Targets;

/// <summary>The member "crossbar" of a profile.</summary>
internal static class CrossbarFields
{
    private static readonly TargetCrossbar Usual = new(
        new CrossbarArray { Name = "array" }, new DeviceModel { Name = "cell", GMin = 1e-6, GMax = 1e-4, Levels = 16 });

    /// <summary>Reads the member; what is absent is the parent's.</summary>
    public static TargetCrossbar? Read(ProfileNode? node, TargetCrossbar? parent, string profile)
    {
        if (node is null) return parent;
        if (!node.IsObject) return null;
        (CrossbarArray array, DeviceModel device) = parent ?? Usual;
        return new(
            array with
            {
                Name = $"{profile}-array",
                Rows = node.IntegerOf("rows", array.Rows),
                Columns = node.IntegerOf("columns", array.Columns),
                Arrangement = node["arrangement"] is { } word
                    ? Enum.GetValues<CellArrangement>().First(v => Word(v) == word.Text)
                    : array.Arrangement,
                BitsPerCell = node.IntegerOf("bits_per_cell", array.BitsPerCell),
                Dac = array.Dac with { Bits = node.IntegerOf("dac_bits", array.Dac.Bits) },
                Adc = array.Adc with { Bits = node.IntegerOf("adc_bits", array.Adc.Bits) },
                ReadBits = node.IntegerOf("read_bits", array.ReadBits),
            },
            device with
            {
                Name = $"{profile}-cell",
                Levels = node.IntegerOf("levels", device.Levels),
                GMin = node.NumberOf("g_min", device.GMin),
                GMax = node.NumberOf("g_max", device.GMax),
            });
    }

    /// <summary>Writes the member.</summary>
    public static JsonObject Write(TargetCrossbar crossbar) => new()
    {
        ["rows"] = crossbar.Array.Rows,
        ["columns"] = crossbar.Array.Columns,
        ["arrangement"] = Word(crossbar.Array.Arrangement),
        ["bits_per_cell"] = crossbar.Array.BitsPerCell,
        ["levels"] = crossbar.Device.Levels,
        ["g_min"] = crossbar.Device.GMin,
        ["g_max"] = crossbar.Device.GMax,
        ["dac_bits"] = crossbar.Array.Dac.Bits,
        ["adc_bits"] = crossbar.Array.Adc.Bits,
        ["read_bits"] = crossbar.Array.ReadBits,
    };

    private static string Word(CellArrangement value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
