using System.Diagnostics;
using System.Text.Json;
using Neuro.Runtime.OnnxRuntime;

namespace Neuro.Cli.Tests;

/// <summary>The README's commands work as they stand there, in their order.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public void Every_neuro_command_of_the_README_succeeds()
    {
        int commands = new ReadmeCommands("README.md", _workspace).Run();
        Assert.True(commands > 8, $"only {commands} commands were found");
    }

    [Fact]
    public void The_first_command_is_the_demo_and_the_second_runs_the_tests() =>
        Assert.Equal(["dotnet run -c Release --project tools/Neuro.Cli -- demo", "dotnet test -c Release"], Commands().Take(2));

    [Fact]
    public void Continuous_integration_runs_the_READMEs_other_commands()
    {
        string script = File.ReadAllText(RepositoryRoot.File(".ci", "run"));
        foreach (string command in Commands().Where(c => c.StartsWith("dotnet ", StringComparison.Ordinal)))
            Assert.Contains(command.Split(" -o ")[0], script);
    }

    [Fact]
    public void The_Python_snippet_feeds_spikes_and_steps_as_neuro_run_does()
    {
        Cli.Ok(
            "compile", Path.Combine(DemoFiles.Folder, "digits.nir"), "--dialect", "norse", "--dt", "1e-3",
            "-o", _workspace["digits.nrx"]);
        Cli.Ok("export", _workspace["digits.nrx"], "--format", "onnx", "-o", _workspace["digits.onnx"]);
        string readme = File.ReadAllText(RepositoryRoot.File("README.md"));
        int start = readme.IndexOf("```python\n", StringComparison.Ordinal) + "```python\n".Length;
        string[] ticks = RunWithOnnxRuntime(readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(25, ticks.Length);
        // A line is the tick and the array of spikes: 3 [[0 1 0]].
        int[][] spikes = [.. ticks.Select(l => l[l.IndexOf("[[", StringComparison.Ordinal)..].Trim('[', ']')
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray())];
        int[] counts = [.. Enumerable.Range(0, 10).Select(i => spikes.Sum(s => s[i]))];
        Assert.NotEqual(0, counts.Sum());
        Assert.Equal(NeuroCounts(), counts);
    }

    public void Dispose() => _workspace.Dispose();

    // Where pip's wheel is absent, Scripts/onnxruntime.py stands in for it, on the library that the backend's tests load: it is
    // found after Python's own packages. Without a library the wheel is needed.
    private string RunWithOnnxRuntime(string snippet)
    {
        const string standIn = """
            import os, sys
            os.chdir(sys.argv[1])
            sys.path.append(os.getcwd())
            os.environ["NEURO_ONNXRUNTIME"] = sys.argv[2]

            """;
        if (OnnxRuntimeLibrary.Missing is not null)
            return Python.Run(standIn + snippet, ["numpy", "onnxruntime"], _workspace.Path, "");
        using (Stream module = typeof(ReadmeTests).Assembly.GetManifestResourceStream("onnxruntime.py")!)
        using (FileStream file = File.Create(_workspace["onnxruntime.py"]))
            module.CopyTo(file);
        using Process process = Process.GetCurrentProcess();
        string library = process.Modules.Cast<ProcessModule>()
            .First(m => Path.GetFileName(m.FileName) is string name
                && (name.StartsWith("libonnxruntime.", StringComparison.Ordinal) || name == "onnxruntime.dll")).FileName;
        return Python.Run(standIn + snippet, ["numpy"], _workspace.Path, library);
    }

    // What neuro counts of the snippet's spikes.
    private int[] NeuroCounts()
    {
        const string script = """
            import sys
            import numpy as np
            rng = np.random.default_rng(0)
            np.savez(sys.argv[1], spikes=np.stack([rng.random((1, 64)) < 0.3 for _ in range(25)], 1).astype(np.uint8))
            """;
        Python.Run(script, ["numpy"], _workspace["snippet.npz"]);
        JsonElement root = Cli.Json(
            "run", "ok", Cli.Run("run", _workspace["digits.nrx"], "--data", _workspace["snippet.npz"], "--json"));
        JsonProperty output = root.GetProperty("samples")[0].GetProperty("counts").EnumerateObject().Single();
        return [.. output.Value.EnumerateArray().Select(c => c.GetInt32())];
    }

    private static IEnumerable<string> Commands() => ReadmeCommands.Lines("README.md");
}
