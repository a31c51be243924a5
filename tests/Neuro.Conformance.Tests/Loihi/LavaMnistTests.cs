using Neuro.Compiler.Frontends.LavaNet;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests.Loihi;

/// <summary>lava-dl's network for MNIST against the counts of an independent interpretation, image by image.</summary>
public sealed class LavaMnistTests
{
    private const int Ticks = 32;
    private const int Batch = 250;

    [Fact]
    public void Output_counts_of_5000_images_are_the_golden_ones_at_20_and_32_ticks()
    {
        SpikeProgram program = Network();
        using NpzFile golden = NpzFile.Open(ReferenceData.Path("loihi/mnist/golden.npz"));
        int[] labels = golden.Read("label").ToInt32();
        int[] at20 = golden.Read("counts_T20").ToInt32(), at32 = golden.Read("counts_T32").ToInt32();
        byte[] images = Images();
        Assert.Equal(5000, labels.Length);
        int right = 0;
        for (int start = 0; start < labels.Length; start += Batch)
        {
            Recording run = Run(new CpuBackend(), program, images, start, Batch);
            for (int slot = 0; slot < Batch; slot++)
            {
                int image = start + slot;
                int[] raster = run.Spikes("dense2", slot).ToDense();
                int[] counts = Equal(at20, image, raster, 20);
                _ = Equal(at32, image, raster, Ticks);
                if (Array.IndexOf(counts, counts.Max()) == labels[image]) right++;
            }
        }
        Assert.Equal(0.9396, right / 5000.0, 10);
    }

    [Fact]
    public void The_reference_interpreter_counts_alike()
    {
        SpikeProgram program = Network();
        using NpzFile golden = NpzFile.Open(ReferenceData.Path("loihi/mnist/golden.npz"));
        int[] counts = golden.Read("counts_T32").ToInt32();
        Recording run = Run(new ReferenceBackend(), program, Images(), 0, 3);
        for (int slot = 0; slot < 3; slot++) _ = Equal(counts, slot, run.Spikes("dense2", slot).ToDense(), Ticks);
    }

    private static SpikeProgram Network() => LavaNetFrontend.Load(
        ReferenceData.Path("loihi/mnist/trained_mnist_network.net"), new() { SynapseDelay = 0 }).Program;

    private static byte[] Images()
    {
        string path = Directory.GetFiles(ReferenceData.Path("mnist"), "test5000-images*").Single();
        using Stream file = File.OpenRead(path);
        using Stream raw = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress)
            : file;
        using MemoryStream bytes = new();
        raw.CopyTo(bytes);
        return bytes.ToArray()[16..];
    }

    private static Recording Run(IBackend backend, SpikeProgram program, byte[] images, int start, int count) => Runs.Run(
        backend, program, Ticks, new() { Spikes = ["dense2"] },
        [.. Enumerable.Range(start, count).Select(i => Encoded(images.AsSpan(i * 784, 784)))]);

    /// <summary>Integrate and fire in double: v += image / 255; a spike and v = 0 where v > 1.</summary>
    private static SpikeTrain Encoded(ReadOnlySpan<byte> image)
    {
        double[] v = new double[image.Length];
        int[] raster = new int[Ticks * image.Length];
        for (int t = 0; t < Ticks; t++)
            for (int n = 0; n < v.Length; n++)
            {
                v[n] += image[n] / 255.0;
                if (v[n] <= 1) continue;
                v[n] = 0;
                raster[t * v.Length + n] = 1;
            }
        return SpikeTrain.FromDense(raster, Ticks, image.Length);
    }

    private static int[] Equal(int[] golden, int image, int[] raster, int ticks)
    {
        int[] counts = new int[10];
        for (int i = 0; i < ticks * 10; i++) counts[i % 10] += raster[i];
        int[] expected = golden[(image * 10)..(image * 10 + 10)];
        Assert.True(expected.SequenceEqual(counts),
            $"image {image}, {ticks} ticks: {string.Join(' ', counts)}, golden {string.Join(' ', expected)}");
        return counts;
    }
}
