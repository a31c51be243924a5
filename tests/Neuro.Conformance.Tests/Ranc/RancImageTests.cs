using Neuro.Conformance.Tests.Loihi;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Targets.Ranc;

namespace Neuro.Conformance.Tests.Ranc;

/// <summary>Images of other people's networks with the packets that their simulator gave (SpikeHard, RANC).</summary>
public sealed class RancImageTests
{
    public static TheoryData<IBackend> Backends => Runs.Backends;

    [Theory]
    [MemberData(nameof(Backends))]
    public void Every_image_gives_the_packets_that_its_bench_expects(IBackend backend)
    {
        foreach (string folder in RancImages.All())
        {
            RancImage image = RancReader.Read(folder);
            SpikeTrain outputs = RancImages.Run(backend, RancImages.Decode(image), RancBench.Input(image));
            Assert.True(image.Outputs.Sum(t => t.Length) > 100, $"{folder} expects packets");
            Assert.True(RancBench.Compare(image, outputs) is null, $"{folder}: {RancBench.Compare(image, outputs)}");
        }
    }

    [Fact]
    public void Images_are_written_as_they_were_read()
    {
        string folder = Directory.CreateTempSubdirectory("ranc-").FullName;
        try
        {
            foreach (string source in RancImages.All())
            {
                RancWriter.Write(RancReader.Read(source), folder);
                string[] memories = [.. Directory.GetFiles(source, "*.mem").Select(f => Path.GetFileName(f)!).Order()];
                Assert.Equal(memories, Directory.GetFiles(folder, "*.mem").Select(Path.GetFileName).Order());
                foreach (string name in (string[])[.. memories, "tb_input.txt", "tb_correct.txt"])
                    Assert.Equal(Lines(source, name), Lines(folder, name));
                Assert.Equal(RancReader.Read(source).Parameters, RancReader.Read(folder).Parameters);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Lines(string folder, string name) =>
        File.ReadAllText(Path.Combine(folder, name)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
