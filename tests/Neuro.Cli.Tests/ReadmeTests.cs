using Neuro.Runtime.OnnxRuntime;

namespace Neuro.Cli.Tests;

/// <summary>The README's commands work as they stand there, in their order.</summary>
public sealed class ReadmeTests : IDisposable
{
    private const string DemoFolder = "tools/Neuro.Cli/Demo/";

    private readonly Workspace _workspace = new();

    [Fact]
    public void Every_neuro_command_of_the_README_succeeds()
    {
        string[] commands = [.. Commands().Where(c => c.StartsWith("neuro ", StringComparison.Ordinal))];
        Assert.True(commands.Length > 8, $"only {commands.Length} commands were found");
        foreach (string command in commands)
        {
            if (OnnxRuntimeLibrary.Missing is not null && OnnxRuntimeIsNeeded(command))
                continue;
            string[] parts = command.Split(" > ");
            string output = Cli.Ok([.. parts[0].Split(' ')[1..].Select(Place)]);
            if (parts.Length > 1)
                File.WriteAllText(Place(parts[1]), output);
        }
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

    /// <summary>Runs where Python has onnxruntime; elsewhere the models are run by tests of the backend.</summary>
    [Fact]
    public void The_Python_snippet_feeds_spikes_and_steps()
    {
        string model = Path.Combine(DemoFiles.Folder, "digits.nir");
        Cli.Ok("compile", model, "--dialect", "norse", "--dt", "1e-3", "-o", _workspace["digits.nrx"]);
        Cli.Ok("export", _workspace["digits.nrx"], "--format", "onnx", "-o", _workspace["digits.onnx"]);
        string readme = File.ReadAllText(RepositoryRoot.File("README.md"));
        int start = readme.IndexOf("```python\n", StringComparison.Ordinal) + "```python\n".Length;
        string snippet = readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];
        string output = Python.Run(
            snippet.Replace("\"digits.onnx\"", $"r\"{_workspace["digits.onnx"]}\"", StringComparison.Ordinal),
            ["onnxruntime", "numpy"]);
        Assert.Equal(25, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    public void Dispose() => _workspace.Dispose();

    // Files of the demo lie beside the program; all others are written into a folder of their own.
    private string Place(string word) =>
        word.StartsWith(DemoFolder, StringComparison.Ordinal) ? Path.Combine(DemoFiles.Folder, word[DemoFolder.Length..])
        : Path.GetExtension(word) is ".nrx" or ".npz" or ".json" or ".jsonl" or ".csv" or ".html" or ".onnx"
            ? _workspace[Path.GetFileName(word)]
        : word;

    private static bool OnnxRuntimeIsNeeded(string command) =>
        command.Contains("--against", StringComparison.Ordinal) || command.Contains("onnxruntime", StringComparison.Ordinal);

    private static IEnumerable<string> Commands()
    {
        bool inside = false;
        foreach (string line in File.ReadLines(RepositoryRoot.File("README.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inside = !inside && line == "```sh";
            else if (inside)
                yield return line;
        }
    }
}
