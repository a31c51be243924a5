using System.Text.Json;

namespace Neuro.Cli.Tests;

/// <summary>Runs the command in this process, in memory.</summary>
internal static class Cli
{
    /// <summary>The exit code and what was printed.</summary>
    public static (int Code, string Out, string Error) Run(params string[] args)
    {
        StringWriter output = new();
        StringWriter error = new();
        int code = CliApplication.Run(args, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>What was printed on stdout by a command line that must succeed.</summary>
    public static string Ok(params string[] args)
    {
        (int code, string output, string error) = Run(args);
        Assert.True(code == ExitCode.Ok, $"neuro {string.Join(' ', args)} ended with {code}:\n{error}");
        return output;
    }

    /// <summary>What was printed on stderr by a command line that must end with <paramref name="code"/>.</summary>
    public static string Fails(int code, params string[] args)
    {
        (int actual, string output, string error) = Run(args);
        Assert.True(code == actual, $"neuro {string.Join(' ', args)} ended with {actual}, not {code}:\n{output}\n{error}");
        return error;
    }

    /// <summary>The JSON on stdout, whose schema version, command and status are checked.</summary>
    public static JsonElement Json(string command, string status, (int Code, string Out, string Error) run)
    {
        JsonElement root = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(1, root.GetProperty("schema_version").GetInt32());
        Assert.Equal(command, root.GetProperty("command").GetString());
        Assert.Equal(status, root.GetProperty("status").GetString());
        return root;
    }
}
