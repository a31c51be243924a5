using Neuro.Runtime.Data;

namespace Neuro.Runtime.Tests.Data;

public class NpyArrayTests
{
    /// <summary>
    /// Every element type in both byte orders and both index orders, in three shapes; values 0, 1, 2 … 23 (booleans: 0, 1, 0 …).
    /// </summary>
    private const string WriteEverything = """
        import sys, numpy as np
        from numpy.lib import format as npf
        folder = sys.argv[1]
        for name in 'b1 i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8'.split():
            for order in '<>':
                for layout in 'CF':
                    for shape in [(24,), (2, 3, 4), (4, 1, 6)]:
                        v = np.arange(24) % 2 if name == 'b1' else np.arange(24)
                        a = np.array(v.reshape(shape), dtype=order + name, order=layout)
                        file = f"{folder}/{name}{'le' if order == '<' else 'be'}{layout}{len(shape)}{shape[-1]}.npy"
                        with open(file, 'wb') as f:
                            npf.write_array(f, a, version=[(1, 0), (2, 0), (3, 0)][len(shape) % 3])
        """;

    [Fact]
    public void Every_element_type_order_layout_and_version_that_numpy_writes_is_read()
    {
        using ScratchFolder folder = new();
        Python.Run(WriteEverything, ["numpy"], folder.Path);
        string[] files = Directory.GetFiles(folder.Path);
        Assert.Equal(12 * 2 * 2 * 3, files.Length);
        foreach (string file in files)
        {
            NpyArray array = NpyArray.Read(file);
            bool boolean = array.Type.Kind == NpyKind.Bool;
            string name = System.IO.Path.GetFileName(file);
            Assert.Equal(boolean ? "|b1" : name[..2], boolean ? array.Type.ToString() : array.Type.ToString()[1..]);
            Assert.Equal(24, array.Length);
            int[] expected = [.. Enumerable.Range(0, 24).Select(i => boolean ? i % 2 : i)];
            Assert.Equal(expected, array.ToInt32());
            Assert.Equal(expected.Select(v => (double)v), array.ToDouble());
        }
    }

    [Fact]
    public void Extreme_values_survive_in_both_directions()
    {
        using ScratchFolder folder = new();
        string ours = folder["ours.npz"], theirs = folder["theirs.npz"];
        using (NpzWriter writer = new(ours))
        {
            writer.Add("bool", new[] { true, false });
            writer.Add("i1", new[] { sbyte.MinValue, sbyte.MaxValue });
            writer.Add("i2", new[] { short.MinValue, short.MaxValue });
            writer.Add("i4", new[] { int.MinValue, int.MaxValue });
            writer.Add("i8", new[] { long.MinValue, long.MaxValue });
            writer.Add("u1", new byte[] { 0, 255 });
            writer.Add("u2", new ushort[] { 0, 65535 });
            writer.Add("u4", new uint[] { 0, uint.MaxValue });
            writer.Add("u8", new ulong[] { 0, ulong.MaxValue });
            writer.Add("f2", new[] { Half.MaxValue, Half.NegativeInfinity });
            writer.Add("f4", new[] { float.MaxValue, float.Epsilon });
            writer.Add("f8", new[] { double.MaxValue, -0.0 }, 1, 2, 1);
            writer.Add("empty", Array.Empty<int>(), 0, 3);
            writer.AddScalar("scalar", 7L);
            writer.Commit();
        }
        string report = Python.Run(
            """
            import sys, numpy as np
            z = np.load(sys.argv[1])
            np.savez_compressed(sys.argv[2], **{k: z[k] for k in z.files})
            for k in z.files: print(k, z[k].dtype.str, z[k].shape, z[k].tolist())
            """,
            ["numpy"], ours, theirs);
        Assert.Equal(
            """
            bool |b1 (2,) [True, False]
            i1 |i1 (2,) [-128, 127]
            i2 <i2 (2,) [-32768, 32767]
            i4 <i4 (2,) [-2147483648, 2147483647]
            i8 <i8 (2,) [-9223372036854775808, 9223372036854775807]
            u1 |u1 (2,) [0, 255]
            u2 <u2 (2,) [0, 65535]
            u4 <u4 (2,) [0, 4294967295]
            u8 <u8 (2,) [0, 18446744073709551615]
            f2 <f2 (2,) [65504.0, -inf]
            f4 <f4 (2,) [3.4028234663852886e+38, 1.401298464324817e-45]
            f8 <f8 (1, 2, 1) [[[1.7976931348623157e+308], [-0.0]]]
            empty <i4 (0, 3) []
            scalar <i8 () 7

            """,
            report);
        using NpzFile first = NpzFile.Open(ours), second = NpzFile.Open(theirs);
        Assert.Equal(first.Names, second.Names);
        foreach (string name in first.Names)
        {
            NpyArray a = first.Read(name), b = second.Read(name);
            Assert.Equal(a.Type, b.Type);
            Assert.Equal(a.Shape, b.Shape);
            Assert.Equal(a.ToDouble(), b.ToDouble());
        }
        Assert.Equal([long.MinValue, long.MaxValue], second.Read("i8").Values<long>().ToArray());
    }

    [Fact]
    public void Strings_of_both_kinds_are_read_in_both_byte_orders()
    {
        using ScratchFolder folder = new();
        Python.Run(
            """
            import sys, numpy as np
            np.savez(sys.argv[1], s=np.array([b'left', b'', b'right']), u=np.array(['ä', 'neuron', '🧠']),
                b=np.array(['ab', 'c'], dtype='>U3'))
            """,
            ["numpy"], folder["s.npz"]);
        using NpzFile file = NpzFile.Open(folder["s.npz"]);
        Assert.Equal(["left", "", "right"], file.Read("s").ToStrings());
        Assert.Equal(["ä", "neuron", "🧠"], file.Read("u").ToStrings());
        Assert.Equal(["ab", "c"], file.Read("b").ToStrings());
        Assert.Contains("text", Assert.Throws<DataException>(() => file.Read("s").ToInt32()).Message);
    }

    [Fact]
    public void A_gzipped_array_is_read()
    {
        using ScratchFolder folder = new();
        Python.Run("import sys, gzip, numpy as np\nnp.save(gzip.open(sys.argv[1], 'wb'), " +
            "np.arange(3000000).astype('i2').reshape(3, -1))", ["numpy"], folder["a.npy.gz"]);
        NpyArray array = NpyArray.Read(folder["a.npy.gz"]);
        Assert.Equal([3, 1000000], array.Shape);
        Assert.Equal(unchecked((short)2999999), array.Values<short>()[^1]);
    }

    [Fact]
    public void Our_npy_file_is_read_by_numpy_and_is_aligned_to_64_bytes()
    {
        using ScratchFolder folder = new();
        NpyArray.Write<float>(folder["a.npy"], [1.5f, -2f, 0.25f, 8f, 0f, 1f], 3, 2);
        Assert.Equal(0, (new FileInfo(folder["a.npy"]).Length - 24) % 64);
        string report = Python.Run(
            "import sys, numpy as np\na = np.load(sys.argv[1]); print(a.dtype, a.tolist())", ["numpy"], folder["a.npy"]);
        Assert.Equal("float32 [[1.5, -2.0], [0.25, 8.0], [0.0, 1.0]]\n", report);
    }

    [Theory]
    [InlineData("np.save(f, np.array([{}, []], dtype=object), allow_pickle=True)", "object array", "pickle")]
    [InlineData("np.save(f, np.zeros(2, dtype='c8'))", "'<c8' is not supported", "astype")]
    [InlineData("np.save(f, np.zeros(2, dtype='i4,f4'))", "structured", "separate arrays")]
    [InlineData("f.write(b'hello, this is text')", "not a .npy array", "numpy.save")]
    [InlineData("np.save(f, np.zeros(9)); f.truncate(150)", "declares 72 bytes", "truncated")]
    [InlineData("np.save(f, np.zeros(9)); f.write(b'x')", "more bytes follow", "savez")]
    [InlineData("npf.write_array_header_1_0(f, dict(descr='<f8', fortran_order=False, shape=(60000, 30000))); f.write(b'x')",
        "declares 14,400,000,000 bytes", "truncated")]
    [InlineData("npf.write_array_header_1_0(f, dict(descr='<f8', fortran_order=False, shape=(600000, 300000))); f.write(b'x')",
        "more than 2,147,483,647 elements", "split")]
    [InlineData("f.write(b'\\x93NUMPY\\x04\\x00' + bytes(99))", "version 4", "1 to 3")]
    [InlineData("pass", "empty", "")]
    public void What_cannot_be_read_is_refused_with_a_hint(string script, string message, string hint)
    {
        using ScratchFolder folder = new();
        Python.Run("import sys, numpy as np\nfrom numpy.lib import format as npf\nwith open(sys.argv[1], 'wb') as f:\n    " +
            $"{script}", ["numpy"], folder["bad.npy"]);
        DataException error = Assert.Throws<DataException>(() => NpyArray.Read(folder["bad.npy"]));
        Assert.Equal(folder["bad.npy"], error.File);
        Assert.Contains(message, error.Message);
        Assert.Contains(hint, error.Hint);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        DataException error = Assert.Throws<DataException>(() => NpyArray.Read("nowhere/a.npy"));
        Assert.Equal("nowhere/a.npy", error.File);
        Assert.Contains("no such file", error.Message);
    }
}
