using System.Text.Json;
using Neuro.Onnx;
using Neuro.Runtime.OnnxRuntime;

namespace Neuro.Cli.Tests;

/// <summary>Export, execution and verification with ONNX models.</summary>
public sealed class OnnxTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData("step", "batch")]
    [InlineData("sequence", "ticks")]
    public void Export_writes_a_model_with_the_programs_names(string shape, string first)
    {
        string table = Cli.Ok("export", _workspace.Program, "--format", "onnx", "--shape", shape, "-o", _workspace["net.onnx"]);
        Assert.Contains("out.v", table);
        ModelProto model = OnnxFile.Open(_workspace["net.onnx"]).Model;
        Assert.Equal((8, 17), (model.IrVersion, model.OpsetImport.Single().Version));
        Assert.Equal(first, model.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimParam);
        Assert.Equal("in", model.Graph.Input[0].Name);
        Assert.Equal("out", model.Graph.Output[0].Name);
        Dictionary<string, string> metadata = model.MetadataProps.ToDictionary(m => m.Key, m => m.Value);
        Assert.Equal(64, metadata["neuro.program_digest"].Length);
        Assert.Equal("1/1000", metadata["neuro.dt"]);
        Assert.Contains("neuro.scales", metadata.Keys);
    }

    [Fact]
    public void Export_twice_gives_the_same_bytes()
    {
        Cli.Ok("export", _workspace.Program, "-o", _workspace["a.onnx"]);
        Cli.Ok("export", _workspace.Program, "-o", _workspace["b.onnx"]);
        Assert.Equal(File.ReadAllBytes(_workspace["a.onnx"]), File.ReadAllBytes(_workspace["b.onnx"]));
    }

    [Fact]
    public void Export_says_in_JSON_what_the_tensors_are()
    {
        JsonElement root = Cli.Json(
            "export", "ok", Cli.Run("export", _workspace.Program, "-o", _workspace["net.onnx"], "--json"));
        Assert.Equal("step", root.GetProperty("shape").GetString());
        Assert.Equal("out.v.next", root.GetProperty("interface").GetProperty("states")[0].GetProperty("next").GetString());
    }

    [Theory]
    [InlineData("step")]
    [InlineData("sequence")]
    public void A_model_verifies_against_its_program_and_not_against_another(string shape)
    {
        RequireLibrary();
        string other = _workspace["other.ir"];
        File.WriteAllText(other, Workspace.ProgramText(threshold: 9));
        Cli.Ok("export", _workspace.Program, "--shape", shape, "-o", _workspace["net.onnx"]);
        Assert.Contains("identical: 8 samples", Cli.Ok("verify", _workspace.Program, "--against", _workspace["net.onnx"]));
        Assert.Contains("identical: 4 samples", Cli.Ok(
            "verify", _workspace.Program, "--against", _workspace["net.onnx"], "--data", _workspace.Data));
        string error = Cli.Fails(ExitCode.Mismatch, "verify", other, "--against", _workspace["net.onnx"]);
        Assert.Contains("NEU6544", error);
        Assert.Contains("population 'out', neuron", error);
    }

    [Fact]
    public void Run_and_eval_on_onnxruntime_print_what_the_cpu_prints_and_the_provider()
    {
        RequireLibrary();
        foreach (string command in (string[])["run", "eval"])
        {
            string[] arguments = [command, _workspace.Program, "--data", _workspace.Data, "--json"];
            (int code, string output, string error) = Cli.Run([.. arguments, "--backend", "onnxruntime"]);
            Assert.Equal(ExitCode.Ok, code);
            Assert.Equal(Counts(Cli.Ok(arguments)), Counts(output));
            Assert.Contains("CPUExecutionProvider", error);
        }
    }

    [Fact]
    public void A_chip_exports_without_its_read_noise_and_verifies_so()
    {
        RequireLibrary();
        string program = _workspace["chip.nrx"], model = _workspace["chip.onnx"];
        Cli.Ok(
            "compile", DemoFiles.Model, "--dialect", "norse", "--dt", "1e-3", "--device", "pcm", "--array", "xbar-64",
            "-o", program);
        Assert.Contains("NEU4102", Cli.Fails(ExitCode.InputError, "export", program, "-o", model));
        Cli.Ok("export", program, "--no-read-noise", "--instance", "1", "-o", model);
        string[] verify = ["verify", program, "--against", model, "--data", DemoFiles.Data, "--encoder", "rate", "--ticks", "25",
            "--samples", "0..4", "--instance"];
        Assert.Contains("identical: 5 samples", Cli.Ok([.. verify, "1"]));
        // Another chip has other conductances.
        Cli.Fails(ExitCode.Mismatch, [.. verify, "2"]);
    }

    [Theory]
    [InlineData("-T", "64")]
    [InlineData("--conversion", "integer", "--code", "bitwise")]
    public void A_converted_network_verifies_as_a_model_of_spikes(params string[] conversion)
    {
        RequireLibrary();
        string program = _workspace["converted.nrx"], model = _workspace["converted.onnx"];
        string digits = Path.Combine(DemoFiles.Folder, "digits.onnx");
        Cli.Ok(["compile", digits, "--data", DemoFiles.Data, "-o", program, .. conversion]);
        Cli.Ok("export", program, "--shape", "sequence", "-o", model);
        Assert.Contains("identical: 8 samples", Cli.Ok("verify", program, "--against", model));
    }

    [Theory]
    [InlineData("--code is for --conversion integer", "--code", "unary")]
    [InlineData("--activation-bits is for --conversion integer", "--conversion", "rate", "--activation-bits", "4")]
    [InlineData("--balance is for --conversion rate", "--conversion", "integer", "--balance", "max")]
    [InlineData("--ticks is for --conversion rate", "--conversion", "integer", "--ticks", "64")]
    [InlineData("--ticks is 999999999", "--ticks", "999999999")]
    public void Options_that_a_conversion_cannot_heed_are_refused(string message, params string[] options)
    {
        string error = Cli.Fails(ExitCode.InputError, [
            "compile", Path.Combine(DemoFiles.Folder, "digits.onnx"), "--data", DemoFiles.Data,
            "-o", _workspace["x.nrx"], .. options]);
        Assert.Contains("NEU3606", error);
        Assert.Contains(message, error);
    }

    [Fact]
    public void An_onnx_model_is_no_program()
    {
        string model = Path.Combine(DemoFiles.Folder, "digits.onnx");
        Assert.Contains("NEU6508", Cli.Fails(ExitCode.InputError, "export", model, "-o", _workspace["x.onnx"]));
        Assert.Contains("NEU6508", Cli.Fails(ExitCode.InputError, "run", model, "--data", _workspace.Data));
    }

    [Fact]
    public void A_provider_is_for_onnxruntime() =>
        Assert.Contains("--backend onnxruntime", Cli.Fails(
            ExitCode.Usage, "run", _workspace.Program, "--data", _workspace.Data, "--provider", "cuda"));

    [Fact]
    public void A_file_that_is_no_model_is_refused()
    {
        RequireLibrary();
        Assert.Contains("NEU6542", Cli.Fails(
            ExitCode.InputError, "verify", _workspace.Program, "--against", _workspace.Data));
        Assert.Contains("NEU6502", Cli.Fails(
            ExitCode.InputError, "verify", _workspace.Program, "--against", _workspace["absent.onnx"]));
    }

    [Fact]
    public void Verify_wants_a_golden_or_a_model()
    {
        Cli.Fails(ExitCode.Usage, "verify", _workspace.Program);
        Cli.Fails(ExitCode.Usage, "verify", _workspace.Program, "golden.npz", "--against", "net.onnx");
    }

    public void Dispose() => _workspace.Dispose();

    // Run prints counts by sample, eval the sums over them.
    private static string Counts(string json)
    {
        JsonElement root = JsonDocument.Parse(json).RootElement;
        return (root.TryGetProperty("samples", out JsonElement samples) && samples.ValueKind == JsonValueKind.Array
            ? samples : root.GetProperty("fixed")).GetRawText();
    }

    private static void RequireLibrary() =>
        Assert.SkipUnless(OnnxRuntimeLibrary.Missing is null, OnnxRuntimeLibrary.Missing ?? "");
}
