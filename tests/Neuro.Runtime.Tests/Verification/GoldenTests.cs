using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Data;
using Neuro.Runtime.Verification;

namespace Neuro.Runtime.Tests.Verification;

public sealed class GoldenTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact]
    public void A_written_golden_reads_back_the_same()
    {
        Golden golden = Recorded();
        GoldenWriter.Write(_folder["golden.npz"], golden);
        Golden again = GoldenReader.Read(_folder["golden.npz"], Programs.Chain);

        Assert.Equal(golden.ProgramDigest, again.ProgramDigest);
        Assert.Equal(golden.InputDigest, again.InputDigest);
        Assert.Equal(golden.Trace.Samples.AsEnumerable(), again.Trace.Samples);
        Comparison comparison = TraceComparer.Compare(Programs.Chain, golden.Trace, again.Trace);
        Assert.True(comparison.Agrees, $"{comparison.First}");
        Assert.Equal(golden.Trace.Counts.Keys, again.Trace.Counts.Keys);
        Assert.Equal(golden.Trace.States.Keys, again.Trace.States.Keys);
        Assert.Equal(InputDigest.Compute([4, 7], 5, golden.Inputs), InputDigest.Compute([4, 7], 5, again.Inputs));
    }

    [Fact]
    public void Counts_and_dense_spikes_from_numpy_are_a_golden_of_the_one_output()
    {
        Python.Run(
            """
            import sys, numpy as np
            spikes = np.zeros((2, 5, 2), np.uint8); spikes[1, 3, 0] = 1
            np.savez(sys.argv[1], counts=spikes.sum(1), spikes=spikes)
            """,
            ["numpy"], _folder["python.npz"]);
        Golden golden = GoldenReader.Read(_folder["python.npz"], Programs.Chain);
        Assert.Equal([0, 1], golden.Trace.Samples.AsEnumerable());
        Assert.Equal(5, golden.Trace.Ticks);
        Assert.Equal([0L, 0, 1, 0], golden.Trace.Counts["out"]);
        Assert.Equal([0], golden.Trace.Spikes["out"][1].IndicesAt(3).ToArray());
        Assert.Null(golden.ProgramDigest);
    }

    [Fact]
    public void Numpy_opens_a_recorded_golden()
    {
        GoldenWriter.Write(_folder["golden.npz"], Recorded());
        string text = Python.Run(
            """
            import sys, numpy as np
            g = np.load(sys.argv[1])
            print(g['samples'].tolist(), g['counts/out'].tolist(), g['spikes/hid/i'].tolist(), g['states/hid/v'].shape)
            """,
            ["numpy"], _folder["golden.npz"]);
        Assert.Equal("[4, 7] [[1, 0], [0, 2]] [2] (2, 5, 3)", text.Trim());
    }

    [Fact]
    public void Counts_of_the_wrong_size_are_refused_with_both_sizes()
    {
        string message = Refused(file => file.Add("counts/hid", new int[] { 1, 2, 3, 4 }, 2, 2));
        Assert.Contains("counts/hid", message);
        Assert.Contains("[sample, 3]", message);
    }

    [Fact]
    public void A_population_that_the_program_lacks_is_refused() =>
        Assert.Contains("no population 'other'", Refused(file => file.Add("counts/other", new int[] { 1, 2 }, 1, 2)));

    [Fact]
    public void A_state_that_the_population_lacks_is_refused() =>
        Assert.Contains("no state 'u'", Refused(file => file.Add("states/hid/u", new int[15], 1, 5, 3)));

    [Fact]
    public void Parts_that_disagree_on_the_number_of_samples_are_refused() =>
        Assert.Contains("there are 1 samples", Refused(file =>
    {
        file.Add("counts/out", new int[] { 1, 2 }, 1, 2);
        file.Add("spikes/out", new int[20], 2, 5, 2);
    }));

    [Fact]
    public void A_file_without_expectations_is_refused() =>
        Assert.Contains("neither counts nor spikes", Refused(file => file.AddScalar("ticks", 5)));

    [Fact]
    public void A_newer_version_is_refused_by_its_number() =>
        Assert.Contains("golden_version is 99", Refused(file => file.AddScalar("golden_version", 99)));

    [Fact]
    public void A_number_of_ticks_that_would_fill_the_memory_is_refused() => Assert.Contains("too many", Refused(file =>
    {
        file.AddScalar("ticks", int.MaxValue);
        file.Add("samples", new int[] { 0, 1 });
        EventArrays.Write(file, [SpikeTrain.Empty(3, 2), SpikeTrain.Empty(3, 2)], [2], "spikes/out/");
    }));

    [Fact]
    public void An_inputs_digest_depends_on_events_payloads_ticks_and_sample_numbers()
    {
        string Of(int ticks, int number, int neuron, int payload) => InputDigest.Compute(
            [number], ticks,
            new Dictionary<string, SpikeTrain[]> { ["in"] = [SpikeTrain.FromEvents(4, 2, [1], [neuron], [payload])] });
        string[] digests = [Of(4, 0, 0, 1), Of(5, 0, 0, 1), Of(4, 1, 0, 1), Of(4, 0, 1, 1), Of(4, 0, 0, 2)];
        Assert.Equal(digests.Length, digests.Distinct().Count());
        Assert.Equal(digests[0], Of(4, 0, 0, 1));
    }

    public void Dispose() => _folder.Dispose();

    private string Refused(Action<NpzWriter> write)
    {
        using (NpzWriter file = new(_folder["wrong.npz"]))
        {
            write(file);
            file.Commit();
        }
        Diagnostic diagnostic = Assert.Single(
            Assert.Throws<DiagnosticException>(() => GoldenReader.Read(_folder["wrong.npz"], Programs.Chain)).Diagnostics);
        Assert.Equal(DiagnosticCatalog.GoldenInError.Code, diagnostic.Code);
        return diagnostic.Message;
    }

    private static Golden Recorded()
    {
        SpikeTrain[] inputs = [SpikeTrain.FromEvents(5, 2, [0, 1], [1, 0], [3, 1]), SpikeTrain.Empty(5, 2)];
        ImmutableSortedDictionary<string, SpikeTrain[]> input = ImmutableSortedDictionary<string, SpikeTrain[]>.Empty.Add(
            "in", inputs);
        return new()
        {
            ProgramDigest = ProgramDigest.Compute(Programs.Chain),
            InputDigest = InputDigest.Compute([4, 7], 5, input),
            Inputs = input,
            Trace = new()
            {
                Samples = [4, 7],
                Ticks = 5,
                Spikes = ImmutableSortedDictionary<string, SpikeTrain[]>.Empty
                    .Add("hid", [SpikeTrain.FromEvents(5, 3, [4], [2]), SpikeTrain.Empty(5, 3)]),
                Counts = ImmutableSortedDictionary<string, long[]>.Empty.Add("out", [1, 0, 0, 2]),
                States = ImmutableSortedDictionary<(string, string), int[]>.Empty.Add(("hid", "v"), [.. Enumerable.Range(0, 30)]),
            },
        };
    }
}
