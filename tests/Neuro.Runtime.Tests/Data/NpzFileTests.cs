using Neuro.Runtime.Data;

namespace Neuro.Runtime.Tests.Data;

public class NpzFileTests
{
    [Fact]
    public void Zip64_directories_and_entries_are_read()
    {
        using ScratchFolder folder = new();
        Python.Run(
            """
            import sys, zipfile, numpy as np
            zipfile.ZIP64_LIMIT = 100
            zipfile.ZIP_FILECOUNT_LIMIT = 1
            np.savez(sys.argv[1], a=np.arange(1000), b=np.ones((2, 3)))
            """,
            ["numpy"], folder["a.npz"]);
        using NpzFile file = NpzFile.Open(folder["a.npz"]);
        Assert.Equal(["a", "b"], file.Names);
        Assert.Equal(Enumerable.Range(0, 1000), file.Read("a").ToInt32());
        Assert.Equal([2, 3], file.Read("b").Shape);
    }

    [Fact]
    public void The_same_arrays_give_the_same_bytes()
    {
        using ScratchFolder folder = new();
        foreach (string name in new[] { "a", "b" })
        {
            using NpzWriter writer = new(folder[name]);
            writer.Add("x/y.z", new[] { 1, 2, 3 });
            writer.Commit();
        }
        Assert.Equal(File.ReadAllBytes(folder["a"]), File.ReadAllBytes(folder["b"]));
    }

    [Fact]
    public void A_writer_that_is_not_committed_leaves_nothing()
    {
        using ScratchFolder folder = new();
        using (NpzWriter writer = new(folder["a.npz"]))
        {
            writer.Add("x", new[] { 1 });
            Assert.Throws<ArgumentException>(() => writer.Add("x", new[] { 2 }));
        }
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_missing_array_is_named_with_those_present()
    {
        using ScratchFolder folder = new();
        using (NpzWriter writer = new(folder["a.npz"]))
        {
            writer.Add("spikes", new[] { 1 });
            writer.Commit();
        }
        using NpzFile file = NpzFile.Open(folder["a.npz"]);
        DataException error = Assert.Throws<DataException>(() => file.Read("x"));
        Assert.Contains("'x'", error.Message);
        Assert.Contains("spikes", error.Hint);
    }

    [Fact]
    public void A_flipped_bit_in_stored_data_is_found_by_the_checksum()
    {
        using ScratchFolder folder = new();
        using (NpzWriter writer = new(folder["a.npz"], compress: false))
        {
            writer.Add("x", Enumerable.Range(0, 100).ToArray());
            writer.Commit();
        }
        byte[] bytes = File.ReadAllBytes(folder["a.npz"]);
        bytes[300] ^= 4;
        File.WriteAllBytes(folder["a.npz"], bytes);
        using NpzFile file = NpzFile.Open(folder["a.npz"]);
        Assert.Contains("checksum", Assert.Throws<DataException>(() => file.Read("x")).Message);
    }

    [Fact]
    public void A_header_that_promises_more_than_a_small_archive_can_hold_costs_no_memory()
    {
        using ScratchFolder folder = new();
        Python.Run(
            """
            import sys, io, zipfile
            from numpy.lib import format as npf
            f = io.BytesIO()
            npf.write_array_header_1_0(f, dict(descr='|u1', fortran_order=False, shape=(2000000000,)))
            zipfile.ZipFile(sys.argv[1], 'w').writestr('x.npy', f.getvalue() + bytes(1000))
            """,
            ["numpy"], folder["bomb.npz"]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using NpzFile file = NpzFile.Open(folder["bomb.npz"]);
        Assert.Contains("declares 2,000,000,000 bytes", Assert.Throws<DataException>(() => file.Read("x")).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }
}
