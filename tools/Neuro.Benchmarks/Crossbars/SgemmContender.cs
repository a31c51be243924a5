using System.Globalization;
using Neuro.Benchmarks.Contenders;

namespace Neuro.Benchmarks.Crossbars;

/// <summary>The product in floats by OpenBLAS, called from numpy.</summary>
/// <param name="workload">The product.</param>
/// <param name="threads">Threads that it uses.</param>
/// <param name="data">The file with the numbers.</param>
internal sealed class SgemmContender(ProductWorkload workload, int threads, string data)
    : PythonContender("OpenBLAS sgemm", threads, "sgemm.py", data)
{
    /// <inheritdoc/>
    protected override Measurement? Read(double seconds, string number)
    {
        if (workload.Agrees(double.Parse(number, CultureInfo.InvariantCulture)))
            return new(seconds, 0, null);
        Unavailable = $"its product sums to {number}";
        return null;
    }
}
