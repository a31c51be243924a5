using System.ComponentModel;
using System.Diagnostics;

namespace Neuro.Benchmarks.Contenders;

/// <summary>Runs other people's programs.</summary>
internal static class PeerProcess
{
    /// <summary>The distribution's interpreter, where apt puts Brian and PyTorch.</summary>
    public static string Python { get; } = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    /// <summary>A file that was copied beside the benchmark: "C/cuba.c".</summary>
    public static string Beside(string relative) => Path.Combine(AppContext.BaseDirectory, relative);

    /// <summary>Runs a program to its end. Exit code −1 where it does not exist.</summary>
    public static (int Code, string Output, string Error) Run(string program, string? directory, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (directory is not null)
            start.WorkingDirectory = directory;
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (Win32Exception e)
        {
            return (-1, "", e.Message);
        }
    }

    /// <summary>The last line of a program's complaint, for a one-line reason.</summary>
    public static string LastLine(string error) =>
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "no message";
}
