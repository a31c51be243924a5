using System.Text.Json;
using Neuro.Compiler;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Float;
using Neuro.Compiler.Frontends;
using Neuro.Compiler.Passes;
using Neuro.Emulator.Cpu;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Runtime.Encoding;
using Neuro.Runtime.Runs;

namespace Neuro.Conformance.Tests;

/// <summary>Networks that others trained keep their accuracy in 8-bit fixed point, and
/// spikes of one neuron their ticks.</summary>
public class FixedPointAccuracyTests
{
    private const int NMnistTicks = 300;

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void The_NMNIST_network_classifies_as_many_samples_right_as_in_float(bool multiSpike, bool calibrated)
    {
        string model = ReferenceData.Path("nir/cnn_sinabs.nir");
        SpikeDataset data = DataFormats.Open(
            ReferenceData.Path("nmnist/samples"), new DataOptions { Format = "nmnist", Ticks = NMnistTicks, Split = "test" });
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllText(ReferenceData.Path("nmnist/golden.json")));
        string[] names = [.. File.ReadLines(ReferenceData.Path("nmnist/labels.csv"))
            .Where(l => l.EndsWith("test", StringComparison.Ordinal)).Select(l => l.Split('.')[0])];
        Dialect dialect = DialectRegistry.Norse with { Reset = ResetMode.Subtract, MultiSpike = multiSpike };
        CompileResult result = Compile(model, dialect, options => options with
        {
            InputMaximum = 15,
            Calibration = calibrated ? new CalibrationData(data, 2) : null,
        });
        long[][] counts = Run(result, data, NMnistTicks);
        JsonElement floats =
            golden.RootElement.GetProperty(multiSpike ? "float_counts_multi_spike" : "float_counts_single_spike");
        int right = 0;
        int rightInFloat = 0;
        for (int s = 0; s < data.Count; s++)
        {
            long[] expected = [.. floats.GetProperty(names[s]).EnumerateArray().Select(e => e.GetInt64())];
            if (Class(expected) == data.Labels![s]) rightInFloat++;
            if (Class(counts[s]) == data.Labels![s]) right++;
        }
        Assert.InRange(right, rightInFloat - 1, rightInFloat + 1);
    }

    [Theory]
    [InlineData("braille_noDelay_bias_zero", "zero", ResetMode.Zero)]
    [InlineData("braille_noDelay_noBias_subtract", "subtract", ResetMode.Subtract)]
    public void The_braille_networks_stay_within_a_point_of_their_float_accuracy(string model, string golden, ResetMode reset)
    {
        string path = ReferenceData.Path($"nir/{model}.nir");
        SpikeDataset data = DataFormats.Open(ReferenceData.Path("braille/samples.npz"));
        using NpzFile goldens = NpzFile.Open(ReferenceData.Path("braille/golden.npz"));
        CompileResult result = Compile(path, DialectRegistry.Norse with { Reset = reset });
        long[][] counts = Run(result, data, data.Ticks);
        int[] reference = goldens.Read($"{golden}_counts_f64").ToInt32();
        int outputs = reference.Length / data.Count;
        int right = 0;
        int rightInFloat = 0;
        for (int s = 0; s < data.Count; s++)
        {
            if (Class([.. reference.AsSpan(s * outputs, outputs).ToArray().Select(c => (long)c)]) == data.Labels![s])
                rightInFloat++;
            if (Class(counts[s]) == data.Labels![s]) right++;
        }
        double points = 100.0 * Math.Abs(right - rightInFloat) / data.Count;
        Assert.True(points <= 1, $"{right} right in fixed point, {rightInFloat} in float, of {data.Count}: {points:F2} points");
    }

    [Fact]
    public void The_MNIST_network_stays_within_half_a_point_of_its_float_accuracy()
    {
        string model = RepositoryRoot.File("tests", "models", "mnist.nir");
        DataOptions encoding = new() { Encoder = new RateEncoder(), Ticks = 25 };
        SpikeDataset data = DataFormats.Open(ReferenceData.Path("mnist/test5000-images-idx3-ubyte.gz"), encoding);
        CompileResult result = Compile(model, DialectRegistry.Norse with { TimeStep = new Rational(1, 1000) });
        long[][] counts = Run(result, data, data.Ticks);
        int right = Enumerable.Range(0, data.Count).Count(s => Class(counts[s]) == data.Labels![s]);
        int rightInFloat = 0;
        Parallel.For(0, data.Count, () => new FloatInterpreter(result.Network!), (s, _, floats) =>
        {
            long[] sums = [.. floats.Run(data[s])[0].Select(c => (long)c)];
            if (Class(sums) == data.Labels![s]) Interlocked.Increment(ref rightInFloat);
            return floats;
        }, _ => { });
        double points = 100.0 * Math.Abs(right - rightInFloat) / data.Count;
        Assert.True(rightInFloat > 0.9 * data.Count, $"{rightInFloat} of {data.Count} right in float");
        Assert.True(points <= 0.5, $"{right} right in fixed point, {rightInFloat} in float, of {data.Count}: {points:F2} points");
    }

    private static CompileResult Compile(string model, Dialect dialect, Func<CompileOptions, CompileOptions>? change = null)
    {
        CompileOptions options = new() { Dialect = dialect };
        return Pipeline.Run(FrontendRegistry.Load(model).Graph, change?.Invoke(options) ?? options);
    }

    private static long[][] Run(CompileResult result, SpikeDataset data, int ticks)
    {
        SpikeProgram program = result.Program!;
        string input = program.Populations.Single(p => p.IsInput).Name;
        string output = program.Outputs.Single();
        DatasetRunner runner = new(new CpuBackend(), program, new SessionOptions { BatchSize = 16 });
        RunTrace trace = runner.Run(
            data, [.. Enumerable.Range(0, data.Count)], input, ticks, new RecordingOptions { Counts = [output] }).Trace;
        return [.. Enumerable.Range(0, data.Count).Select(s => trace.CountsOf(output, s).ToArray())];
    }

    /// <summary>The largest count; the first of several.</summary>
    private static int Class(long[] counts) => Array.IndexOf(counts, counts.Max());
}
