using System.Text.Json;
using System.Xml.Linq;

namespace Neuro.Cli.Tests;

/// <summary>Profiles of one's own, the map of cores, and images of crossbar chips.</summary>
public sealed class BoardTests : IDisposable
{
    private static readonly string[] Feed =
        ["--data", DemoFiles.Data, "--encoder", "rate", "--ticks", "25", "--samples", "0..4", "--json"];

    private readonly Workspace _workspace = new();

    [Fact]
    public void A_new_profile_compiles_as_its_parent_does()
    {
        Cli.Ok("targets", "new", "mine", "--from", "generic-cores", "-o", _workspace["chip.json"]);
        Cli.Ok("targets", "new", "child", "--from", _workspace["chip.json"], "-o", _workspace["child.json"]);
        Assert.Contains("\"inherits\": \"./chip.json\"", File.ReadAllText(_workspace["child.json"]));
        Compile("generic-cores", "parent.nrx");
        Compile(_workspace["child.json"], "child.nrx");
        Assert.Equal(Counts("parent.nrx"), Counts("child.nrx"));
    }

    [Fact]
    public void The_summary_maps_populations_to_cores_and_gives_the_time_of_a_tick()
    {
        File.WriteAllText(_workspace["chip.json"], """
            { "schema_version": 1, "name": "chip", "inherits": "generic-cores", "limits": { "neurons_per_core": 64 },
              "events": { "event": 16, "event_and_neuron": 2, "clock": 75e6, "source": "a data sheet" } }
            """);
        string summary = Compile(_workspace["chip.json"], "net.nrx");
        Assert.Contains("lif1[0..63]", summary);
        Assert.Contains("cross cores", summary);
        Assert.Contains("a tick takes", summary);
        Assert.Contains("costs: a data sheet", summary);
        JsonElement root = Cli.Json("compile", "ok", Cli.Run(
            "compile", DemoFiles.Model, "--dialect", "norse", "--dt", "1e-3", "-t", _workspace["chip.json"],
            "-o", _workspace["net.nrx"], "--json"));
        JsonElement report = root.GetProperty("report");
        Assert.Equal(2, report.GetProperty("mapping").GetProperty("cores").GetArrayLength());
        // 64 inputs reach the core of 64 neurons: 64 events of 16 + 2 * 64 cycles; the other one hears lif1 as well.
        Assert.Equal((64 + 96) * (16 + (2 * 42)), report.GetProperty("time").GetProperty("worst_cycles").GetDouble());
    }

    [Fact]
    public void A_report_of_a_program_for_a_board_maps_its_cores_and_what_they_use()
    {
        File.WriteAllText(_workspace["chip.json"], """
            { "schema_version": 1, "name": "chip", "inherits": "generic-cores", "limits": { "neurons_per_core": 64 },
              "events": { "event": 16, "event_and_neuron": 2, "clock": 75e6, "source": "a data sheet" } }
            """);
        Compile(_workspace["chip.json"], "net.nrx");
        JsonElement report = Cli.Json("report", "ok", Cli.Run(
            "report", _workspace["net.nrx"], "-t", _workspace["chip.json"], "-o", _workspace["map.html"], "--json"));
        Assert.Equal(2, report.GetProperty("mapping").GetProperty("cores").GetArrayLength());
        XDocument page = XDocument.Load(_workspace["map.html"]);
        Assert.Contains("Cores", Texts(page, "h2"));
        Assert.Contains("core 0: lif1[0..63]", Texts(page, "title"));
        Assert.Contains("neurons (of 64)", Texts(page, "th"));
        Assert.Contains("lif1[0..63]", Texts(page, "td"));
        Assert.Contains(Texts(page, "p"), p => p.Contains("cross cores", StringComparison.Ordinal));
        Assert.Contains(Texts(page, "p"), p => p.Contains("Costs: a data sheet", StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", page.ToString());
    }

    [Fact]
    public void A_report_maps_only_the_board_that_a_program_was_compiled_for()
    {
        File.WriteAllText(_workspace["chip.json"], """{ "schema_version": 1, "name": "chip", "inherits": "generic-cores" }""");
        Compile(_workspace["chip.json"], "own.nrx");
        Compile("generic-cores", "known.nrx");
        Assert.Contains("give its file: -t chip.json", Cli.Fails(
            ExitCode.Usage, "report", _workspace["own.nrx"], "-o", _workspace["map.html"]));
        Assert.Contains("compiled for 'chip', not for 'generic-cores'", Cli.Fails(
            ExitCode.Usage, "report", _workspace["own.nrx"], "-t", "generic-cores", "-o", _workspace["map.html"]));
        Assert.False(File.Exists(_workspace["map.html"]));
        Cli.Ok("report", _workspace["known.nrx"], "-o", _workspace["map.html"]);
        Assert.Contains("Cores", Texts(XDocument.Load(_workspace["map.html"]), "h2"));
    }

    [Fact]
    public void Splitting_over_small_cores_leaves_the_answers_as_they_are()
    {
        File.WriteAllText(_workspace["chip.json"], """
            { "schema_version": 1, "name": "chip", "inherits": "generic-cores",
              "limits": { "rows_per_core": 48, "neurons_per_core": 32, "fan_out": 24 } }
            """);
        string refused = Cli.Fails(ExitCode.InputError, "compile", DemoFiles.Model, "--dialect", "norse", "--dt", "1e-3",
            "-t", _workspace["chip.json"], "-o", _workspace["net.nrx"]);
        Assert.Contains("layer 'lif1' needs 64 rows; target chip has 48", refused);
        Assert.Contains("population 'input' has 96 synapses out of one neuron; target chip has room for 24", refused);
        Compile(_workspace["chip.json"], "split.nrx", "--allow-split");
        Compile("generic-cores", "whole.nrx");
        Assert.Equal(Counts("whole.nrx"), Counts("split.nrx"));
    }

    [Fact]
    public void An_exported_crossbar_chip_runs_as_the_program_does()
    {
        File.WriteAllText(_workspace["chip.json"], """
            { "schema_version": 1, "name": "chip", "inherits": "xbar", "crossbar": { "rows": 48, "columns": 64, "adc_bits": 7 } }
            """);
        Compile(_workspace["chip.json"], "net.nrx");
        Cli.Ok("export", _workspace["net.nrx"], "-t", _workspace["chip.json"], "-o", _workspace["chip.nxb"]);
        Assert.Equal(Counts("net.nrx"), Counts("chip.nxb"));
        Assert.Contains("outputs 0..", Cli.Ok("inspect", _workspace["chip.nxb"]));
        using JsonDocument beside = JsonDocument.Parse(File.ReadAllText(_workspace["chip.nxb"] + ".json"));
        Assert.Equal("chip", beside.RootElement.GetProperty("target").GetString());
        File.WriteAllBytes(_workspace["broken.nxb"], File.ReadAllBytes(_workspace["chip.nxb"])[..200]);
        Assert.Contains("error[NEU4701]", Cli.Fails(ExitCode.InputError, ["run", _workspace["broken.nxb"], .. Feed]));
    }

    [Fact]
    public void A_chip_of_too_few_arrays_is_refused_with_both_numbers()
    {
        File.WriteAllText(_workspace["chip.json"], """
            { "schema_version": 1, "name": "chip", "inherits": "xbar", "limits": { "cores": 3 },
              "crossbar": { "rows": 32, "columns": 64 } }
            """);
        string error = Cli.Fails(ExitCode.InputError, "compile", DemoFiles.Model, "--dialect", "norse", "--dt", "1e-3",
            "-t", _workspace["chip.json"], "-o", _workspace["net.nrx"]);
        Assert.Contains("program 'digits' needs 9 crossbar arrays; target chip has 3", error);
    }

    public void Dispose() => _workspace.Dispose();

    private static string[] Texts(XDocument page, string element) =>
        [.. page.Descendants().Where(e => e.Name.LocalName == element).Select(e => e.Value)];

    private string Compile(string target, string package, params string[] more) => Cli.Ok(
        ["compile", DemoFiles.Model, "--dialect", "norse", "--dt", "1e-3", "-t", target, "-o", _workspace[package], .. more]);

    private string Counts(string file) => string.Join('\n', Cli.Json("run", "ok", Cli.Run(["run", _workspace[file], .. Feed]))
        .GetProperty("samples").EnumerateArray().Select(s => s.GetProperty("counts").GetRawText()));
}
