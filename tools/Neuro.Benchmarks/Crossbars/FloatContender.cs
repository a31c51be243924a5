using System.Globalization;
using Neuro.Benchmarks.Contenders;

namespace Neuro.Benchmarks.Crossbars;

/// <summary>The product in floats, as plain C or by OpenBLAS, in a process that is started anew for every measurement.</summary>
/// <param name="workload">The product.</param>
/// <param name="threads">Threads that it uses (OpenMP); they divide the batch.</param>
/// <param name="data">The file with the numbers.</param>
/// <param name="directory">Where the program is put.</param>
/// <param name="library">The shared library of OpenBLAS; null for plain C.</param>
internal sealed class FloatContender(ProductWorkload workload, int threads, string data, string directory, string? library)
    : Contender(library is null ? "C float product" : "OpenBLAS sgemm", threads)
{
    private readonly string _program = Path.Combine(directory, "product");

    /// <inheritdoc/>
    public override void Prepare()
    {
        string source = PeerProcess.Beside(Path.Combine("C", "product.c"));
        (int code, _, string error) = PeerProcess.Run(
            "gcc", null, "-O3", "-march=native", "-ffast-math", "-fopenmp", source, "-o", _program, "-ldl");
        if (code != 0)
            Unavailable = $"gcc: {PeerProcess.LastLine(error)}";
        else
            Run();
    }

    /// <inheritdoc/>
    protected override Measurement? Run()
    {
        string[] arguments = [data, $"{Threads}", .. library is null ? Array.Empty<string>() : [library]];
        (int code, string output, string error) = PeerProcess.Run(_program, null, arguments);
        string[] fields = output.Split(' ', StringSplitOptions.TrimEntries);
        if (code == 0 && workload.Agrees(double.Parse(fields[1], CultureInfo.InvariantCulture)))
            return new(double.Parse(fields[0], CultureInfo.InvariantCulture), 0, null);
        Unavailable = code == 0 ? $"its product sums to {fields[1]}" : PeerProcess.LastLine(error);
        return null;
    }
}
