using System.Text.Json;

namespace Neuro.Cli.Tests;

/// <summary>What executes: what can be asked for, what is chosen, what is said of it.</summary>
public sealed class BackendTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public void Doctor_lists_every_backend_its_devices_and_what_is_missing()
    {
        JsonElement root = Cli.Json("doctor", "ok", Cli.Run("doctor", "--json"));
        JsonElement[] backends = [.. root.GetProperty("backends").EnumerateArray()];
        Assert.Equal(Backends.All.Select(p => p.Name), backends.Select(b => b.GetProperty("name").GetString()));
        foreach (JsonElement backend in backends)
        {
            string name = backend.GetProperty("name").GetString()!;
            Assert.NotEqual("", backend.GetProperty("library").GetString());
            bool missing = backend.GetProperty("missing").ValueKind != JsonValueKind.Null;
            Assert.True(
                missing == (backend.GetProperty("devices").GetArrayLength() == 0),
                $"{name}: devices, or what is missing, not both");
            if (missing)
                Assert.NotEqual("", backend.GetProperty("missing").GetProperty("remedy").GetString());
            foreach (JsonElement device in backend.GetProperty("devices").EnumerateArray())
                Assert.True(device.GetProperty("failure").GetString() is null, $"{name}: {device}");
        }
    }

    [Fact]
    public void Doctor_names_the_default_and_the_outcome_of_self_checks()
    {
        string text = Cli.Ok("doctor");
        Assert.Matches(@"cpu +.* passed", text);
        Assert.Matches(@"reference +.* passed", text);
        Assert.Equal("auto", Cli.Json("doctor", "ok", Cli.Run("doctor", "--json")).GetProperty("default").GetString());
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("cpu:0")]
    [InlineData("reference")]
    [InlineData("auto")]
    public void Json_says_what_was_executed_on(string backend)
    {
        JsonElement execution = Run("--backend", backend).GetProperty("executions").EnumerateArray().Single();
        Assert.Equal(backend is "auto" or "cpu:0" ? "cpu" : backend, execution.GetProperty("backend").GetString());
        Assert.NotEqual("", execution.GetProperty("device").GetString());
        Assert.Equal(JsonValueKind.Null, execution.GetProperty("failure").ValueKind);
        Assert.NotEqual("", execution.GetProperty("reason").GetString());
    }

    [Fact]
    public void Small_work_is_for_the_CPU_and_only_said_where_asked()
    {
        (_, _, string silent) = Cli.Run("run", _workspace.Program, "--data", _workspace.Data);
        Assert.DoesNotContain("running on", silent);
        (_, _, string asked) = Cli.Run("run", _workspace.Program, "--data", _workspace.Data, "--backend", "auto");
        Assert.Matches("running on cpu .*: about 0.* s of work", asked);
    }

    [Theory]
    [InlineData("cppu", "did you mean 'cpu'?")]
    [InlineData("CPU", "did you mean 'cpu'?")]
    [InlineData("referense", "did you mean 'reference'?")]
    [InlineData("quantum", "there are: auto, cpu, reference")]
    public void A_misspelt_backend_is_answered_with_the_right_one(string name, string expected)
    {
        string error = Cli.Fails(ExitCode.NoSuchDevice, "run", _workspace.Program, "--data", _workspace.Data, "--backend", name);
        Assert.StartsWith($"error[NEU6505]: there is no backend '{name}'", error);
        Assert.Contains(expected, error);
    }

    [Theory]
    [InlineData("cpu:1", "'1'")]
    [InlineData("cpu:x", "'x'")]
    [InlineData("reference:-1", "'-1'")]
    [InlineData("cpu:", "''")]
    public void A_device_that_is_not_there_is_answered_with_those_that_are(string backend, string device)
    {
        string error =
            Cli.Fails(ExitCode.NoSuchDevice, "run", _workspace.Program, "--data", _workspace.Data, "--backend", backend);
        Assert.StartsWith("error[NEU6560]: ", error);
        Assert.Contains($"has no device {device}", error);
        Assert.Contains($"there are: {backend.Split(':')[0]}:0 (", error);
    }

    public void Dispose() => _workspace.Dispose();

    private JsonElement Run(params string[] options) =>
        Cli.Json("run", "ok", Cli.Run(["run", _workspace.Program, "--data", _workspace.Data, "--json", .. options]));
}
