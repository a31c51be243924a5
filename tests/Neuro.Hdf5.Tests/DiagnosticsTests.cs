using System.Buffers.Binary;

namespace Neuro.Hdf5.Tests;

public sealed class DiagnosticsTests
{
    [Fact]
    public void A_file_that_is_not_HDF5_says_so()
    {
        Hdf5Exception e = Assert.Throws<Hdf5Exception>(() => Hdf5File.Read("not HDF5"u8.ToArray(), "x.nir"));
        Assert.Equal("'x.nir' is not an HDF5 file: it has no HDF5 signature", e.Message);
        Assert.NotNull(e.Hint);
        Assert.Throws<Hdf5Exception>(() => Hdf5File.Read(Array.Empty<byte>(), "empty"));
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_diagnostics()
    {
        using ScratchFolder folder = new();
        Assert.Contains("missing.nir", Assert.Throws<Hdf5Exception>(() => Hdf5File.Open(folder["missing.nir"])).Message);
        Assert.Throws<Hdf5Exception>(() => Hdf5File.Open(folder.Path));
    }

    [Fact]
    public void A_truncated_file_tells_how_much_is_missing()
    {
        byte[] file = Written();
        Hdf5Exception e = Assert.Throws<Hdf5Exception>(() => Hdf5File.Read(file.AsMemory(0, file.Length - 100), "x.nir"));
        Assert.Contains($"should have {file.Length} bytes but has {file.Length - 100}", e.Message);
        Assert.Equal("x.nir", e.FileName);
    }

    [Fact]
    public void Every_truncation_of_a_file_is_a_diagnostic()
    {
        byte[] file = Written();
        for (int length = 0; length < file.Length; length++)
            Assert.Throws<Hdf5Exception>(() => Hdf5File.Read(file.AsMemory(0, length), "x"));
    }

    [Fact]
    public void A_dataset_that_claims_terabytes_is_refused_without_allocating()
    {
        byte[] file = Written();
        // The shape [123, 77] of /node/weight becomes [2^40, 77].
        int at = file.AsSpan().IndexOf([.. BitConverter.GetBytes(123L), .. BitConverter.GetBytes(77L)]);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), 1L << 40);

        Hdf5Dataset dataset = Hdf5File.Read(file, "x.nir").Dataset("node/weight");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Hdf5Exception e = Assert.Throws<Hdf5Exception>(() => dataset.ReadSingles());

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Assert.Equal("/node/weight", e.Path);
    }

    [Fact]
    public void Values_that_the_file_is_too_short_for_are_refused()
    {
        byte[] file = Written();
        int at = file.AsSpan().IndexOf([.. BitConverter.GetBytes(123L), .. BitConverter.GetBytes(77L)]);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), 1L << 20);
        Hdf5Exception e = Assert.Throws<Hdf5Exception>(() => Hdf5File.Read(file, "x.nir").Dataset("node/weight").ReadSingles());
        Assert.Contains("in a storage of", e.Message);
    }

    [Fact]
    public void Lookups_name_what_is_missing_and_what_is_there()
    {
        Hdf5Group root = Hdf5File.Read(Written(), "x.nir");
        Hdf5Exception e = Assert.Throws<Hdf5Exception>(() => root.Dataset("node/wait"));
        Assert.Equal("there is no dataset 'node/wait'", e.Message);
        Assert.Equal("the group holds node", e.Hint);
        Assert.Throws<Hdf5Exception>(() => root.Group("node/weight"));
        Assert.Throws<Hdf5Exception>(() => root["node/weight/x"]);
        Assert.False(root.TryGet("nodes", out _));
    }

    [Fact]
    public void A_value_of_another_class_names_both()
    {
        Hdf5Group root = Hdf5File.Read(Written(), "x.nir");
        Assert.Equal(
            "numbers expected, str found", Assert.Throws<Hdf5Exception>(() => root.Dataset("node/type").ReadDoubles()).Message);
        Assert.Equal("strings expected, float32 found",
            Assert.Throws<Hdf5Exception>(() => root.Dataset("node/weight").ReadStrings()).Message);
        Assert.Equal("integers expected, float32 found",
            Assert.Throws<Hdf5Exception>(() => root.Dataset("node/weight").ReadInt64s()).Message);
        Hdf5Exception e = Assert.Throws<Hdf5Exception>(() => root.Dataset("node/weight").ReadDouble());
        Assert.Equal("one value expected, 9471 found", e.Message);
        Assert.Equal("/node/weight", e.Path);
    }

    [Theory]
    [InlineData("f['x'] = h5py.ExternalLink('other.h5', '/y')", "external link")]
    [InlineData("f['x'] = h5py.SoftLink('/nowhere')", "there is no '/nowhere'")]
    [InlineData("f['x'] = h5py.SoftLink('/x')", "soft links form a loop")]
    [InlineData("g = f.create_group('a/b/c'); g['x'] = f['a']", "leads back")]
    [InlineData("f.create_group('a/b')['x'] = h5py.SoftLink('/a')", "leads back")]
    [InlineData("f.create_dataset('x', data=[1, 2], chunks=True, compression='lzf')", "filter 32000 lzf is not supported")]
    [InlineData("v = h5py.VirtualLayout((4,), 'i4'); v[:] = h5py.VirtualSource('o', 'd', (4,)); f.create_virtual_dataset('x', v)",
        "virtual datasets")]
    [InlineData("f.create_dataset('x', (4,), 'i4', external=[('o', 0, 16)])", "other files")]
    [InlineData("g = f\nfor i in range(200): g = g.create_group('g')", "nested more than")]
    public void What_is_not_supported_is_named_when_the_file_is_opened(string script, string message)
    {
        using ScratchFolder folder = new();
        foreach (string path in Create(folder, script, "earliest", "latest"))
        {
            Hdf5Exception e = Assert.Throws<Hdf5Exception>(() => Hdf5File.Open(path));
            Assert.Contains(message, e.Message);
            Assert.StartsWith("/", e.Path);
            Assert.Equal(path, e.FileName);
        }
    }

    [Theory]
    [InlineData("f['x'] = np.zeros(3, [('a', 'i4'), ('b', 'f4')])", "compound")]
    [InlineData("f['x'] = np.zeros(3, 'c8')", "compound")]
    [InlineData("f.create_dataset('x', (3,), h5py.ref_dtype)", "reference")]
    [InlineData("f.create_dataset('x', (3,), np.dtype(('i4', (2, 2))))", "array")]
    [InlineData("f.create_dataset('x', (3,), h5py.vlen_dtype('i4'))", "sequence")]
    [InlineData("f['x'] = np.zeros(3, 'V5')", "opaque")]
    [InlineData("f['x'] = np.zeros(3, np.longdouble)", "float")]
    public void An_element_type_that_is_not_read_is_listed_all_the_same(string script, string kind)
    {
        using ScratchFolder folder = new();
        Hdf5Dataset dataset = Hdf5File.Open(Create(folder, script, "latest")[0]).Dataset("x");
        Assert.Equal([3], dataset.Shape);
        Assert.StartsWith(kind, dataset.ElementType.Name);
        Assert.Contains(kind, Assert.Throws<Hdf5Exception>(() => dataset.ReadDoubles()).Message);
    }

    [Fact]
    public void A_large_dataset_that_was_never_written_is_refused()
    {
        using ScratchFolder folder = new();
        string path = Create(
            folder, "f.create_dataset('x', (10**8,), 'f4', chunks=(1000,)); f.create_dataset('y', (10**6,), 'f4')", "latest")[0];
        Hdf5Group root = Hdf5File.Open(path);
        Assert.Contains("were never written", Assert.Throws<Hdf5Exception>(() => root.Dataset("x").ReadSingles()).Message);
        Assert.Equal(new float[1_000_000], root.Dataset("y").ReadSingles());
    }

    [Theory]
    [InlineData("OHDR", 20, "object header")]
    [InlineData("FRHP", 20, "fractal heap")]
    [InlineData("BTLF", 20, "B-tree")]
    public void A_damaged_structure_fails_its_checksum(string signature, int offset, string what)
    {
        using ScratchFolder folder = new();
        byte[] file = File.ReadAllBytes(Create(folder, "for i in range(20): f[f'{i}'] = i", "latest")[0]);
        file[file.AsSpan().IndexOf(signature.Select(c => (byte)c).ToArray()) + offset] ^= 0x10;
        Hdf5Exception e = Assert.Throws<Hdf5Exception>(() => Hdf5File.Read(file, "x"));
        Assert.Contains(what, e.Message);
        Assert.Contains("checksum", e.Message);
        Assert.NotNull(e.Offset);
    }

    [Theory]
    [InlineData("fletcher32=True", "Fletcher-32 checksum does not match")]
    [InlineData("compression='gzip'", "deflated data is damaged")]
    public void A_damaged_chunk_fails_when_it_is_read(string options, string message)
    {
        using ScratchFolder folder = new();
        byte[] file = File.ReadAllBytes(
            Create(folder, $"f.create_dataset('x', data=np.arange(3000, dtype='u2'), chunks=(3000,), {options})", "earliest")[0]);
        // The chunk is the longest run of bytes at the end.
        file[^1000] ^= 0x10;
        Hdf5Dataset dataset = Hdf5File.Read(file, "x").Dataset("x");
        Hdf5Exception e = Assert.Throws<Hdf5Exception>(() => dataset.ReadInt64s());
        Assert.Contains(message, e.Message);
        Assert.Equal("/x", e.Path);
    }

    /// <summary>Has h5py run a script on an open file <c>f</c>, once for each library version; returns the files.</summary>
    private static string[] Create(ScratchFolder folder, string script, params string[] versions)
    {
        string[] paths = [.. versions.Select(version => folder[$"{version}.h5"])];
        string indented = script.Replace("\n", "\n        ");
        Python.Run(
            $"""
            import h5py, os, sys
            import numpy as np
            for path in sys.argv[1:]:
                with h5py.File(path, 'w', libver=os.path.basename(path)[:-3]) as f:
                    {indented}
            """, ["h5py", "numpy"], paths);
        return paths;
    }

    private static byte[] Written()
    {
        Hdf5Writer writer = new();
        Hdf5GroupBuilder node = writer.Root.AddGroup("node");
        node.AddDataset("type", Hdf5Data.String("Affine"));
        node.AddDataset("weight", Hdf5Data.Array(new float[123 * 77], 123, 77));
        return writer.ToArray();
    }
}
