using System.Text.Json;

namespace Neuro.Cli.Tests;

/// <summary>The commands with a program that fires by the event.</summary>
public sealed class EventProgramTests : IDisposable
{
    private readonly Workspace _workspace = new();

    /// <summary>Writes the program and its golden.</summary>
    public EventProgramTests()
    {
        File.WriteAllText(Program, Text(weight: 1));
        Cli.Ok("record", Program, "--data", _workspace.Data, "--probe", "out.v", "-o", _workspace["g.npz"]);
    }

    private string Program => _workspace["event.ir"];

    [Fact]
    public void A_package_of_it_verifies_on_the_backends_that_run_it()
    {
        Cli.Ok("compile", Program, "-o", _workspace["net.nrx"]);
        foreach (string backend in (string[])["cpu", "reference"])
            Assert.StartsWith(
                "identical: 4 samples", Cli.Ok("verify", _workspace["net.nrx"], _workspace["g.npz"], "--backend", backend));
    }

    [Fact]
    public void Its_firing_and_lost_events_are_shown()
    {
        Assert.Contains("fires by the event, with a queue of 2", Cli.Ok("inspect", Program));
        Assert.Contains("firing event queue 2", Cli.Ok("inspect", Program, "--text"));
        Assert.Contains("\"event_queue\": 2", Cli.Ok("inspect", Program, "--json"));
        Assert.Contains("lost events", Cli.Ok("run", Program, "--data", _workspace.Data));
        JsonElement run = Cli.Json("run", "ok", Cli.Run("run", Program, "--data", _workspace.Data, "--json"));
        Assert.True(run.GetProperty("samples")[0].GetProperty("lost_events").GetInt64() > 0);
        Assert.Contains("spikes in 20 ticks", Cli.Ok("inspect", Program, "--raster", "--data", _workspace.Data));
        Assert.Contains("spikes per sample", Cli.Ok("eval", Program, "--data", _workspace.Data));
    }

    [Fact]
    public void A_changed_weight_ends_with_3()
    {
        // Neuron 2 no longer fires with the others.
        File.WriteAllText(_workspace["other.ir"], Text(weight: 1).Replace("[7, 6, 6,", "[7, 6, 1,"));
        (int code, _, string error) = Cli.Run("verify", _workspace["other.ir"], _workspace["g.npz"]);
        Assert.Equal(ExitCode.Mismatch, code);
        Assert.Contains("error[NEU6524]: outputs differ: sample 0, tick ", error);
    }

    [Fact]
    public void A_run_away_ends_with_a_diagnostic() => Assert.Matches(
        @"error\[NEU6107\]: slot \d runs away: tick 0 processes more than 1048576 events", RunAway());

    /// <summary>Removes the folder.</summary>
    public void Dispose() => _workspace.Dispose();

    private string RunAway()
    {
        File.WriteAllText(_workspace["loop.ir"], Text(weight: 90));
        return Cli.Fails(ExitCode.InputError, "run", _workspace["loop.ir"], "--data", _workspace.Data);
    }

    private static string Text(int weight) => $$"""
        program "event by event" {
          dt 1/1000
          firing event queue 2
          array w : s8[2, 3] = [7, 6, 6, 9, 8, 7]
          array back : s8[3, 3] = [0, {{weight}}, {{weight}}, {{weight}}, 0, {{weight}}, {{weight}}, 1, 0]
          neuron chip {
            acc x : i32
            state v : s12
            sum = add v, x
            full = sat sum, 12
            s = ge full, 6
            next = select s, 0, full
            store v, next
            emit s
          }
          input in [2] { payload 0 .. 1 }
          population out [3] : chip phase 1 { }
          projection fc : in -> out port x { dense; weight @w }
          projection back : out -> out port x { dense; weight @back }
          output out
        }
        """;
}
