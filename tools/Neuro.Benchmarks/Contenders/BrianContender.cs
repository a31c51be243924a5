using System.Globalization;

namespace Neuro.Benchmarks.Contenders;

/// <summary>
/// Brian 2 in C++ standalone mode running W1: built once; each measurement is the time that Brian itself reports for the
/// simulation, in results/last_run_info.txt, without compiling, loading or making synapses.
/// </summary>
/// <param name="threads">Threads that it uses (OpenMP).</param>
/// <param name="ticksPerMillisecond">Resolution.</param>
/// <param name="data">The file with the network.</param>
/// <param name="directory">Where the program is built.</param>
internal sealed class BrianContender(int threads, int ticksPerMillisecond, string data, string directory)
    : Contender("brian2", threads)
{
    private readonly string _build = Path.Combine(directory, $"brian-{ticksPerMillisecond}-{threads}");

    /// <inheritdoc/>
    public override void Prepare()
    {
        string script = PeerProcess.Beside(Path.Combine("Peers", "brian_w1.py"));
        (int code, _, string error) = PeerProcess.Run(
            PeerProcess.Python, null, script, data, _build, $"{ticksPerMillisecond}", $"{Threads}");
        if (code != 0)
            Unavailable = $"brian2: {PeerProcess.LastLine(error)}";
    }

    /// <inheritdoc/>
    protected override Measurement? Run()
    {
        (int code, _, string error) = PeerProcess.Run(Path.Combine(_build, "main"), _build);
        if (code != 0)
        {
            Unavailable = $"brian2: {PeerProcess.LastLine(error)}";
            return null;
        }
        string results = Path.Combine(_build, "results");
        string seconds = File.ReadAllText(Path.Combine(results, "last_run_info.txt")).Split(' ')[0];
        // The spike monitor's only count: one int32.
        byte[] spikes = File.ReadAllBytes(Directory.GetFiles(results, "_array_spikemonitor_N_*").Single());
        return new(double.Parse(seconds, CultureInfo.InvariantCulture), BitConverter.ToInt32(spikes), null);
    }
}
