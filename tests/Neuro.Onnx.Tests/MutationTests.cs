using System.Diagnostics;

// The memory of the process is part of what is tested here, so nothing else may run in it meanwhile.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Neuro.Onnx.Tests;

public sealed class MutationTests
{
    private const int Mutations = 20_000;
    private const long MaxProcess = 256L << 20;

    [Fact]
    public void A_mutated_file_ends_in_data_or_in_a_diagnostic()
    {
        byte[] original = Models.Bytes(Models.Sample());
        int failed = 0;
        for (int seed = 0; seed < Mutations; seed++)
        {
            byte[] mutated = Mutate(original, new Random(seed));
            try
            {
                OnnxFile file = OnnxFile.Read(mutated, "mutated");
                foreach (TensorProto tensor in file.Model.Graph.Initializer)
                    _ = file.Tensor(tensor).ToDoubles();
            }
            catch (OnnxException e)
            {
                Assert.False(string.IsNullOrWhiteSpace(e.Message), $"seed {seed}");
                failed++;
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e}");
            }
        }
        Assert.InRange(failed, Mutations / 10, Mutations);
        Assert.InRange(Process.GetCurrentProcess().PeakWorkingSet64, 0, MaxProcess);
    }

    [Fact]
    public void A_file_of_empty_messages_is_refused_before_they_are_made()
    {
        // A graph of ten million tensors without anything: field 5, length 0.
        byte[] graph = new byte[20_000_000];
        for (int i = 0; i < graph.Length; i += 2)
            graph[i] = (5 << 3) | 2;
        AssertRefused(Field(7, graph), "messages");
    }

    [Fact]
    public void Graphs_in_graphs_without_end_are_refused()
    {
        byte[] bytes = [];
        for (int i = 0; i < 200; i++)
            bytes = Field(1, Field(5, Field(6, bytes)));
        AssertRefused(Field(7, bytes), "nested");
    }

    private static void AssertRefused(byte[] bytes, string why)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        OnnxException e = Assert.Throws<OnnxException>(() => OnnxFile.Read(bytes, "hostile"));
        Assert.Contains(why, e.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static byte[] Field(int number, byte[] content)
    {
        List<byte> head = [(byte)((number << 3) | 2)];
        uint length = (uint)content.Length;
        for (; length >= 128; length >>= 7)
            head.Add((byte)(length | 128));
        return [.. head, (byte)length, .. content];
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        byte[] bytes = [.. original];
        for (int changes = 1 + random.Next(3); changes > 0; changes--)
        {
            int at = random.Next(bytes.Length);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.AsSpan(at, Math.Min(random.Next(1, 10), bytes.Length - at)).Fill(255);
                    break;
                case 3:
                    bytes.AsSpan(random.Next(bytes.Length - 20), 20).ToArray().CopyTo(bytes, Math.Min(at, bytes.Length - 20));
                    break;
                default:
                    bytes = bytes[..Math.Max(at, 30)];
                    break;
            }
        }
        return bytes;
    }
}
