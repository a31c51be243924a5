using System.Text.Json;
using Neuro.Emulator.OpenCL;
using Neuro.Ir;
using Neuro.Runtime.Data;
using Neuro.Runtime.Packages;
using Neuro.Testing.Programs;

namespace Neuro.Cli.Tests;

/// <summary><c>neuro learn</c>, and read-outs of what it learned, on a small network.</summary>
public sealed class LearnTests : IDisposable
{
    private const int Pixels = 16;
    private const int Neurons = 6;
    private const int Samples = 24;

    private readonly Workspace _workspace = new();
    private readonly string _network;
    private readonly string _data;

    /// <summary>Writes a network and samples of three classes: bars at three places, with noise.</summary>
    public LearnTests()
    {
        _network = _workspace["stdp.nrx"];
        _data = _workspace["bars.npz"];
        new NrxPackage { Program = StdpNetwork.Create(Neurons, 100, pixels: Pixels) }.Save(_network);
        Random random = new(3);
        byte[] spikes = new byte[Samples * StdpNetwork.Ticks * Pixels];
        int[] labels = [.. Enumerable.Range(0, Samples).Select(s => s % 3)];
        for (int i = 0; i < spikes.Length; i++)
        {
            int sample = i / Pixels / StdpNetwork.Ticks;
            bool bar = i % Pixels / 5 == labels[sample];
            spikes[i] = (byte)(random.NextDouble() < (bar ? 0.9 : 0.1) ? 1 : 0);
        }
        using NpzWriter data = new(_data);
        data.Add("spikes", spikes, Samples, StdpNetwork.Ticks, Pixels);
        data.Add("labels", labels);
        data.Commit();
    }

    private string[] Learn(params string[] more) => ["learn", _network, "--data", _data, .. Reference(more)];

    private static string[] Reference(string[] args) => args.Contains("--backend") ? args : [.. args, "--backend", "reference"];

    [Fact]
    public void What_was_learned_is_written_and_answers_better_than_chance()
    {
        string learned = _workspace["learned.nrx"];
        JsonElement root = Cli.Json("learn", "ok", Cli.Run(Learn(
            "--epochs", "4", "--read-out", "assigned", "--test", _data, "--json", "-o", learned)));
        JsonElement variant = root.GetProperty("variants")[0];
        Assert.Equal("digital", variant.GetProperty("name").GetString());
        Assert.Equal(4 * Samples, variant.GetProperty("samples").GetInt64());
        Assert.True(variant.GetProperty("rule_updates").GetInt64() > 0);
        double accuracy = variant.GetProperty("accuracy").GetDouble();
        Assert.InRange(accuracy, 0.7, 1);
        JsonElement row = variant.GetProperty("telemetry").EnumerateArray().Last();
        JsonElement histogram = row.GetProperty("weights")[0].GetProperty("histogram");
        Assert.Equal(Pixels * Neurons, histogram.EnumerateArray().Sum(b => b.GetInt32()));
        JsonElement eval = Cli.Json("eval", "ok", Cli.Run(
            "eval", learned, "--data", _data, "--no-float", "--json", "--backend", "reference"));
        Assert.Equal(accuracy, eval.GetProperty("fixed").GetProperty("accuracy").GetDouble());
        Assert.NotEqual(
            ProgramDigest.Compute(NrxPackage.Load(_network).Program), ProgramDigest.Compute(NrxPackage.Load(learned).Program));
    }

    [Fact]
    public void Learning_that_goes_on_from_a_checkpoint_ends_as_if_it_had_not_stopped()
    {
        string state = _workspace["state.npz"];
        string[] telemetry = [_workspace["a.csv"], _workspace["b.csv"]];
        Cli.Ok(Learn("--epochs", "3", "--every", "10", "--telemetry", telemetry[0], "-o", _workspace["whole.nrx"]));
        Cli.Ok(Learn("--epochs", "1", "--every", "10", "--samples", "0..23", "--checkpoint", state));
        Cli.Ok(Learn(
            "--epochs", "3", "--every", "10", "--resume", state, "--telemetry", telemetry[1], "-o", _workspace["resumed.nrx"]));
        Assert.Equal(File.ReadAllBytes(_workspace["whole.nrx"]), File.ReadAllBytes(_workspace["resumed.nrx"]));
        string[] whole = File.ReadAllLines(telemetry[0]), resumed = File.ReadAllLines(telemetry[1]);
        Assert.Equal(whole[^1].Split(',')[..6], resumed[^1].Split(',')[..6]);
    }

    [Fact]
    public void A_checkpoint_of_another_learning_is_refused_with_what_differs()
    {
        string state = _workspace["state.npz"];
        Cli.Ok(Learn("--checkpoint", state));
        string other = _workspace["other.nrx"];
        new NrxPackage { Program = StdpNetwork.Create(Neurons, 101, pixels: Pixels) }.Save(other);
        string error = Cli.Fails(ExitCode.InputError, "learn", other, "--data", _data, "--resume", state, "--backend",
            "reference");
        Assert.Contains("NEU6572", error, StringComparison.Ordinal);
        Assert.Contains("differs: program", error, StringComparison.Ordinal);
        error = Cli.Fails(ExitCode.InputError, Learn("--samples", "0..9", "--resume", state));
        Assert.Contains("differs: data", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused()
    {
        string state = _workspace["state.npz"];
        Cli.Ok(Learn("--checkpoint", state));
        byte[] bytes = File.ReadAllBytes(state);
        File.WriteAllBytes(state, bytes[..(bytes.Length / 2)]);
        Assert.Contains("NEU6571", Cli.Fails(ExitCode.InputError, Learn("--resume", state)), StringComparison.Ordinal);
        Assert.Contains("NEU6571", Cli.Fails(ExitCode.InputError, Learn("--resume", _data)), StringComparison.Ordinal);
    }

    [Fact]
    public void Digital_weights_and_devices_learn_side_by_side_with_their_cost()
    {
        JsonElement root = Cli.Json("learn", "ok", Cli.Run(Learn(
            "--device", "digital,epiram,pcm-pulsed", "--pulses", "accumulate", "--json", "-o", _workspace["on.nrx"])));
        JsonElement[] variants = [.. root.GetProperty("variants").EnumerateArray()];
        Assert.Equal(["digital", "epiram", "pcm-pulsed"], variants.Select(v => v.GetProperty("name").GetString()));
        Assert.Equal([0, Pixels * Neurons, 2 * Pixels * Neurons], variants.Select(v => v.GetProperty("cells").GetInt32()));
        Assert.Equal(0, variants[0].GetProperty("pulses").GetInt64());
        Assert.All(variants[1..], v => Assert.True(v.GetProperty("pulses").GetInt64() > 0));
        foreach (string name in new[] { "digital", "epiram", "pcm-pulsed" })
        {
            Cli.Ok(
                "eval", _workspace[$"on.{name}.nrx"], "--data", _data, "--read-out", "template", "--read-out-data", _data,
                "--no-float", "--backend", "reference");
        }
    }

    [Fact]
    public void The_network_of_handwritten_digits_is_a_program() =>
        Assert.Contains(
            "rate:gain=0.625", Cli.Ok("inspect", RepositoryRoot.File("tests", "models", "mnist-stdp.json"), "--json"),
            StringComparison.Ordinal);

    [Fact]
    public void Learning_ends_early_where_the_rule_says_so()
    {
        JsonElement root = Cli.Json("learn", "ok", Cli.Run(Learn(
            "--epochs", "50", "--every", "24", "--stop-when", "change:0.05", "--json")));
        JsonElement variant = root.GetProperty("variants")[0];
        Assert.True(variant.GetProperty("stopped").GetBoolean());
        Assert.InRange(variant.GetProperty("samples").GetInt64(), 48, 49 * Samples);
    }

    [Fact]
    public void A_stop_of_the_command_leaves_the_last_checkpoint_and_nothing_else()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        string state = _workspace["state.npz"];
        StringWriter output = new(), error = new();
        string[] before = Directory.GetFiles(_workspace.Path);
        int code = CliApplication.Run(Learn("--checkpoint", state, "-o", _workspace["learned.nrx"]), output, error, source.Token);
        Assert.Equal(ExitCode.Interrupted, code);
        Assert.Equal(before.Order(), Directory.GetFiles(_workspace.Path).Order());
    }

    [Theory]
    [InlineData("assigned")]
    [InlineData("template")]
    [InlineData("ridge")]
    [InlineData("ridge:0.1")]
    public void A_read_out_that_was_fitted_stays_in_the_program(string method)
    {
        string with = _workspace["with.nrx"];
        JsonElement first = Cli.Json("eval", "ok", Cli.Run(
            "eval", _network, "--data", _data, "--no-float", "--json", "--read-out", method, "--read-out-data", _data,
            "--read-out-bits", "12", "-o", with, "--backend", "reference"));
        JsonElement second = Cli.Json("eval", "ok", Cli.Run(
            "eval", with, "--data", _data, "--no-float", "--json", "--backend", "reference"));
        Assert.Equal(
            first.GetProperty("fixed").GetProperty("predictions").ToString(),
            second.GetProperty("fixed").GetProperty("predictions").ToString());
        Assert.Equal(12, NrxPackage.Load(with).Program.Array("read_out.weight").Bits);
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("ilgpu")]
    [InlineData("opencl")]
    public void Every_backend_that_learns_writes_the_same_weights(string backend)
    {
        if (backend == "opencl" && new OpenCLBackendProvider().Missing is { } missing)
            Assert.Skip($"no OpenCL device: {missing.What}; {missing.Remedy}");
        (string expected, string actual) = (_workspace["reference.nrx"], _workspace[$"{backend}.nrx"]);
        Cli.Json("learn", "ok", Cli.Run(Learn("--json", "-o", expected)));
        Cli.Json("learn", "ok", Cli.Run(Learn("--json", "-o", actual, "--backend", backend)));
        SpikeProgram learned = NrxPackage.Load(expected).Program;
        Assert.NotEqual(ProgramText.Print(NrxPackage.Load(_network).Program), ProgramText.Print(learned));
        Assert.Equal(ProgramText.Print(learned), ProgramText.Print(NrxPackage.Load(actual).Program));
    }

    [Theory]
    [InlineData("--teacher", "nobody", "NEU6573")]
    [InlineData("--teacher", "in", "NEU6573")]
    [InlineData("--backend", "onnxruntime", "NEU")]
    [InlineData("--device", "nosuch", "NEU3521")]
    [InlineData("--device", "ideal", "NEU3570")]
    public void What_cannot_be_is_said(string option, string value, string code)
    {
        (int exit, _, string error) = Cli.Run(Learn(option, value));
        Assert.NotEqual(ExitCode.Ok, exit);
        Assert.NotEqual(ExitCode.InternalError, exit);
        Assert.Contains(code, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--update", "unidirectional")]
    [InlineData("--stop-when", "never")]
    [InlineData("--stop-when", "accuracy:0.5")]
    [InlineData("--test-labels", "x")]
    [InlineData("--telemetry", "x.txt")]
    [InlineData("--read-out", "best")]
    public void Options_that_mean_nothing_are_refused(string option, string value) =>
        Cli.Fails(ExitCode.Usage, Learn(option, value));

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();
}
