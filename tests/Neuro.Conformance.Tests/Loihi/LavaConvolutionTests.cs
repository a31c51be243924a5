using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Hdf5;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests.Loihi;

/// <summary>Lava's convolutions, with stride, padding, dilation, groups and rectangular kernels, in integers.</summary>
public sealed class LavaConvolutionTests
{
    // Inputs in 0..1 go through as two integers, so that 28 fraction bits are exact.
    private const int HalfBits = 14;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_convolution_of_graded_spikes_gives_Lavas_sums(int number)
    {
        string path = $"loihi/conv/gt_conv_paris_{number}.npz";
        using NpzFile file = NpzFile.Open(ReferenceData.Path(path));
        NpyArray input = file.Read("input"), weights = file.Read("weights"), truth = file.Read("out_gt");
        SpikeProgram program = Program(file, input, weights, truth);
        int pixels = input.Shape[0] * input.Shape[1] * input.Shape[2];
        double[] values = ByChannel(input);
        long[] codes = Array.ConvertAll(values, v => (long)Math.Round(v * (1 << 2 * HalfBits)));
        int[][] halves =
        [
            Array.ConvertAll(codes, c => (int)(c >> HalfBits)), Array.ConvertAll(codes, c => (int)(c & ((1 << HalfBits) - 1))),
        ];
        SpikeTrain[] trains = [.. halves.Select(h => SpikeTrain.FromDense(h, 1, pixels).WithTicks(2))];
        RecordingOptions options = new() { Spikes = ["conv1"] };
        Recording run = Runs.Run(new CpuBackend(), program, 2, options, trains);
        int size = program.Population("conv1").Size;
        int[][] sums = [.. trains.Select((_, slot) => run.Spikes("conv1", slot).ToDense()[size..])];
        double[] expected = ByChannel(truth);
        // PyTorch summed in single precision, which has 24 bits.
        double tolerance = Math.ScaleB(weights.ToInt32().Sum(w => Math.Abs((double)w)) / weights.Shape[0], -22);
        int wrong = 0;
        for (int n = 0; n < size; n++)
        {
            double actual = (sums[0][n] * (double)(1 << HalfBits) + sums[1][n]) / (1 << 2 * HalfBits);
            if (Math.Abs(actual - expected[n]) > tolerance) wrong++;
        }
        Assert.True(wrong == 0, $"{path}: {wrong} of {size} sums differ");
        // A corner of the same on the reference interpreter, which takes its time.
        if (number == 1)
        {
            Recording slow = Runs.Run(new ReferenceBackend(), program, 2, options, trains[0]);
            Runs.Same(slow.Spikes("conv1", 0).ToDense(), run.Spikes("conv1", 0).ToDense(), size, "reference");
        }
    }

    /// <summary>The convolution as a layer of a .net file, whose neurons sum up what arrives and say it.</summary>
    private static SpikeProgram Program(NpzFile file, NpyArray input, NpyArray weights, NpyArray truth)
    {
        NetFile net = new();
        net.Input(input.Shape[2], input.Shape[1], input.Shape[0]);
        Hdf5GroupBuilder layer = net.Begin("conv", truth.Shape[2], truth.Shape[1], truth.Shape[0]);
        (int outputs, int kx, int ky, int inputs) = (weights.Shape[0], weights.Shape[1], weights.Shape[2], weights.Shape[3]);
        int[] given = weights.ToInt32();
        float[] kernel = new float[given.Length];
        // Lava keeps kernels (out, x, y, in) and convolves; files keep (out, in, y, x) and correlate.
        for (int i = 0; i < kernel.Length; i++)
        {
            (int o, int c, int y, int x) = (i / (inputs * ky * kx), i / (ky * kx) % inputs, i / kx % ky, i % kx);
            kernel[i] = given[((o * kx + kx - 1 - x) * ky + ky - 1 - y) * inputs + c];
        }
        layer.AddDataset("weight", Hdf5Data.Array(kernel, outputs, inputs, ky, kx));
        foreach (string pair in (string[])["stride", "padding", "dilation"])
        {
            int[] xy = file.Read(pair).ToInt32();
            layer.AddDataset(pair, Hdf5Data.Array<long>([xy[1], xy[0]]));
        }
        layer.AddDataset("groups", Hdf5Data.Scalar((long)file.Read("groups").ToInt32()[0]));
        Hdf5GroupBuilder neuron = layer.AddGroup("neuron");
        neuron.AddDataset("type", Hdf5Data.String("SDNN"));
        neuron.AddDataset("sigma_output", Hdf5Data.Scalar(1L));
        return net.Load(new() { InputMaximum = 1 << HalfBits });
    }

    /// <summary>(W, H, C) as (C, H, W).</summary>
    private static double[] ByChannel(NpyArray array)
    {
        (int w, int h, int c) = (array.Shape[0], array.Shape[1], array.Shape[2]);
        double[] values = array.ToDouble();
        return [.. Enumerable.Range(0, values.Length).Select(n => values[(n % w * h + n / w % h) * c + n / (w * h)])];
    }
}
