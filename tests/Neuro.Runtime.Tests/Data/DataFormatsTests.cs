using System.IO.Compression;
using Neuro.Runtime.Data;
using Neuro.Runtime.Encoding;

namespace Neuro.Runtime.Tests.Data;

public sealed class DataFormatsTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("BTN", null)]
    [InlineData("BTN", "BTN")]
    [InlineData("TBN", "TBN")]
    [InlineData("BNT", "bnt")]
    [InlineData("NTB", "NTB")]
    public void A_raster_is_the_same_whatever_the_order_of_its_axes(string stored, string? layout)
    {
        // Two axes of neurons (4, 5); stored order by numpy's transpose.
        string axes = stored.Replace("B", "0,").Replace("T", "1,").Replace("N", "2,3,").TrimEnd(',');
        Numpy($"np.savez(f, spikes=(np.arange(2*3*4*5).reshape(2,3,4,5) % 3).transpose({axes}), labels=[7, 8])", "a.npz");
        SpikeDataset data = DataFormats.Open(_folder["a.npz"], new() { Layout = layout });
        Assert.Equal((2, 3, 20), (data.Count, data.Ticks, data.Neurons));
        Assert.Equal([4, 5], data.Shape);
        Assert.Equal([7, 8], data.Labels!);
        Assert.Equal(Enumerable.Range(0, 60).Select(i => i % 3), data[0].ToDense());
        Assert.Equal(Enumerable.Range(60, 60).Select(i => i % 3), data[1].ToDense());
    }

    [Theory]
    [InlineData("bool", 1)]
    [InlineData("int8", -2)]
    [InlineData("uint16", 2)]
    [InlineData("int64", 2)]
    [InlineData("float16", 2)]
    [InlineData("float64", -2)]
    public void Rasters_of_every_type_hold_whole_numbers(string type, int value)
    {
        Numpy($"np.save(f, np.array([[0, {value}], [1, 0], [0, 0]]).astype('{type}'))", "a.npy");
        SpikeDataset data = DataFormats.Open(_folder["a.npy"]);
        Assert.Equal((1, 3, 2), (data.Count, data.Ticks, data.Neurons));
        Assert.Equal([0, value, 1, 0, 0, 0], data[0].ToDense());
    }

    [Fact]
    public void Ticks_cut_and_extend_and_Select_keeps_labels()
    {
        Numpy("np.savez(f, x=np.ones((3, 4, 2), 'u1'), y=[5, 6, 7])", "a.npz");
        SpikeDataset data = DataFormats.Open(_folder["a.npz"], new() { Ticks = 6, Shape = [2, 1] }).Select([2, 0]);
        Assert.Equal([7, 5], data.Labels!);
        Assert.Equal([2, 1], data.Shape);
        Assert.Equal((6, 8), (data[1].Ticks, data[1].EventCount));
        Assert.Throws<ArgumentOutOfRangeException>(() => data[2]);
    }

    [Theory]
    [InlineData("t=[3, 0, 0, 3], i=[1, 2, 2, 0], sample=[0, 1, 1, 0], num_ticks=5, shape=[2, 2], labels=[4, 9]")]
    [InlineData("times=[3, 3, 0, 0], index=[0, 1, 2, 2], offsets=[0, 2, 4], num_ticks=5, shape=[2, 2], targets=[4, 9]")]
    [InlineData("tick=[3, 3, 0], x=[0, 1, 0], y=[0, 0, 1], payload=[1, 1, 2], sample=[0, 0, 1], num_ticks=5, shape=[2, 2], " +
        "labels=[4, 9]")]
    public void Event_lists_follow_the_documented_convention(string arrays)
    {
        Numpy($"np.savez(f, {arrays})", "e.npz");
        SpikeDataset data = DataFormats.Open(_folder["e.npz"]);
        Assert.Equal((2, 5, 4), (data.Count, data.Ticks, data.Neurons));
        Assert.Equal([2, 2], data.Shape);
        Assert.Equal([4, 9], data.Labels!);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0], data[0].ToDense());
        Assert.Equal([0, 0, 2, 0], data[1].WithTicks(1).ToDense());
    }

    [Fact]
    public void Sizes_that_an_event_list_does_not_say_are_as_large_as_the_events_need()
    {
        Numpy("np.savez(f, t=[0, 2500], x=[3, 1], y=[0, 4], p=[0, 1])", "e.npz");
        SpikeDataset data = DataFormats.Open(_folder["e.npz"], new() { TickMicroseconds = 1000 });
        Assert.Equal([2, 5, 4], data.Shape);
        Assert.Equal((1, 3), (data.Count, data.Ticks));
        Assert.Equal([20 + 16 + 1], data[0].IndicesAt(2).ToArray());
    }

    [Fact]
    public void Written_event_lists_are_read_under_their_prefix()
    {
        SpikeTrain[] samples =
        [
            SpikeTrain.FromDense((ReadOnlySpan<int>)[0, 1, -2, 0, 0, 1], 3, 2),
            SpikeTrain.Empty(3, 2),
            SpikeTrain.FromDense((ReadOnlySpan<int>)[1, 1, 1, 1, 1, 1], 3, 2),
        ];
        using (NpzWriter writer = new(_folder["r.npz"]))
        {
            EventArrays.Write(writer, samples, [2], "out/");
            EventArrays.Write(writer, [SpikeTrain.Empty(0, 1)], [1], "none/");
            writer.Commit();
        }
        using NpzFile file = NpzFile.Open(_folder["r.npz"]);
        SpikeDataset data = EventArrays.Read(file, "out/");
        Assert.Equal(3, data.Count);
        for (int i = 0; i < samples.Length; i++)
            SpikeTrainTests.AssertEqual(samples[i], data[i]);
        Assert.Equal((1, 0), (EventArrays.Read(file, "none/").Count, EventArrays.Read(file, "none/").Ticks));
        Assert.Contains("out/t", Assert.Throws<DataException>(() => EventArrays.Read(file, "in/")).Hint);
    }

    [Fact]
    public void Numpy_rebuilds_the_raster_from_a_written_event_list()
    {
        int[] raster = [.. Enumerable.Range(0, 2 * 7 * 6).Select(i => i * 37 % 11 == 0 ? 1 + (i % 3) : 0)];
        SpikeTrain[] samples = [SpikeTrain.FromDense(raster.AsSpan(0, 42), 7, 6), SpikeTrain.FromDense(raster.AsSpan(42), 7, 6)];
        EventArrays.Write(_folder["e.npz"], new SpikeDataset("", [2, 3], samples, [4, 5]));
        string report = Python.Run(
            """
            import sys, numpy as np
            z = np.load(sys.argv[1])
            raster = np.zeros((len(z["offsets"]) - 1, z["num_ticks"], z["shape"].prod()), int)
            sample = np.repeat(np.arange(len(raster)), np.diff(z["offsets"]))
            raster[sample, z["t"], z["i"]] = z["payload"] if "payload" in z else 1
            print(*raster.ravel(), *z["labels"])
            """,
            ["numpy"], _folder["e.npz"]);
        Assert.Equal([.. raster, 4, 5], report.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(int.Parse));
    }

    [Theory]
    [InlineData("0,1\n2,0\n2,0\n")]
    [InlineData("# exported\n\n0;1;1\r\n2;0;2\r\n")]
    [InlineData("payload\tindex\ttick\n1\t1\t0\n2\t0\t2\n")]
    public void Event_tables_are_read_with_and_without_names(string text)
    {
        File.WriteAllText(_folder["e.csv"], text);
        SpikeDataset data = DataFormats.Open(_folder["e.csv"]);
        Assert.Equal([0, 1, 0, 0, 2, 0], data[0].ToDense());
    }

    [Fact]
    public void Event_tables_may_number_samples_and_take_labels_from_a_file()
    {
        File.WriteAllText(_folder["e.csv"], "0,1,1,0\n0,0,3,2\n");
        File.WriteAllText(_folder["l.csv"], "file,label\n1,5\n2,6\n3,7\n");
        SpikeDataset data = DataFormats.Open(_folder["e.csv"], new() { Labels = _folder["l.csv"] });
        Assert.Equal([5, 6, 7], data.Labels!);
        Assert.Equal([3, 0], data[2].ToDense());
        Assert.Equal(0, data[1].EventCount);
    }

    [Fact]
    public void A_table_with_a_layout_is_a_raster()
    {
        File.WriteAllText(_folder["r.csv"], "0,1,0\n2,0,0\n");
        Assert.Equal([0, 1, 0, 2, 0, 0], DataFormats.Open(_folder["r.csv"], new() { Layout = "TN" })[0].ToDense());
        Assert.Equal([0, 2, 1, 0, 0, 0], DataFormats.Open(_folder["r.csv"], new() { Layout = "NT" })[0].ToDense());
    }

    [Theory]
    [InlineData("np.array([[0, 255], [51, 102]], 'u1')", null, "0 5 1 2")]
    [InlineData("np.array([[0, 16], [4, 8.0]])", null, "0 5 1 2")]
    [InlineData("np.array([[0, 1], [0.2, 0.4]])", null, "0 5 1 2")]
    [InlineData("np.array([[0, 50], [10, 20]])", 100.0, "0 2 0 1")]
    public void Images_are_scaled_to_one_before_they_are_encoded(string array, double? fullScale, string expected)
    {
        Numpy($"np.savez(f, images={array}, labels=np.array([3, 4]))", "i.npz");
        SpikeDataset data = DataFormats.Open(
            _folder["i.npz"], new() { Encoder = Encoder.Parse("constant:gain=5"), Ticks = 1, FullScale = fullScale });
        Assert.Equal(expected, string.Join(' ', data[0].ToDense().Concat(data[1].ToDense())));
        Assert.Equal([3, 4], data.Labels!);
    }

    [Fact]
    public void Labels_come_from_npy_idx_or_a_named_array()
    {
        Numpy("np.savez(f, spikes=np.ones((2, 3, 1)), labels=[1, 2], fine=[[3], [4]])", "a.npz");
        Numpy("np.save(f, np.array([5, 6], 'u1'))", "l.npy");
        File.WriteAllBytes(_folder["l-idx1-ubyte"], [0, 0, 8, 1, 0, 0, 0, 2, 7, 8]);
        int[]? Read(string? labels) => DataFormats.Open(_folder["a.npz"], new() { Labels = labels }).Labels;
        Assert.Equal([1, 2], Read(null)!);
        Assert.Equal([3, 4], Read("fine")!);
        Assert.Equal([5, 6], Read(_folder["l.npy"])!);
        Assert.Equal([7, 8], Read(_folder["l-idx1-ubyte"])!);
        Assert.Null(Read("none"));
    }

    [Fact]
    public void N_MNIST_folders_of_digits_label_themselves_in_numeric_order()
    {
        foreach (string name in new[] { "3/10.bin", "3/9.bin", "0/7.bin" })
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_folder[name])!);
            byte x = byte.Parse(System.IO.Path.GetFileNameWithoutExtension(name));
            File.WriteAllBytes(_folder[name], [x, 1, 0x80, 0x07, 0xD0, x, 1, 0x80, 0x07, 0xD1, 0, 0, 0x7F, 0xFF, 0xFF]);
        }
        SpikeDataset data = DataFormats.Open(_folder.Path, new() { Ticks = 3 });
        Assert.Equal([0, 3, 3], data.Labels!);
        Assert.Equal([7, 9, 10], Enumerable.Range(0, 3).Select(i => data[i].Indices.Single() - (34 * 35)));
        Assert.Equal([0, 0, 0, 1], data[0].Offsets);
        Assert.Equal<int[]>([2], data[0].Payloads!);
    }

    [Theory]
    [InlineData("a.npz", "np.savez(f, images=np.random.rand(3, 4))", "not a number of spikes", "--encoder")]
    [InlineData("a.npz", "np.savez(f, x=np.ones((4, 2)), y=[1, 2, 3, 4])", "4 labels for 1 samples", "--encoder")]
    [InlineData("a.npz", "np.savez(f, spikes=np.full((1, 2, 2), 2**40))", "not a number of spikes", "")]
    [InlineData("a.npz", "np.savez(f, spikes=np.full((1, 2, 2), np.nan))", "not a number of spikes", "")]
    [InlineData("a.npz", "np.savez(f, spikes=np.array([['a', 'b']]))", "text", "")]
    [InlineData("a.npz", "np.savez(f, spikes=np.ones((0, 2, 2)))", "holds no data", "")]
    [InlineData("a.npz", "np.savez(f, labels=[1])", "no array of data", "spikes")]
    [InlineData("a.npz", "np.savez(f, spikes=np.ones((2, 2, 2)), labels=np.eye(2))", "one number per sample", "argmax")]
    [InlineData("a.npz", "np.savez(f, t=[1, 2], i=[1])", "2 times of events, but 1", "one entry per event")]
    [InlineData("a.npz", "np.savez(f, t=[1, -2], i=[1, 1])", "time -2", "whole ticks")]
    [InlineData("a.npz", "np.savez(f, t=[1.5], i=[1])", "time 1.5", "--tick-us")]
    [InlineData("a.npz", "np.savez(f, t=[2000000000], i=[1])", "tick 2000000000", "--ticks")]
    [InlineData("a.npz", "np.savez(f, t=[1], i=[4], shape=[2, 2])", "neuron 4 is not from 0 to 3", "columns' order")]
    [InlineData("a.npz", "np.savez(f, t=[1], i=[0], shape=[2000000000, 2000000000])", "not the shape of a population", "")]
    [InlineData("a.npz", "np.savez(f, t=[1], x=[2], y=[0], shape=[2, 2])", "x 2 is not from 0 to 1", "")]
    [InlineData("a.npz", "np.savez(f, t=[1], i=[0], sample=[1000000000])", "sample 1000000000", "from 0")]
    [InlineData("a.npz", "np.savez(f, t=[1, 2], i=[0, 1], offsets=[0, 3, 2])", "3 after 0", "ascend")]
    [InlineData("a.npz", "np.savez(f, t=[1, 2], i=[0, 1], offsets=[0, 1])", "0 to the 2 events", "")]
    [InlineData("a.npz", "np.savez(f, t=[1], i=[0], num_ticks=[2000000000])", "one number of ticks", "")]
    [InlineData("a.npz", "f.write(b'PK\\x03\\x04 and no more')", "cannot be read", "complete")]
    [InlineData("a-idx3-ubyte", "f.write(bytes([0, 0, 8, 1, 0, 0, 0, 2, 7, 8]))", "images are not spikes", "--encoder")]
    [InlineData("a.idx", "f.write(bytes([0, 0, 8, 3, 127, 255, 255, 255, 0, 0, 0, 1, 0, 0, 0, 1, 7]))",
        "declares 2,147,483,647 bytes", "truncated")]
    [InlineData("a.idx", "f.write(bytes([0, 0, 7, 1, 0, 0, 0, 1, 7]))", "0x07", "")]
    [InlineData("a.idx", "f.write(bytes([0, 0, 8, 1, 0, 0, 0, 1, 7, 7]))", "more bytes follow", "")]
    [InlineData("a.bin", "f.write(bytes(12))", "2 of 5 bytes", "truncated")]
    [InlineData("a.bin", "pass", "empty", "")]
    [InlineData("a.csv", "f.write(b'0,1\\n0,x\\n')", "'x' is not a number", "")]
    [InlineData("a.csv", "f.write(b'0,1\\n0\\n')", "1 columns, where the lines before have 2", "truncated")]
    [InlineData("a.csv", "f.write(b'0,1.5\\n')", "1.5 is not an integer", "")]
    [InlineData("a.csv", "f.write(b'1,2,3,4,5\\n')", "5 columns are not events", "--encoder")]
    [InlineData("a.csv", "f.write(b'volts,amps\\n1,2\\n')", "no time", "name the columns")]
    [InlineData("a.csv", "f.write(b'1' * 5000000)", "longer than", "text file")]
    [InlineData("a.csv", "f.write(b't,i\\n')", "no numbers", "")]
    [InlineData("a.dat", "f.write(b'x')", "does not tell the format", "npz, npy, nmnist, idx, csv")]
    public void What_cannot_be_read_is_refused_with_its_place_and_a_hint(string name, string script, string message, string hint)
    {
        Numpy(script, name);
        DataException error = Assert.Throws<DataException>(() => DataFormats.Open(_folder[name]));
        Assert.Equal(_folder[name], error.File);
        Assert.Contains(message, error.Message);
        Assert.Contains(hint, error.Hint);
    }

    [Theory]
    [InlineData("BTNN", "each once")]
    [InlineData("BT", "--layout")]
    [InlineData("XYZ", "each once")]
    public void A_layout_that_does_not_fit_is_refused(string layout, string hint)
    {
        Numpy("np.save(f, np.ones((2, 2, 2)))", "a.npy");
        Assert.Contains(
            hint, Assert.Throws<DataException>(() => DataFormats.Open(_folder["a.npy"], new() { Layout = layout })).Hint);
    }

    [Fact]
    public void Options_that_contradict_the_data_are_refused()
    {
        Numpy("np.savez(f, t=[1], i=[0])", "e.npz");
        Numpy("np.save(f, np.array([[1, np.inf]]))", "a.npy");
        DataOptions rate = new() { Encoder = new RateEncoder() };
        Assert.Contains("--encoder", Assert.Throws<DataException>(() => DataFormats.Open(_folder["e.npz"], rate)).Hint);
        Assert.Contains("--ticks", Assert.Throws<DataException>(() => DataFormats.Open(_folder["a.npy"], rate)).Hint);
        Assert.Contains(
            "finite", Assert.Throws<DataException>(() => DataFormats.Open(_folder["a.npy"], rate with { Ticks = 5 })).Hint);
        Assert.Contains("not a data format",
            Assert.Throws<DataException>(() => DataFormats.Open(_folder["a.npy"], new() { Format = "tiff" })).Message);
        Assert.Contains("no such file", Assert.Throws<DataException>(() => DataFormats.Open(_folder["b.npy"])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DataOptions { TickMicroseconds = 0 });
    }

    [Fact]
    public void A_truncated_gzip_file_is_refused()
    {
        byte[] text =
            [.. Enumerable.Range(0, 3000).SelectMany(i => System.Text.Encoding.ASCII.GetBytes($"{i},{i * 7919 % 1000}\n"))];
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(text);
        byte[] bytes = packed.ToArray();
        File.WriteAllBytes(_folder["whole.csv.gz"], bytes);
        Assert.Equal(3000, DataFormats.Open(_folder["whole.csv.gz"])[0].EventCount);
        foreach (int length in new[] { 12, bytes.Length / 2, bytes.Length - 9, bytes.Length - 1 })
        {
            File.WriteAllBytes(_folder["part.csv.gz"], bytes[..length]);
            Assert.ThrowsAny<DataException>(() => DataFormats.Open(_folder["part.csv.gz"]));
        }
        bytes[^6] ^= 1;
        File.WriteAllBytes(_folder["damaged.csv.gz"], bytes);
        Assert.ThrowsAny<DataException>(() => DataFormats.Open(_folder["damaged.csv.gz"]));
    }

    private void Numpy(string statement, string name) =>
        Python.Run($"import sys, numpy as np\nwith open(sys.argv[1], 'wb') as f:\n    {statement}", ["numpy"], _folder[name]);
}
