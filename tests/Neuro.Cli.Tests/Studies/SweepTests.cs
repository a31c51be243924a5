using System.Text.Json;
using System.Xml.Linq;
using Neuro.Cli.Studies;

namespace Neuro.Cli.Tests.Studies;

/// <summary>Sweeps of the small program of the workspace, digital and on crossbars, and their reports.</summary>
public sealed class SweepTests : IDisposable
{
    private const string Device = """
        { "name": "cell", "g_min": 1e-6, "g_max": 25e-6, "levels": 33, "stuck_off": 0.02,
          "programming": { "sigma": [2e-7] } }
        """;

    private const string Array = """
        { "name": "small", "rows": 4, "columns": 8, "adc": { "bits": 8 },
          "costs": { "adc_conversion": { "energy": 2e-12, "latency": 1e-9, "area": 1e-9, "source": "a paper <1>" } } }
        """;

    private readonly Workspace _workspace = new();

    public SweepTests()
    {
        File.WriteAllText(_workspace["cell.json"], Device);
        File.WriteAllText(_workspace["small.json"], Array);
    }

    private string[] Crossbar => ["--device", _workspace["cell.json"], "--array", _workspace["small.json"]];

    [Fact]
    public void A_digital_program_is_swept_over_its_seed()
    {
        Sweep("s.jsonl", "--vary", "seed=0..3");
        Study study = StudyReader.Load(_workspace["s.jsonl"]);
        Assert.Equal(4, study.Records.Length);
        Assert.Single(study.Records.Select(r => r.Result.Mean).Distinct());
    }

    [Fact]
    public void A_grid_of_devices_gives_a_table_and_costs()
    {
        Sweep("s.csv", [.. Crossbar, "--vary", "device.levels=2,5,33", "--vary", "array.r_wire=0,50", "--vary", "instance=0..2"]);
        string[] lines = File.ReadAllLines(_workspace["s.csv"]);
        Assert.Equal(1 + 3 * 2 * 3, lines.Length);
        Assert.StartsWith(
            "device.levels,array.r_wire,instance,accuracy,accuracy_worst,accuracy_best,chips,adc_conversion,", lines[0]);
        Assert.StartsWith("2,0,0,", lines[1]);
        Assert.StartsWith("33,50,2,", lines[^1]);
        Study study = StudyReader.Load(_workspace["s.jsonl"]);
        Assert.All(
            study.Records,
            r => Assert.Equal(2e-12 * r.Result.Operations["adc_conversion"], r.Result.Energy!.Value, tolerance: 1e-20));
    }

    [Fact]
    public void A_point_of_a_sweep_is_what_eval_measures()
    {
        Sweep("s.jsonl", [.. Crossbar, "--instances", "3", "--vary", "device.levels=3,33", "--vary", "seed=7"]);
        PointResult point = StudyReader.Load(_workspace["s.jsonl"]).Records[0].Result;
        JsonElement eval = Cli.Json("eval", "ok", Cli.Run(
            ["eval", _workspace.Program, "--data", _workspace.Data, .. Crossbar, "--instances", "3", "--seed", "7",
                "--set", "device.levels=3", "--json"]));
        Assert.Equal(
            eval.GetProperty("crossbars").GetProperty("chips").EnumerateArray()
                .Select(c => c.GetProperty("accuracy").GetDouble()),
            point.Accuracies);
    }

    [Fact]
    public void A_sweep_that_is_run_again_does_nothing_and_writes_another_format()
    {
        string[] grid = [.. Crossbar, "--vary", "device.levels=3..6", "--vary", "seed=0,1"];
        Sweep("s.jsonl", grid);
        byte[] log = File.ReadAllBytes(_workspace["s.jsonl"]);
        string again = Sweep("s.json", [.. grid, "--threads", "1"]);
        Assert.Contains("8 of 8 points are there already", again);
        Assert.Equal(log, File.ReadAllBytes(_workspace["s.jsonl"]));
        JsonElement document = JsonDocument.Parse(File.ReadAllText(_workspace["s.json"])).RootElement;
        Assert.Equal(1, document.GetProperty("header").GetProperty("schema_version").GetInt32());
        Assert.Equal(8, document.GetProperty("records").GetArrayLength());
    }

    [Fact]
    public void Another_program_is_another_study()
    {
        Sweep("s.jsonl", "--vary", "seed=0..3");
        File.WriteAllText(_workspace.Program, Workspace.ProgramText(threshold: 9));
        Assert.Contains("what differs: program", Fails("s.jsonl", "--vary", "seed=0..3"));
        Sweep("s.jsonl", "--vary", "seed=0..3", "--restart");
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_grid_is_said_before_anything_runs()
    {
        string error = Fails("s.jsonl", [.. Crossbar, "--vary", "device.lvels=2..4", "--vary", "array.adc.bits=4,many",
            "--vary", "seed=-1", "--vary", "array.adc.bits=5"]);
        Assert.Contains("device.levels", error);
        Assert.Contains("'many'", error);
        Assert.Contains("'-1' is no seed", error);
        Assert.Contains("'array.adc.bits' is varied twice", error);
        Assert.False(File.Exists(_workspace["s.jsonl"]));
    }

    [Fact]
    public void A_huge_grid_asks_first()
    {
        string error = Fails("s.jsonl", [.. Crossbar, "--vary", "device.levels=2..1001", "--vary", "seed=0..999"]);
        Assert.Contains("1000000 points", error);
        Assert.Contains("--max-points 1000000", error);
    }

    [Fact]
    public void Members_of_a_device_are_nothing_that_a_digital_program_has() =>
        Assert.Contains("--device and --array", Fails("s.jsonl", "--vary", "device.levels=2..4"));

    [Fact]
    public void Points_that_cannot_be_are_told_and_the_others_done()
    {
        // A reference column needs a level for zero between the two others.
        string error = Fails(
            "s.jsonl",
            [.. Crossbar, "--vary", "array.arrangement=differential_pair,reference_column", "--vary", "device.levels=2,3"]);
        Assert.Contains("1 of 4 points cannot be", error);
        Study study = StudyReader.Load(_workspace["s.jsonl"]);
        Assert.Equal([false, false, true, false], study.Records.Select(r => r.Result.Error is not null));
    }

    [Fact]
    public void A_report_of_a_study_and_a_program_is_one_page_that_stands_alone()
    {
        Sweep("s.jsonl", [.. Crossbar, "--vary", "device.levels=2..6", "--vary", "array.r_wire=0,50", "--instances", "2"]);
        string page = _workspace["report.html"];
        JsonElement report = Cli.Json("report", "ok", Cli.Run(
            ["report", _workspace.Program, _workspace["s.jsonl"], "--data", _workspace.Data, .. Crossbar, "-o", page, "--json"]));
        string[] budget = [.. report.GetProperty("configuration").GetProperty("budget")
            .GetProperty("non_idealities").EnumerateArray()
            .Select(l => l.GetProperty("name").GetString()!)];
        Assert.Equal(["quantised levels", "programming error", "stuck cells", "ADC"], budget);
        XDocument document = XDocument.Load(page);
        string[] headings = [.. document.Descendants().Where(e => e.Name.LocalName is "h2" or "h3").Select(e => e.Value)];
        foreach (string heading in
            new[] { "Accuracy", "Error budget", "Conductances", "ADC codes", "Operations and cost", "Study s.jsonl" })
            Assert.Contains(heading, headings);
        Assert.Contains("a paper <1>", document.Descendants().Where(e => e.Name.LocalName == "td").Select(e => e.Value));
        Assert.DoesNotContain("NaN", document.ToString());
    }

    [Fact]
    public void An_ideal_crossbar_costs_no_accuracy_in_any_line_of_the_budget()
    {
        File.WriteAllText(_workspace["ideal.json"], """{ "name": "ideal", "g_min": 0, "g_max": 1e-4 }""");
        File.WriteAllText(_workspace["exact.json"], """{ "name": "exact" }""");
        JsonElement report = Cli.Json("report", "ok", Cli.Run(
            "report", _workspace.Program, "--data", _workspace.Data, "--device", _workspace["ideal.json"],
            "--array", _workspace["exact.json"], "-o", _workspace["r.html"], "--json"));
        JsonElement budget = report.GetProperty("configuration").GetProperty("budget");
        Assert.Equal(budget.GetProperty("digital").GetDouble(), budget.GetProperty("full").GetDouble());
        Assert.Empty(budget.GetProperty("non_idealities").EnumerateArray());
    }

    [Theory]
    [InlineData("temperature=300,358", true)]
    [InlineData("drift_compensation=false,true", true)]
    [InlineData("device.levels=8,16", false)]
    public void Varying_what_the_device_has_no_model_of_is_warned_of(string varied, bool warned)
    {
        (int code, _, string error) = Cli.Run(
            ["sweep", _workspace.Program, "--data", _workspace.Data, .. Crossbar, "--vary", varied, "-o", _workspace["w.jsonl"]]);
        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal(warned, error.Contains("NEU3569", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_given_to_report_points_to_its_study() => Assert.Contains(
        "s.jsonl", Cli.Fails(ExitCode.Usage, "report", _workspace["s.csv"], "-o", _workspace["r.html"]));

    [Fact]
    public void A_report_of_nothing_that_it_knows_is_refused()
    {
        File.WriteAllText(_workspace["x.json"], "{}");
        Assert.Contains("NEU6553", Cli.Fails(ExitCode.InputError, "report", _workspace["x.json"], "-o", _workspace["r.html"]));
        Assert.Contains("--data", Cli.Fails(ExitCode.Usage, "report", _workspace.Program, "-o", _workspace["r.html"]));
        Assert.Contains("--device", Cli.Fails(
            ExitCode.Usage, "report", _workspace.Program, "--data", _workspace.Data, "-o", _workspace["r.html"]));
        Assert.False(File.Exists(_workspace["r.html"]));
    }

    public void Dispose() => _workspace.Dispose();

    private string Sweep(string output, params string[] options)
    {
        string[] line = ["sweep", _workspace.Program, "--data", _workspace.Data, "-o", _workspace[output], .. options];
        (int code, _, string error) = Cli.Run(line);
        Assert.True(code == ExitCode.Ok, $"neuro {string.Join(' ', line)} ended with {code}:\n{error}");
        return error;
    }

    private string Fails(string output, params string[] options) => Cli.Fails(
        ExitCode.InputError, ["sweep", _workspace.Program, "--data", _workspace.Data, "-o", _workspace[output], .. options]);
}
