using System.Text.Json;

namespace Neuro.Hdf5.Tests;

public sealed class WritingTests
{
    [Fact]
    public void Every_element_type_reads_back_in_h5py_and_here()
    {
        Hdf5Writer writer = new();
        Hdf5GroupBuilder root = writer.Root;
        root.AddDataset("i1", Hdf5Data.Array<sbyte>([sbyte.MinValue, 0, sbyte.MaxValue]));
        root.AddDataset("i2", Hdf5Data.Array<short>([short.MinValue, 0, short.MaxValue]));
        root.AddDataset("i4", Hdf5Data.Array<int>([int.MinValue, 0, int.MaxValue, 5], 2, 2));
        root.AddDataset("i8", Hdf5Data.Array<long>([long.MinValue, 0, long.MaxValue]));
        root.AddDataset("u1", Hdf5Data.Array<byte>([0, byte.MaxValue]));
        root.AddDataset("u2", Hdf5Data.Array<ushort>([0, ushort.MaxValue]));
        root.AddDataset("u4", Hdf5Data.Array<uint>([0, uint.MaxValue]));
        root.AddDataset("u8", Hdf5Data.Array<ulong>([0, ulong.MaxValue]));
        root.AddDataset("f2", Hdf5Data.Array<Half>([(Half)1.5f, Half.MaxValue, Half.Epsilon, Half.NaN]));
        root.AddDataset("f4", Hdf5Data.Array<float>([1.5f, float.MaxValue, float.Epsilon, float.NegativeInfinity]));
        root.AddDataset("f8", Hdf5Data.Array<double>([1.5, double.MaxValue, double.Epsilon, double.NaN]));
        root.AddDataset("bool", Hdf5Data.Array<bool>([true, false, true]));
        root.AddDataset("scalar", Hdf5Data.Scalar(-2.5f));
        root.AddDataset("flag", Hdf5Data.Scalar(true));
        root.AddDataset("empty", Hdf5Data.Array<float>([], 0, 3));
        root.AddDataset("text", Hdf5Data.String("µ-neuron 神经元 🧠"));
        root.AddDataset("no text", Hdf5Data.String(""));
        root.AddDataset("long text", Hdf5Data.String(new string('x', 100_000)));
        root.AddDataset("texts", Hdf5Data.Strings(["in", "fc1", "", "lif.1", "é", "out"], 3, 2));
        root.AddDataset("many texts", Hdf5Data.Strings([.. Enumerable.Range(0, 2000).Select(i => $"neuron {i}")]));
        root.AddDataset("fixed", Hdf5Data.FixedStrings(["dense", "0123456789", ""], 10));
        root.AddDataset("fixed utf8", Hdf5Data.FixedStrings(["é"], 4));

        (Hdf5Group read, List<JsonElement> _) = RoundTrip(writer);

        Assert.Equal([int.MinValue, 0, int.MaxValue, 5], read.Dataset("i4").ReadInt64s());
        Assert.Equal([2, 2], read.Dataset("i4").Shape);
        Assert.Equal([0d, ulong.MaxValue], read.Dataset("u8").ReadDoubles());
        Assert.Equal([1.5, (double)Half.MaxValue, (double)Half.Epsilon, double.NaN], read.Dataset("f2").ReadDoubles());
        Assert.Equal([1.5f, float.MaxValue, float.Epsilon, float.NegativeInfinity], read.Dataset("f4").ReadSingles());
        Assert.Equal([true, false, true], read.Dataset("bool").ReadBooleans());
        Assert.Equal(Hdf5TypeClass.Boolean, read.Dataset("flag").ElementType.Class);
        Assert.Equal(-2.5, read.Dataset("scalar").ReadDouble());
        Assert.Equal([0, 3], read.Dataset("empty").Shape);
        Assert.Equal("µ-neuron 神经元 🧠", read.Dataset("text").ReadString());
        Assert.Equal(100_000, read.Dataset("long text").ReadString().Length);
        Assert.Equal(["in", "fc1", "", "lif.1", "é", "out"], read.Dataset("texts").ReadStrings());
        Assert.Equal("neuron 1999", read.Dataset("many texts").ReadStrings()[1999]);
        Assert.Equal(["dense", "0123456789", ""], read.Dataset("fixed").ReadStrings());
    }

    [Fact]
    public void Groups_of_any_size_and_depth_read_back()
    {
        Hdf5Writer writer = new();
        foreach (int count in (int[])[0, 1, 8, 9, 256, 257, 5000])
        {
            Hdf5GroupBuilder group = writer.Root.AddGroup($"{count} members");
            for (int i = count - 1; i >= 0; i--)
                group.AddDataset(i % 3 == 0 ? $"ünit.{i}" : $"unit {i}", Hdf5Data.Scalar(i));
        }
        Hdf5GroupBuilder at = writer.Root;
        for (int depth = 0; depth < 60; depth++)
            at = at.AddGroup("nodes");
        at.AddDataset("deep", Hdf5Data.Scalar(1));

        (Hdf5Group read, _) = RoundTrip(writer);

        Assert.Equal(5000, read.Group("5000 members").Children.Count);
        Assert.Equal(4999, read.Dataset("5000 members/unit 4999").ReadInt64());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(9, true)]
    public void Chunks_of_every_shape_read_back(int level, bool shuffle)
    {
        Hdf5Writer writer = new();
        Hdf5Storage storage = new() { DeflateLevel = level, Shuffle = shuffle };
        float[] values = [.. Enumerable.Range(0, 37 * 23 * 3).Select(i => MathF.Sin(i))];
        writer.Root.AddDataset("whole", Hdf5Data.Array(values, 37, 23, 3), storage);
        writer.Root.AddDataset("edges", Hdf5Data.Array(values, 37, 23, 3), storage with { ChunkShape = [5, 4, 2] });
        writer.Root.AddDataset("larger", Hdf5Data.Array(values, 37, 23, 3), storage with { ChunkShape = [64, 64, 64] });
        writer.Root.AddDataset("many", Hdf5Data.Array([.. Enumerable.Range(0, 5000)]), storage with { ChunkShape = [1] });
        writer.Root.AddDataset("rows", Hdf5Data.Array(new double[200_000], 2, 100_000), storage);
        writer.Root.AddDataset(
            "texts", Hdf5Data.Strings([.. Enumerable.Range(0, 50).Select(i => $"é{i}")]), storage with { ChunkShape = [7] });
        writer.Root.AddDataset("scalar", Hdf5Data.Scalar(3), storage);
        writer.Root.AddDataset("none", Hdf5Data.Array<int>([]), storage);

        (Hdf5Group read, _) = RoundTrip(writer);

        Assert.Equal(values, read.Dataset("edges").ReadSingles());
        Assert.Equal(values, read.Dataset("larger").ReadSingles());
    }

    [Fact]
    public void Compressed_zeros_take_little_room()
    {
        Hdf5Writer writer = new();
        writer.Root.AddDataset("zeros", Hdf5Data.Array(new float[1_000_000]), Hdf5Storage.Gzip);

        byte[] file = writer.ToArray();

        Assert.True(file.Length < 20_000, $"{file.Length} bytes");
        Assert.Equal(new float[1_000_000], Hdf5File.Read(file, "zeros").Dataset("zeros").ReadSingles());
    }

    [Fact]
    public void Attributes_of_groups_and_datasets_read_back()
    {
        Hdf5Writer writer = new();
        Hdf5GroupBuilder group = writer.Root.AddGroup("group");
        Hdf5DatasetBuilder dataset = writer.Root.AddDataset("dataset", Hdf5Data.Scalar(1));
        foreach (Hdf5ObjectBuilder owner in (Hdf5ObjectBuilder[])[writer.Root, group, dataset])
        {
            owner.SetAttribute("text", Hdf5Data.String("ü"));
            owner.SetAttribute("texts", Hdf5Data.Strings(["a", "", "b"]));
            owner.SetAttribute("fixed", Hdf5Data.FixedStrings(["ab"], 3));
            owner.SetAttribute("array", Hdf5Data.Array(new double[6000], 60, 100));
            owner.SetAttribute("flag", Hdf5Data.Scalar(false));
            for (int i = 0; i < 100; i++)
                owner.SetAttribute($"number {i}", Hdf5Data.Scalar(i));
        }

        (Hdf5Group read, _) = RoundTrip(writer);

        Assert.Equal(99, read["dataset"].Attributes["number 99"].ReadInt64());
    }

    [Fact]
    public void Python_sees_strings_as_it_would_have_written_them()
    {
        Hdf5Writer writer = new();
        writer.Root.AddGroup("node").AddDataset("type", Hdf5Data.String("Affine"));
        using ScratchFolder folder = new();
        File.WriteAllBytes(folder["net.nir"], writer.ToArray());

        string seen = Python.Run(
            """
            import h5py, sys
            f = h5py.File(sys.argv[1], 'r')
            d = f['node/type']
            print(repr(d[()]), d.dtype == h5py.string_dtype(), d.id.get_type().get_cset() == h5py.h5t.CSET_UTF8)
            """, ["h5py"], folder["net.nir"]);

        Assert.Equal("b'Affine' True True", seen.Trim());
    }

    [Fact]
    public void H5py_can_edit_a_written_file()
    {
        Hdf5Writer writer = new();
        Hdf5GroupBuilder group = writer.Root.AddGroup("group");
        for (int i = 0; i < 40; i++)
            group.AddDataset($"d{i:00}", Hdf5Data.Strings([$"text {i}"]));
        writer.Root.AddDataset("chunks", Hdf5Data.Array(new int[1000]), Hdf5Storage.Gzip with { ChunkShape = [3] });
        using ScratchFolder folder = new();
        string path = folder["edited.h5"];
        File.WriteAllBytes(path, writer.ToArray());

        Python.Run(
            """
            import h5py, sys
            with h5py.File(sys.argv[1], 'r+') as f:
                for i in range(300):
                    f['group'][f'new{i}'] = f'value {i}'
                for i in range(0, 40, 3):
                    del f['group'][f'd{i:02}']
                f['group/d01'][0] = 'changed'
                f['chunks'][::2] = 7
                for i in range(30):
                    f['group'].attrs[f'a{i}'] = i
                    f['chunks'].attrs[f'a{i}'] = 'x' * i
            """, ["h5py"], path);

        Hdf5Group read = Hdf5File.Open(path);
        TreeComparison.AssertSame(read, Peer.Dump(path)[0]);
        Assert.Equal(["changed"], read.Dataset("group/d01").ReadStrings());
        Assert.Equal(500 * 7, read.Dataset("chunks").ReadInt64s().Sum());
    }

    [Theory]
    [InlineData("nir/braille_noDelay_bias_zero.nir")]
    [InlineData("nir/cnn_sinabs.nir")]
    [InlineData("lif_dialects/two_lif_neurons.nir")]
    [InlineData("loihi/mnist/trained_mnist_network.net")]
    public void A_trained_model_copied_through_the_writer_is_the_same_to_h5py(string name)
    {
        string path = ReferenceData.Path(name);
        using ScratchFolder folder = new();
        File.WriteAllBytes(folder["copy"], TreeCopy.Write(Hdf5File.Open(path)));

        List<List<JsonElement>> dumps = Peer.Dump(path, folder["copy"]);

        Assert.Equal(dumps[0].Select(line => line.GetRawText()), dumps[1].Select(line => line.GetRawText()));
    }

    [Fact]
    public void The_same_tree_gives_the_same_bytes()
    {
        static byte[] Build()
        {
            Hdf5Writer writer = new();
            writer.Root.AddGroup("b").SetAttribute("x", Hdf5Data.String("y"));
            writer.Root.AddDataset("a", Hdf5Data.Array(new float[10_000]), Hdf5Storage.Gzip);
            return writer.ToArray();
        }

        Assert.Equal(Build(), Build());
    }

    [Fact]
    public void What_HDF5_cannot_hold_is_refused_with_its_name()
    {
        Hdf5Writer writer = new();
        writer.Root.AddGroup("taken");
        Assert.Contains("'taken'", Assert.Throws<ArgumentException>(() => writer.Root.AddGroup("taken")).Message);
        foreach (string name in (string[])["", ".", "a/b", "a\0b"])
            Assert.Throws<ArgumentException>(() => writer.Root.AddGroup(name));
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentException>(() => Hdf5Data.Array(new int[5], 2, 3)).Message);
        Assert.Contains("'abc'", Assert.Throws<ArgumentException>(() => Hdf5Data.FixedStrings(["abc"], 2)).Message);
        Assert.Contains("NUL", Assert.Throws<ArgumentException>(() => Hdf5Data.String("a\0b")).Message);
        Assert.Contains("Char", Assert.Throws<ArgumentException>(() => Hdf5Data.Scalar('x')).Message);
        Assert.Contains("'big'",
            Assert.Throws<ArgumentException>(() => writer.Root.SetAttribute("big", Hdf5Data.Array(new double[10_000]))).Message);
        Assert.Throws<ArgumentException>(() => writer.Root.AddDataset(
            "x", Hdf5Data.Array(new int[5]), Hdf5Storage.Gzip with { ChunkShape = [1, 1] }));
    }

    /// <summary>Writes, reads with h5py and with our reader, and checks that the two agree.</summary>
    private static (Hdf5Group Read, List<JsonElement> Dump) RoundTrip(Hdf5Writer writer)
    {
        using ScratchFolder folder = new();
        string path = folder["written.h5"];
        File.WriteAllBytes(path, writer.ToArray());
        Hdf5Group read = Hdf5File.Open(path);
        List<JsonElement> dump = Peer.Dump(path)[0];
        TreeComparison.AssertSame(read, dump);
        return (read, dump);
    }
}
