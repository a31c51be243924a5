using System.Globalization;
using Neuro.Benchmarks.Workloads;

namespace Neuro.Benchmarks.Contenders;

/// <summary>
/// The plain-C loop of the same network: compiled here, and started anew for every measurement, which it times itself.
/// </summary>
/// <param name="workload">What it runs.</param>
/// <param name="threads">Threads that it uses (OpenMP).</param>
/// <param name="data">The file with the network.</param>
/// <param name="directory">Where the program is put.</param>
internal sealed class CContender(Workload workload, int threads, string data, string directory) : Contender("C", threads)
{
    private readonly string _program = Path.Combine(directory, Path.GetFileNameWithoutExtension(workload.CSource));

    /// <inheritdoc/>
    public override void Prepare()
    {
        string source = PeerProcess.Beside(Path.Combine("C", workload.CSource));
        (int code, _, string error) = PeerProcess.Run("gcc", null, "-O3", "-march=native", "-fopenmp", source, "-o", _program);
        if (code != 0)
            Unavailable = $"gcc: {PeerProcess.LastLine(error)}";
    }

    /// <inheritdoc/>
    protected override Measurement? Run()
    {
        (int code, string output, string error) = PeerProcess.Run(_program, null, data, $"{Threads}", $"{workload.Repetitions}");
        if (code != 0)
        {
            Unavailable = PeerProcess.LastLine(error);
            return null;
        }
        string[] fields = output.Split(' ', StringSplitOptions.TrimEntries);
        return new(double.Parse(fields[0], CultureInfo.InvariantCulture), long.Parse(fields[1]), long.Parse(fields[2]));
    }
}
