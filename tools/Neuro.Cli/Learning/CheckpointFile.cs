using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Cli.Learning;

/// <summary>
/// A checkpoint as an npz: <c>header</c> (JSON in bytes: identity, position, telemetry, names), and one array for each state,
/// per-synapse array and train of events in flight. It is written whole or not at all.
/// </summary>
internal static class CheckpointFile
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Writes <paramref name="checkpoint"/> to <paramref name="path"/>.</summary>
    public static void Save(string path, Checkpoint checkpoint)
    {
        SessionSnapshot s = checkpoint.Snapshot;
        using NpzWriter file = new(path);
        Header header = new(
            Version, checkpoint.Identity, checkpoint.Position, checkpoint.Telemetry, s.Tick, s.Streams, s.Counters,
            s.Learning, [.. s.States.Keys.Select(k => new Key(k.Population, k.State))],
            [.. s.Synapses.Keys.Select(k => new Key(k.Projection, k.Array))],
            [.. s.History.Select(h => new Trains(h.Key, h.Value.Count, h.Value.Select(t => t.Neurons).FirstOrDefault()))]);
        file.Add("header", JsonSerializer.SerializeToUtf8Bytes(header, Options));
        for (int i = 0; i < header.States.Count; i++)
            file.Add($"state{i}", s.States[(header.States[i].Owner, header.States[i].Name)]);
        for (int i = 0; i < header.Synapses.Count; i++)
            file.Add($"synapses{i}", s.Synapses[(header.Synapses[i].Owner, header.Synapses[i].Name)]);
        for (int i = 0; i < header.History.Count; i++)
        {
            IReadOnlyList<SpikeTrain> trains = s.History[header.History[i].Population];
            for (int slot = 0; slot < trains.Count; slot++)
            {
                file.Add($"history{i}_{slot}_offsets", trains[slot].Offsets);
                file.Add($"history{i}_{slot}_indices", trains[slot].Indices);
                if (trains[slot].Payloads is { } payloads)
                    file.Add($"history{i}_{slot}_payloads", payloads);
            }
        }
        file.Commit();
    }

    /// <summary>Reads a checkpoint of <paramref name="plan"/>.</summary>
    /// <exception cref="DiagnosticException">NEU6571: it is damaged or no checkpoint. NEU6572: it is of another plan.</exception>
    public static Checkpoint Load(string path, LearningPlan plan)
    {
        try
        {
            using NpzFile file = NpzFile.Open(path);
            if (!file.Contains("header"))
                throw Unusable(path, "it has no header");
            Header header = JsonSerializer.Deserialize<Header>(file.Read("header").Values<byte>(), Options)!;
            if (header.Version != Version)
                throw Unusable(path, $"it has version {header.Version}, this program reads {Version}");
            string[] differ =
                [.. plan.Identity.Where(i => header.Identity.GetValueOrDefault(i.Key) != i.Value).Select(i => i.Key)];
            if (differ.Length > 0)
                throw new DiagnosticException(DiagnosticCatalog.CheckpointOfAnother.At(path, string.Join(", ", differ)));
            if (header.Position < 0)
                throw Unusable(path, "its position is negative");
            return new(header.Identity, header.Position, header.Telemetry, Snapshot(file, header));
        }
        catch (Exception e)
            when (e is JsonException or DataException or ArgumentException or InvalidCastException or DecoderFallbackException)
        {
            throw Unusable(path, e.Message);
        }
    }

    private static SessionSnapshot Snapshot(NpzFile file, Header header)
    {
        Dictionary<string, IReadOnlyList<SpikeTrain>> history = [];
        for (int i = 0; i < header.History.Count; i++)
        {
            history[header.History[i].Population] =
            [
                .. Enumerable.Range(0, header.History[i].Slots)
                    .Select(slot => Train(file, $"history{i}_{slot}", header.History[i].Neurons)),
            ];
        }
        return new(
            header.Tick, header.Streams, header.Counters,
            header.States.Select((k, i) => (k, i))
                .ToDictionary(s => (s.k.Owner, s.k.Name), s => file.Read($"state{s.i}").ToInt32()),
            history)
        {
            Synapses = header.Synapses.Select((k, i) => (k, i))
                .ToDictionary(s => (s.k.Owner, s.k.Name), s => file.Read($"synapses{s.i}").ToInt32()),
            Learning = header.Learning,
        };
    }

    private static SpikeTrain Train(NpzFile file, string name, int neurons) => new(
        neurons, file.Read($"{name}_offsets").ToInt32(), file.Read($"{name}_indices").ToInt32(),
        file.Find($"{name}_payloads")?.ToInt32());

    private static DiagnosticException Unusable(string path, string why) =>
        new(DiagnosticCatalog.CheckpointUnusable.At(path, why));

    private sealed record Key(string Owner, string Name);

    private sealed record Trains(string Population, int Slots, int Neurons);

    private sealed record Header(
        int Version, IReadOnlyDictionary<string, string> Identity, long Position,
        IReadOnlyList<TelemetryRow> Telemetry, int Tick, IReadOnlyList<uint> Streams, IReadOnlyList<Counters> Counters,
        IReadOnlyList<LearningCounters> Learning, IReadOnlyList<Key> States, IReadOnlyList<Key> Synapses,
        IReadOnlyList<Trains> History);
}
