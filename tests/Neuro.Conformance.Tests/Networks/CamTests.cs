using System.Text.Json.Nodes;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests.Networks;

/// <summary>
/// The rasters of a hippocampal content-addressable memory recorded on SpiNNaker (cam/, README.md there): learn, recall and
/// forget come out cell by cell, and only with the recorded machine's rules for ties and delays.
/// </summary>
public sealed class CamTests
{
    [Theory]
    [InlineData("test1.json", 16)]
    [InlineData("test2.json", 16)]
    [InlineData("test1.json", 6)]
    [InlineData("test2.json", 6)]
    public void Every_recorded_cell_comes_out(string test, int fraction)
    {
        using ScratchFolder folder = new();
        JsonNode recorded = Recorded(test);
        SpikeProgram program = CamNetwork.Compile(folder, (int)recorded["cue"]!, (int)recorded["cont"]!, fraction: fraction);
        List<string> wrong = Differences(program, recorded);
        Assert.True(wrong.Count == 0, $"{wrong.Count} cells differ: {string.Join(", ", wrong.Take(10))}");
    }

    [Fact]
    public void The_rasters_break_where_simultaneous_events_do_not_depress() =>
        AssertBreaks(rule => rule["inputs"]!["y"] = "trace y before");

    [Fact]
    public void The_rasters_break_where_the_post_time_is_not_delayed() => AssertBreaks(rule =>
    {
        rule["traces"]!["y"]!["through_delay"] = false;
        rule["steps"]![0]!["on"] = "post";
    });

    private static void AssertBreaks(Action<JsonObject> change)
    {
        using ScratchFolder folder = new();
        int wrong = 0;
        foreach (string test in (string[])["test1.json", "test2.json"])
        {
            JsonNode recorded = Recorded(test);
            SpikeProgram program = CamNetwork.Compile(folder, (int)recorded["cue"]!, (int)recorded["cont"]!, change);
            wrong += Differences(program, recorded).Count;
        }
        Assert.True(wrong > 0, "the rasters are the same as with the recorded machine's rule");
    }

    private static JsonNode Recorded(string test) => JsonNode.Parse(File.ReadAllText(ReferenceData.Path($"cam/{test}")))!;

    /// <summary>Cells (population, tick, neuron) in which the program and the recording differ.</summary>
    private static List<string> Differences(SpikeProgram program, JsonNode recorded)
    {
        int ticks = (int)recorded["ticks"]!;
        (int first, int last) = ((int)recorded["recorded_ticks"]![0]!, (int)recorded["recorded_ticks"]![1]!);
        Dictionary<string, IReadOnlyList<SpikeTrain>> inputs = [];
        foreach ((string name, JsonNode? trains) in recorded["inputs"]!.AsObject())
        {
            int neurons = trains!.AsArray().Count;
            byte[] raster = new byte[ticks * neurons];
            for (int n = 0; n < neurons; n++)
                foreach (JsonNode? tick in trains[n]!.AsArray())
                    raster[((int)tick! * neurons) + n] = 1;
            inputs[name] = [SpikeTrain.FromDense(raster, ticks, neurons)];
        }
        JsonObject expected = recorded["expected"]!.AsObject();
        string[] populations = [.. expected.Select(e => e.Key).Where(p => !inputs.ContainsKey(p))];
        using ILearningSession session = new ReferenceBackend().OpenLearning(program, new SessionOptions());
        Recording recording = new(program, new RecordingOptions { Spikes = [.. populations] }, 1);
        session.Run(new InputBatch(inputs), ticks, recording);
        List<string> wrong = [];
        foreach (string population in populations)
        {
            SpikeTrain train = recording.Spikes(population, 0);
            HashSet<(int, int)> got = [], wanted = [];
            for (int t = first; t <= last; t++)
                foreach (int n in train.IndicesAt(t)) got.Add((t, n));
            foreach (JsonNode? cell in expected[population]!.AsArray()) wanted.Add(((int)cell![0]!, (int)cell[1]!));
            got.SymmetricExceptWith(wanted);
            wrong.AddRange(got.Order().Select(c => $"{population} tick {c.Item1} neuron {c.Item2}"));
        }
        return wrong;
    }
}
