using System.Text.Json;

namespace Neuro.Cli.Tests;

/// <summary>record and verify.</summary>
public sealed class RegressionTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData("cpu")]
    [InlineData("reference")]
    public void A_recorded_program_verifies_on_every_backend(string backend)
    {
        Record();
        Assert.StartsWith("identical: 4 samples", Cli.Ok(
            "verify", _workspace.Program, _workspace["g.npz"], "--backend", backend, "--batch", "3"));
    }

    [Fact]
    public void A_program_in_text_form_becomes_a_package_that_verifies_against_its_golden()
    {
        Record("--probe", "out.v");
        Cli.Ok("compile", _workspace.Program, "-o", _workspace["net.nrx"], "-t", "generic-cores");
        Assert.StartsWith("identical: 4 samples", Cli.Ok("verify", _workspace["net.nrx"], _workspace["g.npz"]));
        Assert.Contains("\"placement\"", Cli.Ok("inspect", _workspace["net.nrx"], "--json"));
    }

    [Fact]
    public void Options_that_shape_a_model_are_refused_for_a_program_in_text_form() => Assert.Contains(
        "--weight-bits does not apply",
        Cli.Fails(ExitCode.Usage, "compile", _workspace.Program, "-o", _workspace["net.nrx"], "--weight-bits", "4"));

    [Fact]
    public void A_changed_program_ends_with_3_and_the_first_divergence()
    {
        Record("--probe", "out.v");
        File.WriteAllText(_workspace["other.ir"], Workspace.ProgramText(threshold: 9));
        (int code, string output, string error) run = Cli.Run("verify", _workspace["other.ir"], _workspace["g.npz"]);
        Assert.Equal(ExitCode.Mismatch, run.code);
        Assert.Contains("error[NEU6524]: outputs differ: sample 0, tick ", run.error);
        Assert.Contains("warning[NEU6522]", run.error);
        Assert.Contains("<- first", run.output);
    }

    [Fact]
    public void The_divergence_in_json_has_its_coordinates()
    {
        Record();
        File.WriteAllText(_workspace["other.ir"], Workspace.ProgramText(threshold: 9));
        JsonElement root = Cli.Json(
            "verify", "mismatch", Cli.Run("verify", _workspace["other.ir"], _workspace["g.npz"], "--json"));
        JsonElement first = root.GetProperty("first_divergence");
        Assert.False(root.GetProperty("agrees").GetBoolean());
        Assert.Equal("out", first.GetProperty("population").GetString());
        Assert.True(first.GetProperty("tick").GetInt32() >= 0);
        Assert.NotEqual(first.GetProperty("expected").GetInt64(), first.GetProperty("actual").GetInt64());
    }

    [Fact]
    public void The_same_data_may_be_given_and_other_data_is_refused()
    {
        Record("--samples", "1..2");
        Cli.Ok("verify", _workspace.Program, _workspace["g.npz"], "--data", _workspace.Data);
        Assert.Contains("NEU6523", Cli.Fails(
            ExitCode.InputError, "verify", _workspace.Program, _workspace["g.npz"], "--data", _workspace.Data, "--tick-us", "1",
            "--ticks", "7"));
    }

    [Fact]
    public void A_golden_of_counts_made_in_python_is_verified_on_given_data()
    {
        JsonElement counts = JsonDocument.Parse(Cli.Ok(
            "run", _workspace.Program, "--data", _workspace.Data, "--json")).RootElement.GetProperty("samples");
        string rows = string.Join(
            ',', counts.EnumerateArray().Select(s => s.GetProperty("counts").GetProperty("out").GetRawText()));
        Python.Run("import sys, numpy as np, json; np.savez(sys.argv[1], counts=np.array(json.loads(sys.argv[2]), np.uint8))",
            ["numpy"], _workspace["p.npz"], $"[{rows}]");

        Assert.StartsWith("identical", Cli.Ok("verify", _workspace.Program, _workspace["p.npz"], "--data", _workspace.Data));
        Assert.Contains("--data", Cli.Fails(ExitCode.InputError, "verify", _workspace.Program, _workspace["p.npz"]));
    }

    [Fact]
    public void Run_writes_spikes_counts_and_states_that_are_a_golden_themselves()
    {
        Cli.Ok("run", _workspace.Program, "--data", _workspace.Data, "--probe", "out.v", "-o", _workspace["out.npz"]);
        Assert.StartsWith("identical", Cli.Ok("verify", _workspace.Program, _workspace["out.npz"], "--data", _workspace.Data));
    }

    public void Dispose() => _workspace.Dispose();

    private void Record(params string[] options) =>
        Cli.Ok(["record", _workspace.Program, "--data", _workspace.Data, "-o", _workspace["g.npz"], .. options]);
}
