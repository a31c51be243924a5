using System.Text.Json;
using System.Text.Json.Nodes;

namespace Neuro.Cli.Tests.Crossbars;

/// <summary>From a command line to chips with crossbars, on the digits of the demo.</summary>
public sealed class CrossbarTests : IDisposable
{
    private static readonly string[] Feed =
        ["--data", DemoFiles.Data, "--encoder", "rate", "--ticks", "25", "--samples", "0..59"];

    // A device that differs from chip to chip and from read to read.
    private static readonly string[] Noisy = ["--device", "pcm", "--array", "ideal", "--time", "1d"];

    private readonly Workspace _workspace = new();

    private string Package => _workspace["net.nrx"];

    [Fact]
    public void An_ideal_array_counts_exactly_what_the_digital_program_counts()
    {
        Compile();
        JsonElement digital = Cli.Json("run", "ok", Cli.Run(["run", Package, .. Feed, "--json"]));
        Compile("--device", "ideal", "--array", "ideal");
        JsonElement chip = Cli.Json("run", "ok", Cli.Run(["run", Package, .. Feed, "--json"]));
        Assert.Equal(Counts(digital), Counts(chip));
        JsonElement sample = chip.GetProperty("samples")[0];
        Assert.Equal(0, sample.GetProperty("synaptic_events").GetInt64());
        Assert.True(sample.GetProperty("operations").GetProperty("adc_conversion").GetDouble() > 0);
    }

    [Theory]
    [InlineData("--threads", "2", "--batch", "7")]
    [InlineData("--threads", "1", "--batch", "1")]
    [InlineData("--backend", "reference", "--batch", "32")]
    public void One_seed_gives_one_result_however_it_is_executed(params string[] execution)
    {
        Compile();
        string[] line = ["eval", Package, .. Feed, .. Noisy, "--instances", "3", "--json"];
        Assert.Equal(Results(Cli.Ok(line)), Results(Cli.Ok([.. line, .. execution])));

        // What it was executed on is no result.
        static string Results(string json)
        {
            JsonObject document = JsonNode.Parse(json)!.AsObject();
            Assert.True(document.Remove("executions"));
            return document.ToJsonString();
        }
    }

    [Fact]
    public void Chips_differ_and_their_spread_is_that_of_their_accuracies()
    {
        Compile();
        JsonElement crossbars = Eval([.. Noisy, "--instances", "4"]).GetProperty("crossbars");
        JsonElement[] chips = [.. crossbars.GetProperty("chips").EnumerateArray()];
        Assert.Equal([0, 1, 2, 3], chips.Select(c => c.GetProperty("chip").GetInt32()));
        double[] accuracies = [.. chips.Select(c => c.GetProperty("accuracy").GetDouble())];
        JsonElement accuracy = crossbars.GetProperty("accuracy");
        Assert.Equal(accuracies.Average(), accuracy.GetProperty("mean").GetDouble(), 1e-12);
        Assert.Equal(accuracies.Min(), accuracy.GetProperty("worst").GetDouble());
        Assert.Equal(accuracies.Max(), accuracy.GetProperty("best").GetDouble());
        double variance = accuracies.Sum(a => (a - accuracies.Average()) * (a - accuracies.Average())) / 3;
        Assert.Equal(Math.Sqrt(variance), accuracy.GetProperty("standard_deviation").GetDouble(), 1e-12);
        Assert.True(chips.Select(c => c.GetProperty("spikes").GetInt64()).Distinct().Count() > 1, "all chips are alike");
    }

    [Fact]
    public void A_chip_is_the_same_alone_and_among_others()
    {
        Compile();
        JsonElement among = Eval([.. Noisy, "--instances", "3"]).GetProperty("crossbars").GetProperty("chips")[2];
        JsonElement alone = Eval([.. Noisy, "--instance", "2"]).GetProperty("crossbars").GetProperty("chips")[0];
        Assert.Equal(among.GetRawText(), alone.GetRawText());
    }

    [Fact]
    public void Another_seed_is_another_batch_of_chips()
    {
        Compile();
        string Spikes(params string[] more) =>
            Eval([.. Noisy, .. more]).GetProperty("crossbars").GetProperty("chips")[0].GetProperty("spikes").GetRawText();
        Assert.NotEqual(Spikes("--seed", "1"), Spikes("--seed", "2"));
        Assert.Equal(Spikes("--seed", "1"), Spikes("--seed", "1"));
    }

    [Fact]
    public void A_bound_package_is_evaluated_as_binding_it_in_eval_would()
    {
        Compile();
        JsonElement late = Eval([.. Noisy]).GetProperty("crossbars");
        Compile(Noisy);
        Assert.Equal(late.GetRawText(), Eval().GetProperty("crossbars").GetRawText());
        Assert.Equal(31_536_000, Eval("--time", "1y").GetProperty("crossbars").GetProperty("time").GetDouble());
    }

    [Fact]
    public void A_recorded_chip_verifies_and_another_chip_does_not()
    {
        Compile(Noisy);
        Cli.Ok(["record", Package, .. Feed, "--instance", "1", "--probe", "lif1", "-o", _workspace["g.npz"]]);
        string same = Cli.Ok("verify", Package, _workspace["g.npz"], "--instance", "1", "--backend", "reference");
        Assert.StartsWith("identical", same);
        Assert.Contains("outputs differ", Cli.Fails(ExitCode.Mismatch, "verify", Package, _workspace["g.npz"]));
    }

    [Fact]
    public void A_fabricated_package_is_that_chip()
    {
        Compile([.. Noisy, "--instance", "1"]);
        JsonElement fabricated = Eval().GetProperty("crossbars").GetProperty("chips")[0];
        Assert.Contains("one fabricated chip", Cli.Ok("inspect", Package));
        Assert.Contains("this chip", Cli.Ok(["eval", Package, .. Feed]));
        string error = Cli.Fails(ExitCode.InputError, ["eval", Package, .. Feed, "--instances", "2"]);
        Assert.Contains("error[NEU3568]", error);
        foreach (string[] options in new string[][] { ["--time", "1y"], ["--drift-compensation"], Noisy })
            Assert.Contains("error[NEU3568]", Cli.Fails(ExitCode.InputError, ["eval", Package, .. Feed, .. options]));
        Compile(Noisy);
        JsonElement chip = Eval("--instance", "1").GetProperty("crossbars").GetProperty("chips")[0];
        Assert.Equal(chip.GetProperty("predictions").GetRawText(), fabricated.GetProperty("predictions").GetRawText());
        Assert.Equal(chip.GetProperty("spikes").GetInt64(), fabricated.GetProperty("spikes").GetInt64());
    }

    [Fact]
    public void Compile_reports_arrays_levels_and_currents()
    {
        JsonElement root = Cli.Json("compile", "ok", Cli.Run(
            ["compile", DemoFiles.Model, "--dialect", "norse", "--dt", "1e-3", "-o", Package, .. Feed, .. Noisy,
                "--set", "array.rows=40", "--set", "array.adc.bits=6", "--set", "array.adc.range=calibrated", "--json"]));
        JsonElement layer = root.GetProperty("report").GetProperty("layers")[0];
        JsonElement crossbar = layer.GetProperty("projections")[0].GetProperty("crossbar");
        // 64 rows take two arrays of 40.
        Assert.Equal(2, crossbar.GetProperty("arrays").GetInt32());
        Assert.True(crossbar.GetProperty("levels").GetInt32() > 1);
        Assert.InRange(crossbar.GetProperty("utilisation").GetDouble(), 0.001, 1);
        foreach (JsonElement tile in crossbar.GetProperty("tiles").EnumerateArray())
        {
            Assert.Equal(tile.GetProperty("adc_range").GetDouble(), tile.GetProperty("current").GetDouble(), 1e-12);
            Assert.Equal(31, tile.GetProperty("codes").GetDouble(), 1e-9);
        }
        JsonElement bound = Cli.Json("inspect", "ok", Cli.Run("inspect", Package, "--json"));
        Assert.Equal(2, bound.GetProperty("projections")[0].GetProperty("crossbar").GetProperty("adc_ranges").GetArrayLength());
    }

    [Fact]
    public void A_program_in_text_form_is_bound_too()
    {
        Cli.Ok("compile", _workspace.Program, "--device", "ideal", "--array", "ideal", "-o", Package);
        string text = Cli.Ok("inspect", Package);
        Assert.Matches(@"fc +ideal +ideal +1", text);
    }

    [Fact]
    public void The_program_after_bind_prints_and_stop_after_knows_it()
    {
        string text = Cli.Ok(
            ["compile", DemoFiles.Model, "--dialect", "norse", .. Noisy, "--stop-after", "bind", "-o", Package]);
        Assert.Contains("# after bind", text);
        Assert.Contains("pcm", text);
    }

    [Theory]
    [InlineData("NEU3521", "--device", "no-such-device", "--array", "ideal")]
    [InlineData("NEU3561", "--device", "pcm", "--array", "ideal", "--set", "device.levls=3")]
    [InlineData("NEU3562", "--device", "pcm", "--array", "ideal", "--set", "array.adc.bits=many")]
    [InlineData("NEU3560", "--device", "pcm", "--array", "ideal", "--set", "levels")]
    [InlineData("NEU3566", "--instances", "2")]
    [InlineData("NEU3566", "--instance", "2")]
    [InlineData("NEU3566", "--time", "1h")]
    [InlineData("NEU3567", "--device", "pcm")]
    [InlineData("NEU3567", "--array", "ideal")]
    [InlineData("NEU3541", "--device", "pcm", "--array", "ideal", "--set", "array.columns=2", "--set", "array.bits_per_cell=1")]
    public void What_cannot_be_bound_is_a_diagnostic(string code, params string[] options)
    {
        Compile();
        Assert.Contains($"error[{code}]", Cli.Fails(ExitCode.InputError, ["eval", Package, .. Feed, .. options]));
    }

    [Theory]
    [InlineData("--time", "soon")]
    [InlineData("--time", "-1")]
    [InlineData("--temperature", "warm")]
    [InlineData("--instances", "0")]
    [InlineData("--instance", "-1")]
    [InlineData("--instances", "2", "--instance", "1")]
    public void A_value_that_means_nothing_is_a_usage_error(params string[] options) =>
        Assert.Contains("error[NEU6501]", Cli.Fails(ExitCode.Usage, ["eval", "net.nrx", "--data", "x.npz", .. options]));

    public void Dispose() => _workspace.Dispose();

    private static string[] Counts(JsonElement run) =>
        [.. run.GetProperty("samples").EnumerateArray().Select(s => s.GetProperty("counts").GetRawText())];

    private JsonElement Eval(params string[] options) =>
        Cli.Json("eval", "ok", Cli.Run(["eval", Package, .. Feed, "--no-float", .. options, "--json"]));

    private void Compile(params string[] options) =>
        Cli.Ok(["compile", DemoFiles.Model, "--dialect", "norse", "--dt", "1e-3", "-o", Package, .. options]);
}
