using System.Diagnostics;

namespace Neuro.Testing;

/// <summary>Runs snippets in the system's Python, the peer that reads and writes the same files with h5py and numpy.</summary>
public static class Python
{
    private static readonly Dictionary<string, bool> Known = [];

    /// <summary>Runs <paramref name="script"/> and returns its stdout; skips the running
    /// test where a module is missing.</summary>
    public static string Run(string script, string[] modules, params string[] arguments)
    {
        foreach (string module in modules)
            Assert.SkipUnless(Has(module), $"python3 has no module '{module}': apt-get install python3-{module}");
        (int code, string output, string error) = Start(["-c", script, .. arguments]);
        Assert.True(code == 0, $"python exited with {code}: {error}");
        return output;
    }

    private static bool Has(string module)
    {
        lock (Known)
        {
            if (!Known.TryGetValue(module, out bool has))
                Known[module] = has = Start(["-c", $"import {module}"]).Code == 0;
            return has;
        }
    }

    private static (int Code, string Output, string Error) Start(string[] arguments)
    {
        // The distribution's interpreter, where apt puts h5py and numpy, before any other on PATH.
        string interpreter = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        ProcessStartInfo start = new(interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, "", e.Message);
        }
    }
}
