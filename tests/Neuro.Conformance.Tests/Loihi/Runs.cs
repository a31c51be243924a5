using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests.Loihi;

/// <summary>Runs of whole programs, everything recorded that a test asks for.</summary>
internal static class Runs
{
    public static TheoryData<IBackend> Backends => [new ReferenceBackend(), new CpuBackend()];

    public static Recording Run(
        IBackend backend, SpikeProgram program, int ticks, RecordingOptions options, params SpikeTrain[] trains)
    {
        using ISession session = backend.Open(program, new SessionOptions { BatchSize = trains.Length, Threads = 2 });
        Recording recording = new(program, options, trains.Length);
        string input = program.Populations.Single(p => p.IsInput).Name;
        session.Run(new InputBatch(input, trains), ticks, recording);
        return recording;
    }

    /// <summary>The array of an .npz file of one array, "a".</summary>
    public static NpyArray Array(string path)
    {
        using NpzFile file = NpzFile.Open(ReferenceData.Path(path));
        return file.Read("a");
    }

    /// <summary>A recording (W, H, C, T) or (N, T) as rows of ticks, neurons in the order (C, H, W).</summary>
    public static int[] ByTick(NpyArray array)
    {
        int ticks = array.Shape[^1], neurons = array.Shape[..^1].Aggregate(1, (a, b) => a * b);
        double[] values = array.ToDouble();
        int[] rows = new int[values.Length];
        (int w, int h, int c) = array.Shape.Length == 4 ? (array.Shape[0], array.Shape[1], array.Shape[2]) : (1, 1, neurons);
        for (int n = 0; n < neurons; n++)
        {
            (int z, int y, int x) = (n / (w * h), n / w % h, n % w);
            int from = array.Shape.Length == 4 ? ((x * h + y) * c + z) * ticks : n * ticks;
            for (int t = 0; t < ticks; t++) rows[t * neurons + n] = (int)values[from + t];
        }
        return rows;
    }

    /// <summary>Asserts that both are the same, naming the first place where they are not.</summary>
    public static void Same(IReadOnlyList<int> expected, IReadOnlyList<int> actual, int neurons, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        int wrong = Enumerable.Range(0, expected.Count).Count(i => expected[i] != actual[i]);
        int first = Enumerable.Range(0, expected.Count).FirstOrDefault(i => expected[i] != actual[i]);
        Assert.True(wrong == 0,
            $"{what}: {wrong} of {expected.Count} differ, first at tick {first / neurons}, neuron {first % neurons}: "
                + $"{actual[first]}, recorded {expected[first]}");
    }
}
