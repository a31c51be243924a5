using System.Text.Json;

namespace Neuro.Cli.Tests;

/// <summary>From a model to a verified program, as the README goes.</summary>
public sealed class TourTests : IDisposable
{
    private static readonly string[] Feed = ["--data", DemoFiles.Data, "--encoder", "rate", "--ticks", "25"];

    private readonly Workspace _workspace = new();

    [Fact]
    public void The_demo_verifies_against_its_golden_and_is_right_on_at_least_95_percent()
    {
        JsonElement root = Cli.Json("demo", "ok", Cli.Run("demo", "--json"));
        Assert.True(root.GetProperty("verified").GetBoolean());
        Assert.InRange(root.GetProperty("accuracy").GetDouble(), 0.95, 1);
        Assert.Equal(360, root.GetProperty("samples").GetInt32());
    }

    [Fact]
    public void The_demo_prints_its_accuracy() =>
        Assert.Matches("accuracy 9[0-9]\\.[0-9]{2} % on 360 held-out digits", Cli.Ok("demo", "--backend", "reference"));

    [Fact]
    public void Compile_writes_a_package_and_the_summary()
    {
        string summary = Compile();
        Assert.True(File.Exists(_workspace["net.nrx"]));
        Assert.Matches(@"lif1 +lif +96 +96 +6144 +8 bit", summary);
    }

    [Fact]
    public void Compiling_twice_gives_the_same_bytes()
    {
        Compile();
        byte[] first = File.ReadAllBytes(_workspace["net.nrx"]);
        Compile();
        Assert.Equal(first, File.ReadAllBytes(_workspace["net.nrx"]));
    }

    [Fact]
    public void Compile_without_a_dialect_says_which_it_takes()
    {
        (int code, _, string error) = Cli.Run("compile", DemoFiles.Model, "-o", _workspace["net.nrx"]);
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("warning[NEU6531]: no --dialect given: taking 'exact'", error);
    }

    [Fact]
    public void Eval_shows_fixed_point_beside_float()
    {
        Compile();
        JsonElement root = Cli.Json(
            "eval", "ok", Cli.Run(["eval", _workspace["net.nrx"], .. Feed, "--samples", "0..99", "--json"]));
        JsonElement fixedPoint = root.GetProperty("fixed");
        Assert.InRange(fixedPoint.GetProperty("accuracy").GetDouble(), 0.9, 1);
        Assert.InRange(root.GetProperty("float").GetProperty("accuracy").GetDouble(), 0.9, 1);
        Assert.Equal(
            100, fixedPoint.GetProperty("confusion").EnumerateArray().Sum(row => row.EnumerateArray().Sum(c => c.GetInt32())));
        Assert.True(fixedPoint.GetProperty("synaptic_events_per_sample").GetDouble() > fixedPoint.GetProperty("spikes_per_sample")
            .GetDouble());
    }

    [Fact]
    public void Knobs_of_the_dialect_reach_the_float_network_of_eval()
    {
        Cli.Ok(
            "compile", DemoFiles.Model, "--dialect", "norse", "--dt", "1e-3", "--reset", "subtract", "-o", _workspace["net.nrx"]);
        JsonElement root = Cli.Json(
            "eval", "ok", Cli.Run(["eval", _workspace["net.nrx"], .. Feed, "--samples", "0..49", "--json"]));
        // A float network with another reset would agree on few of the counts.
        Assert.True(root.GetProperty("same_answers").GetInt32() >= 48);
        Assert.Equal("subtract", Cli.Json("inspect", "ok", Cli.Run("inspect", _workspace["net.nrx"], "--json"))
            .GetProperty("metadata").GetProperty("dialect.reset").GetString());
    }

    [Fact]
    public void Stop_after_prints_that_steps_result_and_writes_nothing()
    {
        string text = Cli.Ok(
            "compile", DemoFiles.Model, "--dialect", "norse", "--stop-after", "discretise", "-o", _workspace["net.nrx"]);
        Assert.Contains("# after discretise", text);
        Assert.Contains("network digits", text);
        Assert.False(File.Exists(_workspace["net.nrx"]));
    }

    [Fact]
    public void Time_passes_names_every_step()
    {
        string text = Cli.Ok("compile", DemoFiles.Model, "--dialect", "norse", "--time-passes", "-o", _workspace["net.nrx"]);
        foreach (string step in Neuro.Compiler.Pipeline.StepNames)
            Assert.Contains(step, text);
    }

    [Fact]
    public void A_target_with_cores_places_the_program()
    {
        string text = Cli.Ok(
            "compile", DemoFiles.Model, "--dialect", "norse", "-t", "generic-cores", "-o", _workspace["net.nrx"]);
        Assert.Contains("cores", text);
        Assert.Equal("generic-cores", Cli.Json("inspect", "ok", Cli.Run("inspect", _workspace["net.nrx"], "--json"))
            .GetProperty("placement").GetProperty("target").GetString());
    }

    [Fact]
    public void Inspect_prints_text_that_is_a_program_itself()
    {
        Compile();
        File.WriteAllText(_workspace["net.ir"], Cli.Ok("inspect", _workspace["net.nrx"], "--text"));
        Cli.Ok(["record", _workspace["net.ir"], .. Feed, "--samples", "0..9", "-o", _workspace["g.npz"]]);
        Assert.StartsWith("identical", Cli.Ok("verify", _workspace["net.nrx"], _workspace["g.npz"]));
    }

    [Fact]
    public void Inspect_shows_a_models_nodes_and_shapes() =>
        Assert.Matches(@"fc1 +Affine +64 +96 +weight\[96x64\]", Cli.Ok("inspect", DemoFiles.Model));

    [Fact]
    public void A_raster_of_a_sample_shows_every_population()
    {
        Compile();
        string raster = Cli.Ok(["inspect", _workspace["net.nrx"], "--raster", .. Feed, "--sample", "2"]);
        Assert.Contains("lif1: 96 neurons", raster);
        Assert.Contains("lif2: 10 neurons", raster);
    }

    [Fact]
    public void A_shown_target_is_a_profile_that_compile_takes()
    {
        File.WriteAllText(_workspace["chip.json"], Cli.Ok("targets", "show", "generic-cores"));
        Cli.Ok("compile", DemoFiles.Model, "--dialect", "norse", "-t", _workspace["chip.json"], "-o", _workspace["net.nrx"]);
    }

    public void Dispose() => _workspace.Dispose();

    private string Compile() =>
        Cli.Ok("compile", DemoFiles.Model, "--dialect", "norse", "--dt", "1e-3", "-o", _workspace["net.nrx"]);
}
