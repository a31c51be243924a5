using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Neuro.Benchmarks.Contenders;

/// <summary>
/// PyTorch's step loop running W2: one process that stays, loaded and warm, and times one run each time it is asked.
/// </summary>
/// <param name="threads">Threads that it uses.</param>
/// <param name="data">The file with the network.</param>
internal sealed class TorchContender(int threads, string data) : Contender("torch", threads)
{
    private Process? _process;

    /// <inheritdoc/>
    public override void Prepare()
    {
        string script = PeerProcess.Beside(Path.Combine("Peers", "torch_w2.py"));
        ProcessStartInfo start = new(PeerProcess.Python, [script, data, $"{Threads}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            _process = Process.Start(start)!;
            string? ready = _process.StandardOutput.ReadLine();
            if (ready != "ready")
                Unavailable = $"torch: {PeerProcess.LastLine(_process.StandardError.ReadToEnd())}";
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
            Unavailable = $"torch: {PeerProcess.LastLine(_process.StandardError.ReadToEnd())}";
            return null;
        }
        // Its worker threads spin a while after a run; they must not do so in the next contender's time.
        Thread.Sleep(50);
        string[] fields = line.Split(' ');
        return new(double.Parse(fields[0], CultureInfo.InvariantCulture), long.Parse(fields[1]), null);
    }
}
