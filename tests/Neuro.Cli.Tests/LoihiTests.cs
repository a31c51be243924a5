using System.Text.Json;

namespace Neuro.Cli.Tests;

/// <summary>From a float network to Loihi's file and back.</summary>
public sealed class LoihiTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public void An_exported_network_compiles_to_a_program_of_the_same_digest_and_outputs()
    {
        Compile();
        Cli.Ok("export", _workspace["net.nrx"], "-t", "loihi1", "-o", _workspace["net.net"]);
        Cli.Ok("compile", _workspace["net.net"], "-t", "loihi1", "-o", _workspace["again.nrx"]);
        string Digest(string file) => Cli.Ok("inspect", _workspace[file]).Split("digest ")[1][..12];
        Assert.Equal(Digest("net.nrx"), Digest("again.nrx"));
        Assert.Equal(Counts("net.nrx"), Counts("again.nrx"));
        Assert.Equal(Counts("net.nrx"), Counts("net.net"));
    }

    [Fact]
    public void Digits_on_loihi1_are_as_right_as_elsewhere()
    {
        Compile();
        JsonElement root = Cli.Json("eval", "ok", Cli.Run(
            "eval", _workspace["net.nrx"], "--data", DemoFiles.Data, "--encoder", "rate", "--ticks", "27", "--json"));
        Assert.InRange(root.GetProperty("fixed").GetProperty("accuracy").GetDouble(), 0.95, 1);
    }

    [Fact]
    public void A_reset_by_subtraction_is_refused_with_the_option_that_helps()
    {
        string error = Cli.Fails(ExitCode.InputError, "compile", DemoFiles.Model, "--dialect", "sinabs", "-t", "loihi1",
            "-o", _workspace["net.nrx"]);
        Assert.Contains("error[NEU3701]", error);
        Assert.Contains("--reset zero", error);
    }

    [Theory]
    [InlineData("net.net", "--weight-bits", "4")]
    [InlineData("net.net", "--dialect", "lava")]
    public void Options_that_a_net_file_has_no_use_for_are_refused(string file, string option, string value)
    {
        Compile();
        Cli.Ok("export", _workspace["net.nrx"], "--format", "net", "-o", _workspace[file]);
        Assert.Contains($"{option} does not apply", Cli.Fails(ExitCode.Usage, "compile", _workspace[file], option, value));
    }

    [Fact]
    public void Options_of_net_files_are_refused_for_other_models() => Assert.Contains(
        "--reset-interval does not apply", Cli.Fails(ExitCode.Usage, "compile", DemoFiles.Model, "--reset-interval", "16"));

    [Fact]
    public void Another_format_than_the_targets_is_a_contradiction()
    {
        Compile();
        Assert.Contains("target loihi1 loads net, not onnx", Cli.Fails(
            ExitCode.Usage, "export", _workspace["net.nrx"], "-t", "loihi1", "--format", "onnx", "-o", _workspace["net.onnx"]));
    }

    [Fact]
    public void Clearing_and_delays_of_a_net_file_are_options()
    {
        Compile();
        Cli.Ok("export", _workspace["net.nrx"], "-t", "loihi1", "-o", _workspace["net.net"]);
        Cli.Ok("compile", _workspace["net.net"], "--num-layers", "1", "--comparator", "ge", "-o", _workspace["part.nrx"]);
        Assert.Contains("comparator = g", Cli.Ok("inspect", _workspace["part.nrx"], "--text"));
    }

    public void Dispose() => _workspace.Dispose();

    private void Compile() => Cli.Ok(
        "compile", DemoFiles.Model, "--dialect", "lava", "--dt", "1e-3", "-t", "loihi1", "-o", _workspace["net.nrx"]);

    private string Counts(string file)
    {
        JsonElement root = Cli.Json("run", "ok", Cli.Run(
            "run", _workspace[file], "--data", DemoFiles.Data, "--encoder", "rate", "--ticks", "27", "--samples", "0..9",
            "--json"));
        return root.GetProperty("samples").ToString();
    }
}
