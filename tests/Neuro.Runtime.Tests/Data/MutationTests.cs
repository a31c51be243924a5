using System.IO.Compression;
using Neuro.Runtime.Data;
using Neuro.Runtime.Encoding;

namespace Neuro.Runtime.Tests.Data;

/// <summary>Thousands of seeded mutations of well-formed files: each ends in data or in a <see cref="DataException"/>.</summary>
public sealed class MutationTests : IDisposable
{
    private const int MutantsPerFile = 1000;
    private const long MostMemoryPerMutant = 256 << 20;

    private static readonly DataOptions[] Options =
    [
        new(),
        new() { Encoder = new RateEncoder(), Ticks = 4 },
        new() { Layout = "TN", Ticks = 3 },
    ];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("raster.npy")]
    [InlineData("raster.npz")]
    [InlineData("stored.npz")]
    [InlineData("events.npz")]
    [InlineData("images.idx")]
    [InlineData("images.idx.gz")]
    [InlineData("events.bin")]
    [InlineData("events.csv")]
    [InlineData("features.csv")]
    [InlineData("features.csv.gz")]
    public void Every_mutant_ends_in_data_or_in_a_diagnostic(string name)
    {
        byte[] original = Create(name);
        System.Random random = new(name.Length * 7919);
        int read = 0;
        for (int mutant = 0; mutant < MutantsPerFile; mutant++)
        {
            byte[] bytes = Mutate(original, random);
            File.WriteAllBytes(_folder[name], bytes);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read += ReadAll(_folder[name], Options[mutant % Options.Length]);
            }
            catch (DataException e)
            {
                Assert.NotEmpty(e.Message);
                Assert.NotEmpty(e.File);
            }
            catch (Exception e)
            {
                Assert.Fail($"mutant {mutant} of {name}: {e}");
            }
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(taken <= MostMemoryPerMutant, $"mutant {mutant} of {name} took {taken} bytes");
        }
        Assert.InRange(read, 1, int.MaxValue);
    }

    private static int ReadAll(string path, DataOptions options)
    {
        SpikeDataset data = DataFormats.Open(path, options);
        for (int i = 0; i < Math.Min(data.Count, 3); i++)
            Assert.Equal(data.Ticks, data[i].Ticks);
        return data.Count > 0 ? 1 : 0;
    }

    // Flips bits, overwrites with telling values, deletes, repeats, truncates: one to four edits.
    private static byte[] Mutate(byte[] original, System.Random random)
    {
        List<byte> bytes = [.. original];
        for (int edits = random.Next(1, 5); edits > 0 && bytes.Count > 0; edits--)
        {
            // Headers deserve half of the edits.
            int at = random.Next(random.Next(2) == 0 ? Math.Min(bytes.Count, 128) : bytes.Count);
            int length = Math.Min(random.Next(1, 9), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] =
                        ((ReadOnlySpan<byte>)[0, 0xFF, 0x7F, 0x80, (byte)'9', (byte)',', (byte)'\n', (byte)'-'])[random.Next(8)];
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    for (int i = at; i < at + length; i++)
                        bytes[i] = 0xFF;
                    break;
            }
        }
        return [.. bytes];
    }

    private byte[] Create(string name)
    {
        string path = _folder[name];
        int[] raster = [.. Enumerable.Range(0, 6 * 10 * 8).Select(i => i * 31 % 7 == 0 ? 1 : 0)];
        switch (name)
        {
            case "raster.npy":
                NpyArray.Write<int>(path, raster, 6, 10, 8);
                break;
            case "raster.npz" or "stored.npz":
                using (NpzWriter writer = new(path, compress: name[0] == 'r'))
                {
                    writer.Add("spikes", (byte[])[.. raster.Select(v => (byte)v)], 6, 10, 8);
                    writer.Add("labels", new long[] { 0, 1, 2, 3, 4, 5 });
                    writer.Commit();
                }
                break;
            case "events.npz":
                EventArrays.Write(path, new SpikeDataset(
                    "", [8], [SpikeTrain.FromDense(raster, 60, 8), SpikeTrain.FromDense(raster, 60, 8)], [1, 2]));
                break;
            case "images.idx" or "images.idx.gz":
                Save(path,
                    [0, 0, 8, 3, 0, 0, 0, 5, 0, 0, 0, 4, 0, 0, 0, 4, .. Enumerable.Range(0, 80).Select(i => (byte)(3 * i))]);
                break;
            case "events.bin":
                Save(path, [.. Enumerable.Range(0, 60).SelectMany(
                    i => new byte[] { (byte)(i % 34), (byte)(i / 2), (byte)(i % 2 * 128), (byte)i, 17 })]);
                break;
            case "events.csv":
                Save(path, System.Text.Encoding.ASCII.GetBytes("t,i,payload,sample\n" + string.Concat(
                    Enumerable.Range(0, 40).Select(i => $"{i},{i % 9},{1 + (i % 2)},{i / 20}\n"))));
                break;
            default:
                Save(path, System.Text.Encoding.ASCII.GetBytes(
                    string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},{i % 9},{i * 0.5},{i},{i % 10}\n"))));
                break;
        }
        return File.ReadAllBytes(path);
    }

    private static void Save(string path, byte[] content)
    {
        using Stream file = File.Create(path);
        using Stream stream =
            path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Optimal) : file;
        stream.Write(content);
    }
}
