using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Targets.Ranc;

/// <summary>
/// The file beside an image that tells what its packets mean: for each input member the packets that stand for an event, as
/// [x, y, axon, tick], and for each output its name and shape. RANC's tools pass over it.
/// </summary>
internal static class RancMapJson
{
    public const string FileName = "neuro_map.json";

    /// <summary>The file's text.</summary>
    public static string Write(RancImage image) => new JsonObject
    {
        ["schema_version"] = 1,
        ["name"] = image.Name,
        ["time_step"] = image.TimeStep.ToString(),
        ["inputs"] = new JsonArray([.. image.Entries.Select(e => new JsonObject
        {
            ["name"] = e.Name,
            ["shape"] = Numbers(e.Shape),
            ["packets"] = new JsonArray([.. e.Packets.Select(
                m => new JsonArray([.. m.Select(p => Numbers([p.Dx, p.Dy, p.Axon, p.Tick]))]))]),
        })]),
        ["outputs"] = new JsonArray([.. image.Exits.Select(
            e => new JsonObject { ["name"] = e.Name, ["shape"] = Numbers(e.Shape) })]),
    }.ToJsonString();

    /// <summary><paramref name="image"/> with what <paramref name="json"/> says of it.</summary>
    /// <exception cref="DiagnosticException">It is no such file, or of another image.</exception>
    public static RancImage Read(string json, RancImage image)
    {
        try
        {
            JsonNode root = JsonNode.Parse(json)!;
            RancImage read = image with
            {
                Name = (string)root["name"]!,
                TimeStep = Rational.TryParse((string)root["time_step"]!, out Rational step) && step.Numerator > 0
                    ? step : throw new FormatException("time_step is no positive number"),
                Entries = [.. root["inputs"]!.AsArray().Select(e => new RancEntry(
                    (string)e!["name"]!, Integers(e["shape"]!),
                    [.. e["packets"]!.AsArray().Select(m => m!.AsArray().Select(p => Packet(p!)).ToImmutableArray())]))],
                Exits = [.. root["outputs"]!.AsArray().Select(e => new RancExit((string)e!["name"]!, Integers(e["shape"]!)))],
            };
            Check(read);
            return read;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException
            or ArgumentException or OverflowException)
        {
            string problem = e is FormatException ? e.Message : "a member is missing or of another kind";
            throw new DiagnosticException(DiagnosticCatalog.RancMapBad.At(FileName, problem), e);
        }
    }

    private static void Check(RancImage image)
    {
        RancParameters p = image.Parameters;
        string[] names = [.. image.Entries.Select(e => e.Name), .. image.Exits.Select(e => e.Name)];
        if (string.IsNullOrWhiteSpace(image.Name)) throw new FormatException("it has no name");
        if (image.Entries.IsEmpty || image.Exits.IsEmpty || names.Any(string.IsNullOrWhiteSpace))
            throw new FormatException("it names no input, or no output");
        if (names.Distinct().Count() < names.Length) throw new FormatException("a name is there twice");
        foreach (RancEntry entry in image.Entries)
        {
            if (Size(entry.Shape) != entry.Packets.Length)
                throw new FormatException($"input '{entry.Name}' has packets for {entry.Packets.Length} members");
            if (entry.Packets.SelectMany(m => m).Any(q => q.Dx < 0 || q.Dx >= p.GridX || q.Dy < 0 || q.Dy >= p.GridY
                || q.Axon < 0 || q.Axon >= p.Axons || q.Tick < 0 || q.Tick >= p.Ticks
                || !image.Cores.ContainsKey((q.Dy * p.GridX) + q.Dx)))
                throw new FormatException($"input '{entry.Name}' has a packet that goes to no axon of the image");
        }
        if (image.Exits.Sum(e => Size(e.Shape)) is var outputs && outputs != p.Outputs)
            throw new FormatException($"it has {outputs} outputs; the image has {p.Outputs}");
    }

    private static long Size(ImmutableArray<int> shape) =>
        shape.All(e => e > 0)
            ? shape.Aggregate(1L, (size, extent) => checked(size * extent))
            : throw new FormatException("a shape has an extent below 1");

    private static RancPacket Packet(JsonNode node) => Integers(node) is [var x, var y, var axon, var tick]
        ? new(x, y, axon, tick) : throw new FormatException("a packet is not [x, y, axon, tick]");

    private static ImmutableArray<int> Integers(JsonNode node) => [.. node.AsArray().Select(n => (int)n!)];

    private static JsonArray Numbers(IEnumerable<int> values) => new([.. values.Select(v => JsonValue.Create(v))]);
}
