using Neuro.Benchmarks.Contenders;
using Neuro.Benchmarks.Workloads;

namespace Neuro.Benchmarks.Crossbars;

/// <summary>
/// Reads of crossbars beside float products of the same size. All contenders of a size take turns, repetition by repetition, and
/// ratios are medians over repetitions, so that the machine's moods fall on both sides alike.
/// </summary>
/// <param name="options">What to run.</param>
/// <param name="directory">Where peers and their data are put.</param>
internal sealed class CrossbarBenchmark(BenchmarkOptions options, string directory)
{
    private const int Threads = 2;
    private const string OpenBlas = "libopenblas.so.0";
    private const double BarNoiseless = 0.5, BarIrDrop = 0.9, BarNoise = 1.0 / 3, BarSpikes = 1;

    private readonly List<ProductRow> _rows = [];
    private readonly List<string> _notes = [];
    private double _peak;

    /// <summary>Measures every size that was asked for.</summary>
    public Report Run()
    {
        _peak = ProductFloors.PeakRate();
        _notes.Add($"floor: {Threads} threads at {_peak / 1e9:0} GMAC/s of 16-bit words from registers alone");
        foreach (int size in (int[])[256, 512, 1024])
        {
            foreach (int batch in (int[])[64, 256])
            {
                if (options.Wants($"{size}-b{batch}"))
                    Measure(new(size, batch));
            }
        }
        return new([], [], _rows, _notes);
    }

    private void Measure(ProductWorkload workload)
    {
        string data = Path.Combine(directory, "product.bin");
        using (FileStream stream = File.Create(data))
            workload.Write(new PeerData(stream));
        Contender blas = new FloatContender(workload, Threads, data, directory, OpenBlas);
        Contender c = new FloatContender(workload, Threads, data, directory, library: null);
        Contender noiseless = new ReadContender("read", Threads, workload, workload.Conductances, noise: false);
        Contender drop = new ReadContender("read with IR drop", Threads, workload, workload.WithIrDrop(), noise: false);
        Contender noisy = new ReadContender("read with noise", Threads, workload, workload.Conductances, noise: true);
        Contender dense = new SpikeContender("10% spikes, every row", Threads, workload, listed: false);
        Contender listed = new SpikeContender("10% spikes, driven rows", Threads, workload, listed: true);
        List<Contender> contenders = [c, noiseless, drop, noisy, dense, listed];
        if (options.Peers)
            contenders.Insert(0, blas);
        try
        {
            Measure(workload, contenders);
            // The faster of the float products.
            Contender floats = blas.Measurements.Count > 0 && blas.Median < c.Median ? blas : c;
            Add(workload, blas, null, null);
            Add(workload, c, null, null);
            Add(workload, noiseless, floats, BarNoiseless, products: 1);
            Add(workload, drop, noiseless, BarIrDrop, products: 1);
            Add(workload, noisy, noiseless, BarNoise, products: 2);
            Add(workload, dense, null, null, products: 1);
            Add(workload, listed, dense, BarSpikes, products: 0.1);
        }
        finally
        {
            foreach (Contender contender in contenders)
                contender.Dispose();
        }
    }

    private void Measure(ProductWorkload workload, List<Contender> contenders)
    {
        foreach (Contender contender in contenders)
        {
            contender.Prepare();
            if (contender.Unavailable is { } reason)
                _notes.Add($"{contender.Name}: not available ({reason})");
        }
        for (int repetition = 1; repetition <= options.Repetitions; repetition++)
        {
            Console.Error.WriteLine($"{workload.Size}-b{workload.Batch}: repetition {repetition}/{options.Repetitions}");
            foreach (Contender contender in contenders)
                contender.Measure();
        }
    }

    private void Add(ProductWorkload workload, Contender contender, Contender? of, double? bar, double? products = null)
    {
        if (contender.Measurements.Count == 0)
            return;
        double rate = workload.MultiplyAdds / contender.Median;
        bool compared = of is not null && of.Measurements.Count == contender.Measurements.Count;
        double? ratio = compared ? Median(of!.Measurements.Zip(contender.Measurements, (a, b) => a.Seconds / b.Seconds)) : null;
        _rows.Add(new(
            $"{workload.Size}-b{workload.Batch}", contender.Name, contender.Median, rate,
            products * workload.MultiplyAdds / (_peak * Threads), compared ? of!.Name : null, ratio, compared ? bar : null));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
