using Neuro.Runtime.Data;
using Neuro.Runtime.Encoding;

namespace Neuro.Runtime.Tests.Data;

/// <summary>Real recordings and images, compared with what NumPy reads from the same files.</summary>
public class ReferenceFilesTests
{
    [Fact]
    public void The_braille_rasters_equal_numpys()
    {
        string path = ReferenceData.Path("braille/samples.npz");
        SpikeDataset data = DataFormats.Open(path);
        Assert.Equal((579, 256, 12), (data.Count, data.Ticks, data.Neurons));
        string[] expected = Lines(
            """
            import sys, numpy as np
            z = np.load(sys.argv[1])
            w = 1 + np.arange(256 * 12, dtype=np.int64).reshape(256, 12)
            for s, l in zip(z['spikes'], z['labels']): print(s.sum(), (s * w).sum(), l)
            """,
            path);
        Assert.Equal(expected, Enumerable.Range(0, data.Count).Select(i => $"{Summary(data[i])} {data.Labels![i]}"));
    }

    [Theory]
    [InlineData("dense/in.npz", "NT", 1, 2000, 200)]
    [InlineData("pilotnet_lif/input.npz", "NT", 1, 0, 0)]
    public void Rasters_with_time_last_equal_numpys(string file, string layout, int samples, int ticks, int neurons)
    {
        string path = ReferenceData.Path("loihi/" + file);
        SpikeDataset data = DataFormats.Open(path, new() { Layout = layout });
        Assert.Equal(samples, data.Count);
        if (ticks > 0)
            Assert.Equal((ticks, neurons), (data.Ticks, data.Neurons));
        string[] expected = Lines(
            """
            import sys, numpy as np
            a = np.load(sys.argv[1])['a'].astype(np.int64)
            s = a.reshape(-1, a.shape[-1]).T
            print((s != 0).sum(), (s * (1 + np.arange(s.size)).reshape(s.shape)).sum(), a.shape)
            """,
            path);
        string actual = $"{data[0].EventCount} {Summary(data[0]).Split(' ')[1]} ({string.Join(", ", data.Shape)}, {data.Ticks})";
        Assert.Equal(expected.Single(), actual);
    }

    [Fact]
    public void Every_N_MNIST_recording_equals_numpys_reading()
    {
        string folder = ReferenceData.Path("nmnist");
        SpikeDataset data = DataFormats.Open(folder);
        Assert.Equal((250, 300, 2 * 34 * 34), (data.Count, data.Ticks, data.Neurons));
        string[] expected = Lines(
            """
            import sys, csv, numpy as np
            for row in csv.DictReader(open(sys.argv[1] + '/labels.csv')):
                b = np.fromfile(sys.argv[1] + '/samples/' + row['file'], np.uint8).reshape(-1, 5).astype(np.int64)
                t = (b[:, 2] & 127) << 16 | b[:, 3] << 8 | b[:, 4]
                s = np.zeros((300, 2, 34, 34), np.int64)
                k = t // 1000 < 300
                np.add.at(s, (t[k] // 1000, b[k, 2] >> 7, b[k, 1], b[k, 0]), 1)
                print(s.sum(), (s.ravel() * (1 + np.arange(s.size))).sum(), row['label'])
            """,
            folder);
        Assert.Equal(expected, Enumerable.Range(0, data.Count).Select(i => $"{Summary(data[i])} {data.Labels![i]}"));
    }

    [Fact]
    public void A_split_and_the_folder_of_samples_can_be_asked_for()
    {
        SpikeDataset test = DataFormats.Open(
            ReferenceData.Path("nmnist/samples"), new() { Split = "test", Ticks = 100, TickMicroseconds = 3000 });
        Assert.Equal((50, 100), (test.Count, test.Ticks));
        Assert.Equal(7, test.Labels![0]);
        DataException error =
            Assert.Throws<DataException>(() => DataFormats.Open(ReferenceData.Path("nmnist/samples"), new() { Split = "night" }));
        Assert.Contains("'night'", error.Message);
    }

    [Theory]
    [InlineData("test5000", 5000)]
    [InlineData("train3750", 3750)]
    public void MNIST_images_and_labels_equal_numpys(string name, int count)
    {
        string path = ReferenceData.Path($"mnist/{name}-images-idx3-ubyte.gz");
        SpikeDataset data = DataFormats.Open(path, new() { Encoder = new ConstantEncoder(), Ticks = 1 });
        Assert.Equal((count, 784), (data.Count, data.Neurons));
        Assert.Equal([28, 28], data.Shape);
        string[] expected = Lines(
            """
            import sys, gzip, numpy as np
            x = np.frombuffer(gzip.open(sys.argv[1]).read(), np.uint8)[16:].reshape(-1, 784).astype(np.int64)
            y = np.frombuffer(gzip.open(sys.argv[1].replace('images-idx3', 'labels-idx1')).read(), np.uint8)[8:]
            for a, l in zip(x, y): print(a.sum(), (a * (1 + np.arange(784))).sum(), l)
            """,
            path);
        Assert.Equal(expected, Enumerable.Range(0, count).Select(i => $"{Summary(data[i])} {data.Labels![i]}"));
    }

    [Fact]
    public void Digits_are_read_from_gzipped_CSV_with_the_label_last()
    {
        string path = ReferenceData.Path("digits/digits.csv.gz");
        SpikeDataset data = DataFormats.Open(
            path, new() { Encoder = Encoder.Parse("constant:gain=16"), Ticks = 1, Shape = [8, 8] });
        Assert.Equal((1797, 64), (data.Count, data.Neurons));
        string[] expected = Lines(
            """
            import sys, numpy as np
            for r in np.loadtxt(sys.argv[1], delimiter=',').astype(np.int64):
                print(r[:64].sum(), (r[:64] * (1 + np.arange(64))).sum(), r[64])
            """,
            path);
        Assert.Equal(expected, Enumerable.Range(0, data.Count).Select(i => $"{Summary(data[i])} {data.Labels![i]}"));
    }

    [Fact]
    public void Real_recordings_survive_the_event_list_form()
    {
        using ScratchFolder folder = new();
        SpikeDataset data = DataFormats.Open(ReferenceData.Path("nmnist")).Take(20);
        EventArrays.Write(folder["e.npz"], data);
        SpikeDataset again = DataFormats.Open(folder["e.npz"]);
        Assert.Equal(data.Labels, again.Labels);
        Assert.Equal(data.Shape, again.Shape);
        for (int i = 0; i < data.Count; i++)
            SpikeTrainTests.AssertEqual(data[i], again[i]);
    }

    // Sum of payloads, and the sum weighted by position, which no exchange of two events leaves as it is.
    private static string Summary(SpikeTrain train)
    {
        int[] dense = train.ToDense();
        return $"{dense.Sum(v => (long)v)} {dense.Select((v, i) => (long)v * (i + 1)).Sum()}";
    }

    private static string[] Lines(string script, string argument) =>
        Python.Run(script, ["numpy"], argument).TrimEnd('\n').Split('\n');
}
