namespace Neuro.Cli.Tests;

/// <summary>What boards cannot take, and profiles that no board has, end in diagnostics.</summary>
public sealed class BoardInputTests : IDisposable
{
    private const string Chip = "\"schema_version\": 1, \"name\": \"chip\", ";

    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData("risp", "error[NEU3770]: population 'lif1' keeps 0.9 of its potential from tick to tick")]
    [InlineData("ranc", "error[NEU3760]: population 'lif1' keeps 0.9 of its potential from tick to tick")]
    [InlineData("speck", "error[NEU4331]: layer 'lif1' leaks")]
    [InlineData("xylo-a2", "error[NEU4307]: 64 input channels, 16 available")]
    public void What_a_boards_neurons_cannot_do_is_said_by_compile(string target, string expected)
    {
        Assert.Contains(expected, Cli.Fails(ExitCode.InputError, Compile(DemoFiles.Model, target)));
        Assert.False(File.Exists(_workspace["net.nrx"]));
    }

    [Theory]
    [InlineData("--reset", "subtract", "population 'if1' resets by subtraction")]
    [InlineData("--multi-spike", "true", "population 'if1' spikes several times a tick")]
    public void RISP_takes_integrate_and_fire_neurons_that_reset_to_zero(string option, string value, string expected)
    {
        string model = Path.Combine(DemoFiles.Folder, "digits-if.nir");
        Cli.Ok(Compile(model, "risp"));
        Assert.Contains(expected, Cli.Fails(ExitCode.InputError, [.. Compile(model, "risp"), option, value]));
    }

    [Fact]
    public void A_program_for_one_chip_is_not_exported_for_another()
    {
        Cli.Ok(Compile(DemoFiles.Model, "tinyodin"));
        Assert.Contains("error[NEU4050]: population 'lif1' has neurons of kind 'tinyodin'", Export("net.nrx", "odin"));
        Cli.Ok("export", _workspace["net.nrx"], "-t", "tinyodin", "-o", _workspace["net.cmds.hex"]);
        Cli.Ok("compile", _workspace["net.cmds.hex"], "-t", "tinyodin", "-o", _workspace["read.nrx"]);
        Cli.Ok("export", _workspace["read.nrx"], "-t", "tinyodin", "-o", _workspace["again.cmds.hex"]);
        Assert.Contains("error[NEU4248]: program 'net' is an image of tinyodin, not of target odin", Export("read.nrx", "odin"));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("eval")]
    public void A_program_is_emulated_as_the_chip_that_is_named_or_refused(string command)
    {
        Cli.Ok(Compile(DemoFiles.Model, "tinyodin"));
        string data = Path.Combine(DemoFiles.Folder, "digits-test.npz");
        string[] words =
            [command, _workspace["net.nrx"], "--data", data, "--encoder", "rate", "--ticks", "3", "--samples", "0..1", "--json"];
        Assert.Equal(Cli.Ok(words), Cli.Ok([.. words, "-t", "tinyodin"]));
        Assert.Contains("error[NEU4050]: population 'lif1' has neurons of kind 'tinyodin', which target odin does not compute",
            Cli.Fails(ExitCode.InputError, [.. words, "-t", "odin"]));
        Assert.Contains("error[NEU4501]: there is no target 'odim'", Cli.Fails(ExitCode.InputError, [.. words, "-t", "odim"]));
    }

    [Theory]
    [InlineData("tinyodin", "\"arithmetic\": { \"state_bits\": 2 }", "NEU4503")]
    [InlineData("generic-cores", "\"events\": { \"event\": 1e308, \"source\": \"x\" }", "NEU4503")]
    [InlineData("xbar", "\"crossbar\": { \"rows\": 2000000000 }", "NEU4503")]
    [InlineData("ranc", "\"limits\": { \"rows_per_core\": 2000000000, \"neurons_per_core\": 2000000000 }", "NEU4269")]
    public void Numbers_beyond_all_boards_in_a_profile_are_refused(string parent, string member, string code)
    {
        File.WriteAllText(_workspace["chip.json"], $$"""{ {{Chip}}"inherits": "{{parent}}", {{member}} }""");
        Assert.Contains($"error[{code}]", Cli.Fails(
            ExitCode.InputError, Compile(Path.Combine(DemoFiles.Folder, "digits-if.nir"), _workspace["chip.json"])));
    }

    [Fact]
    public void A_stream_without_commands_is_refused()
    {
        File.WriteAllText(_workspace["empty.cmds.hex"], "# nothing\n");
        Assert.Contains("error[NEU4240]: the file holds no command", Cli.Fails(
            ExitCode.InputError, "inspect", _workspace["empty.cmds.hex"]));
    }

    [Fact]
    public void A_folder_that_is_no_image_is_called_a_folder() => Assert.Contains(
        "error[NEU1001]", Cli.Fails(ExitCode.InputError, "compile", _workspace.Path, "--dialect", "norse"));

    [Fact]
    public void Showing_no_target_is_a_usage_error() =>
        Assert.Contains("error[NEU6501]: give a target or --schema", Cli.Fails(ExitCode.Usage, "targets", "show"));

    [Fact]
    public void The_scan_of_a_RANC_core_is_its_time() => Assert.Contains(
        "a tick takes 66051 cycles; costs: TokenController.v",
        Cli.Ok(Compile(Path.Combine(DemoFiles.Folder, "digits-if.nir"), "ranc")));

    public void Dispose() => _workspace.Dispose();

    private string[] Compile(string model, string target) =>
        ["compile", model, "--dialect", "norse", "--dt", "1e-3", "-t", target, "-o", _workspace["net.nrx"]];

    private string Export(string program, string target)
    {
        string error = Cli.Fails(ExitCode.InputError, "export", _workspace[program], "-t", target, "-o", _workspace["out"]);
        Assert.False(File.Exists(_workspace["out"]));
        return error;
    }
}
