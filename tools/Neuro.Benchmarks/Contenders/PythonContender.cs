using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Neuro.Benchmarks.Contenders;

/// <summary>
/// A script of Peers/: one process that stays, loaded and warm, and answers every line with the seconds of one run and a number.
/// </summary>
/// <param name="name">Who it is.</param>
/// <param name="threads">Threads that it uses.</param>
/// <param name="script">The script.</param>
/// <param name="arguments">Its arguments.</param>
internal abstract class PythonContender(string name, int threads, string script, params string[] arguments)
    : Contender(name, threads)
{
    private Process? _process;

    /// <inheritdoc/>
    public override void Prepare()
    {
        ProcessStartInfo start = new(PeerProcess.Python, [PeerProcess.Beside(Path.Combine("Peers", script)), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OPENBLAS_NUM_THREADS"] = $"{Threads}" },
        };
        try
        {
            _process = Process.Start(start)!;
            string? ready = _process.StandardOutput.ReadLine();
            if (ready != "ready")
                Unavailable = $"{Name}: {PeerProcess.LastLine(_process.StandardError.ReadToEnd())}";
        }
        catch (Win32Exception e)
        {
            Unavailable = $"python3: {e.Message}";
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _process?.StandardInput.Close();
        _process?.WaitForExit();
        _process?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Measurement? Run()
    {
        _process!.StandardInput.WriteLine("run");
        string? line = _process.StandardOutput.ReadLine();
        if (line is null)
        {
            Unavailable = $"{Name}: {PeerProcess.LastLine(_process.StandardError.ReadToEnd())}";
            return null;
        }
        // Its worker threads spin a while after a run; they must not do so in the next contender's time.
        Thread.Sleep(50);
        string[] fields = line.Split(' ');
        return Read(double.Parse(fields[0], CultureInfo.InvariantCulture), fields[1]);
    }

    /// <summary>What a run's time and number mean.</summary>
    protected abstract Measurement? Read(double seconds, string number);
}
