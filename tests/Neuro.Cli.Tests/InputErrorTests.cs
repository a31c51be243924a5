using Neuro.Runtime.Data;

namespace Neuro.Cli.Tests;

public sealed class InputErrorTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData("compile")]
    [InlineData("inspect")]
    public void A_missing_model_is_a_diagnostic(string command) =>
        AssertDiagnostic(Cli.Fails(ExitCode.InputError, command, _workspace["absent.nir"]));

    [Fact]
    public void A_missing_program_is_a_diagnostic() =>
        AssertDiagnostic(Cli.Fails(ExitCode.InputError, "run", _workspace["absent.nrx"], "--data", _workspace.Data));

    [Fact]
    public void Missing_data_is_a_diagnostic_that_names_the_file()
    {
        string error = Cli.Fails(ExitCode.InputError, "run", _workspace.Program, "--data", _workspace["absent.npz"]);
        AssertDiagnostic(error);
        Assert.Contains("absent.npz", error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(5000)]
    public void A_truncated_model_is_a_diagnostic(int length)
    {
        byte[] model = File.ReadAllBytes(DemoFiles.Model);
        File.WriteAllBytes(_workspace["cut.nir"], model[..length]);
        AssertDiagnostic(Cli.Fails(ExitCode.InputError, "compile", _workspace["cut.nir"], "--dialect", "norse"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(60)]
    [InlineData(1500)]
    public void A_truncated_package_is_a_diagnostic(int length)
    {
        Cli.Ok("compile", DemoFiles.Model, "--dialect", "norse", "-o", _workspace["whole.nrx"]);
        File.WriteAllBytes(_workspace["cut.nrx"], File.ReadAllBytes(_workspace["whole.nrx"])[..length]);
        AssertDiagnostic(Cli.Fails(ExitCode.InputError, "run", _workspace["cut.nrx"], "--data", _workspace.Data));
    }

    [Fact]
    public void A_truncated_golden_is_a_diagnostic()
    {
        Cli.Ok("record", _workspace.Program, "--data", _workspace.Data, "-o", _workspace["g.npz"]);
        File.WriteAllBytes(_workspace["cut.npz"], File.ReadAllBytes(_workspace["g.npz"])[..200]);
        AssertDiagnostic(Cli.Fails(ExitCode.InputError, "verify", _workspace.Program, _workspace["cut.npz"]));
    }

    [Fact]
    public void A_model_given_where_a_program_is_needed_points_to_compile() =>
        Assert.Contains("neuro compile", Cli.Fails(ExitCode.InputError, "run", DemoFiles.Model, "--data", _workspace.Data));

    [Fact]
    public void Text_with_an_error_names_line_and_column()
    {
        File.WriteAllText(_workspace["wrong.ir"], "program x {\n  dt zero\n}\n");
        Assert.Contains("wrong.ir:2:", Cli.Fails(ExitCode.InputError, "inspect", _workspace["wrong.ir"]));
    }

    [Fact]
    public void Data_of_another_size_names_both_sizes()
    {
        string error = Cli.Fails(
            ExitCode.InputError, "run", _workspace.Program, "--data", DemoFiles.Data, "--encoder", "rate", "--ticks", "5");
        Assert.Contains("64 neurons", error);
        Assert.Contains("2 neurons", error);
    }

    [Fact]
    public void A_sample_that_is_not_there_is_named() =>
        Assert.Contains("no sample 4", Cli.Fails(
            ExitCode.InputError, "run", _workspace.Program, "--data", _workspace.Data, "--samples", "2..6"));

    [Fact]
    public void Eval_without_labels_says_how_to_give_them() => Assert.Contains(
        "--labels", Cli.Fails(ExitCode.InputError, "eval", _workspace.Program, "--data", _workspace.Data, "--labels", "none"));

    [Fact]
    public void A_target_that_is_not_there_is_answered_with_those_there_are() =>
        Assert.Contains(
            "generic-cores", Cli.Fails(ExitCode.InputError, "compile", DemoFiles.Model, "-t", "loihi9", "--dialect", "norse"));

    [Fact]
    public void An_output_folder_that_is_not_there_is_a_diagnostic_that_names_it()
    {
        string path = Path.Combine(_workspace["absent"], "net.nrx");
        string error = Cli.Fails(ExitCode.InputError, "compile", DemoFiles.Model, "--dialect", "norse", "-o", path);
        AssertDiagnostic(error);
        Assert.Contains($"'{path}' cannot be written: there is no folder '{_workspace["absent"]}'", error);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("record")]
    public void A_file_that_is_read_is_not_written_over(string command)
    {
        byte[] before = File.ReadAllBytes(_workspace.Data);
        Assert.Contains("NEU6516", Cli.Fails(
            ExitCode.InputError, command, _workspace.Program, "--data", _workspace.Data, "-o", _workspace.Data));
        Assert.Equal(before, File.ReadAllBytes(_workspace.Data));
    }

    [Fact]
    public void A_model_is_not_written_over_by_its_package()
    {
        File.Copy(DemoFiles.Model, _workspace["net.nir"]);
        Assert.Contains("NEU6516", Cli.Fails(
            ExitCode.InputError, "compile", _workspace["net.nir"], "--dialect", "norse", "-o", _workspace["net.nir"]));
        Assert.Equal(File.ReadAllBytes(DemoFiles.Model), File.ReadAllBytes(_workspace["net.nir"]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(1_000_000)]
    public void A_label_that_is_no_class_of_the_output_is_named_with_its_sample(int label)
    {
        File.WriteAllText(_workspace["labels.csv"], $"0\n1\n{label}\n0\n");
        string error = Cli.Fails(
            ExitCode.InputError, "eval", _workspace.Program, "--data", _workspace.Data, "--labels", _workspace["labels.csv"]);
        Assert.Contains($"sample 2 has label {label}; the classes of output 'out' are 0 to 2", error);
    }

    [Fact]
    public void Events_that_leave_the_last_neurons_silent_fit_the_input()
    {
        using (NpzWriter data = new(_workspace["events.npz"]))
        {
            data.Add("t", new int[] { 0, 3, 7 });
            data.Add("i", new int[] { 0, 0, 0 });
            data.Commit();
        }
        Cli.Ok("run", _workspace.Program, "--data", _workspace["events.npz"]);
        Cli.Ok(
            "compile", DemoFiles.Model, "--dialect", "norse", "--data", _workspace["events.npz"], "-o", _workspace["events.nrx"]);
    }

    [Fact]
    public void A_payload_beyond_the_inputs_range_points_to_the_option_that_widens_it()
    {
        using (NpzWriter data = new(_workspace["counts.npz"]))
        {
            data.Add("spikes", Enumerable.Range(0, 40).Select(i => (byte)(i % 6)).ToArray(), 1, 20, 2);
            data.Commit();
        }
        Assert.Contains("--input-range 0..7", Cli.Fails(
            ExitCode.InputError, "run", _workspace.Program, "--data", _workspace["counts.npz"]));
    }

    [Fact]
    public void Probes_of_unknown_populations_and_states_list_the_known()
    {
        Assert.Contains("populations: in, out", Cli.Fails(
            ExitCode.InputError, "run", _workspace.Program, "--data", _workspace.Data, "--probe", "hid.v"));
        Assert.Contains("states: v", Cli.Fails(
            ExitCode.InputError, "run", _workspace.Program, "--data", _workspace.Data, "--probe", "out.u"));
    }

    [Fact]
    public void An_error_is_json_too()
    {
        System.Text.Json.JsonElement root = Cli.Json(
            "run", "error", Cli.Run("run", _workspace["absent.nrx"], "--data", _workspace.Data, "--json"));
        System.Text.Json.JsonElement diagnostic = root.GetProperty("diagnostics")[0];
        Assert.StartsWith("NEU", diagnostic.GetProperty("code").GetString());
        Assert.NotEmpty(diagnostic.GetProperty("hint").GetString()!);
    }

    public void Dispose() => _workspace.Dispose();

    private static void AssertDiagnostic(string error)
    {
        Assert.Matches(@"^error\[NEU[0-9]{4}\]: ", error);
        Assert.Contains("  hint: ", error);
        Assert.DoesNotContain("   at ", error);
    }
}
