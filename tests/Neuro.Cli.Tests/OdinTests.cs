using System.Text.Json;

namespace Neuro.Cli.Tests;

/// <summary>From a float network to the command stream of a chip that fires by the event, and back.</summary>
public sealed class OdinTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public void Digits_on_tinyODIN_are_as_right_as_elsewhere()
    {
        Compile();
        JsonElement root = Cli.Json("eval", "ok", Cli.Run(
            "eval", _workspace["net.nrx"], "--data", DemoFiles.Data, "--encoder", "rate", "--ticks", "25", "--samples", "0..99",
            "--json"));
        Assert.InRange(root.GetProperty("fixed").GetProperty("accuracy").GetDouble(), 0.93, 1);
    }

    [Fact]
    public void An_exported_chip_is_listed_and_exported_again_as_it_was()
    {
        Compile();
        Cli.Ok("export", _workspace["net.nrx"], "-t", "tinyodin", "-o", _workspace["net.cmds.hex"]);
        string listing = Cli.Ok("inspect", _workspace["net.cmds.hex"]);
        Assert.Contains("chip tinyodin", listing);
        Assert.Contains("row 0:", listing);
        Cli.Ok("compile", _workspace["net.cmds.hex"], "-o", _workspace["chip.nrx"]);
        Cli.Ok("export", _workspace["chip.nrx"], "--format", "cmds.hex", "-o", _workspace["again.cmds.hex"]);
        Assert.Equal(File.ReadAllText(_workspace["net.cmds.hex"]), File.ReadAllText(_workspace["again.cmds.hex"]));
    }

    [Fact]
    public void A_network_beyond_the_crossbar_is_refused_with_numbers()
    {
        string error = Cli.Fails(
            ExitCode.InputError, "compile", DemoFiles.Model, "--dialect", "norse", "--dt", "1e-3", "-t", "odin",
            "-o", _workspace["net.nrx"]);
        Assert.Contains("error[NEU3712]", error);
        Assert.Contains("target odin has 256", error);
    }

    [Fact]
    public void A_damaged_stream_is_named_by_its_line()
    {
        File.WriteAllText(_workspace["bad.cmds.hex"], "010000000001\nrubbish\n");
        string error = Cli.Fails(ExitCode.InputError, "inspect", _workspace["bad.cmds.hex"]);
        Assert.Contains("error[NEU4240]", error);
        Assert.Contains("bad.cmds.hex:2", error);
    }

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();

    private void Compile() => Cli.Ok(
        "compile", DemoFiles.Model, "--dialect", "norse", "--dt", "1e-3", "-t", "tinyodin", "-o", _workspace["net.nrx"]);
}
