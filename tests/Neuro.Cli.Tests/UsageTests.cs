namespace Neuro.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("compil net.nir", "'compile'")]
    [InlineData("compile net.nir --dialekt norse", "'--dialect'")]
    [InlineData("compile --dialekt norse net.nir", "'--dialect'")]
    [InlineData("targets lst", "'list'")]
    public void A_misspelt_word_is_answered_with_the_right_one(string line, string expected)
    {
        string error = Cli.Fails(ExitCode.Usage, line.Split(' '));
        Assert.Contains("error[NEU6501]:", error);
        Assert.Contains("did you mean", error);
        Assert.Contains(expected, error);
    }

    [Theory]
    [InlineData("compile")]
    [InlineData("compile net.nir --dialect brian")]
    [InlineData("compile net.nir --dt fast")]
    [InlineData("compile net.nir --dt 0")]
    [InlineData("compile net.nir --weight-bits many")]
    [InlineData("compile net.nir --input-range 3..1")]
    [InlineData("compile net.nir --input-lag -1")]
    [InlineData("compile net.nir --stop-after lunch")]
    [InlineData("run net.nrx")]
    [InlineData("run net.nrx --data x.npz --samples 9..3")]
    [InlineData("run net.nrx --data x.npz --threads 0")]
    [InlineData("run net.nrx --data x.npz --threads many")]
    [InlineData("run net.nrx --data x.npz --batch 1.5")]
    [InlineData("run net.nrx --data x.npz --ticks 0")]
    [InlineData("run net.nrx --data x.npz --full-scale 0")]
    [InlineData("compile net.nir --percentile 200")]
    [InlineData("compile net.nir --percentile most")]
    [InlineData("compile net.nir --input-lag 70000")]
    [InlineData("record net.nrx --data x.npz")]
    [InlineData("verify net.nrx")]
    [InlineData("inspect net.nrx --raster")]
    [InlineData("inspect net.nrx --text --layers")]
    [InlineData("completion powershell")]
    public void A_wrong_command_line_ends_with_2_and_points_to_its_help(string line)
    {
        string error = Cli.Fails(ExitCode.Usage, line.Split(' '));
        Assert.StartsWith("error[NEU6501]: ", error);
        Assert.Contains($"`neuro {line.Split(' ')[0]} --help` lists what it takes", error);
    }

    [Theory]
    [InlineData("compile net.nir --dialekt norse")]
    [InlineData("compile --dialekt norse net.nir")]
    [InlineData("compile net.nir --dialect brian")]
    [InlineData("compile net.nir --weight-bits many")]
    public void One_mistake_is_one_error_of_one_line_without_names_of_types(string line)
    {
        string[] lines = Cli.Fails(ExitCode.Usage, line.Split(' ')).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("  hint: ", lines[1]);
        Assert.DoesNotContain("System.", lines[0]);
    }

    [Fact]
    public void Help_shows_the_default_range_of_payloads_as_it_is_written() =>
        Assert.Contains("[default: 0..1]", Cli.Ok("compile", "--help"));

    [Fact]
    public void Options_that_a_command_lacks_are_named_without_their_values_and_without_letters_for_words()
    {
        string[] lines = Cli.Fails(
            ExitCode.Usage, "run", "net.nrx", "--data", "x.npz", "--device", "pcm", "--array", "xbar-128")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["'--device'", "'--array'"],
            lines.Where(l => l.StartsWith("error", StringComparison.Ordinal)).Select(l => l.Split(' ')[^1].Trim()));
        Assert.DoesNotContain(lines, l => l.Contains("'-d'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_usage_error_is_json_too()
    {
        System.Text.Json.JsonElement root = Cli.Json("run", "error", Cli.Run("run", "--json"));
        Assert.Equal("NEU6501", root.GetProperty("diagnostics")[0].GetProperty("code").GetString());
    }

    [Fact]
    public void Nothing_but_data_goes_to_stdout()
    {
        using Workspace workspace = new();
        (int code, string output, string error) = Cli.Run(
            "record", workspace.Program, "--data", workspace.Data, "-o", workspace["g.npz"]);
        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal(workspace["g.npz"], output.Trim());
        Assert.Contains("next:", error);
    }

    [Fact]
    public void Quiet_leaves_stderr_empty_where_all_is_well()
    {
        using Workspace workspace = new();
        (int code, _, string error) = Cli.Run("run", workspace.Program, "--data", workspace.Data, "-q");
        Assert.Equal((ExitCode.Ok, ""), (code, error));
    }

    [Fact]
    public void A_cancelled_command_ends_with_130_and_leaves_nothing()
    {
        using Workspace workspace = new();
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        StringWriter error = new();
        int code = CliApplication.Run(
            ["record", workspace.Program, "--data", workspace.Data, "-o", workspace["g.npz"]], TextWriter.Null, error,
            cancelled.Token);
        Assert.Equal(ExitCode.Interrupted, code);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(workspace["g.npz"])!, "*g.npz*"));
    }
}
