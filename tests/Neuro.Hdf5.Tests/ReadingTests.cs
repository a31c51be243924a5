using System.Text;

namespace Neuro.Hdf5.Tests;

public sealed class ReadingTests
{
    public static TheoryData<string> Variants
    {
        get
        {
            TheoryData<string> data = [];
            foreach (string version in (string[])["earliest", "v108", "latest"])
            {
                foreach (string part in (string[])["elements", "storage", "chunks", "groups", "links", "attributes"])
                    data.Add($"{part}_{version}.h5");
            }
            data.Add("userblock_earliest.h5");
            data.Add("userblock_latest.h5");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Reads_what_h5py_reads_from_a_file_h5py_wrote(string name)
    {
        string path = Path.Combine(Peer.VariantsFolder, name);
        long compared = TreeComparison.AssertSame(Hdf5File.Open(path), Peer.Dump(path)[0]);
        Assert.True(compared > 0);
    }

    [Fact]
    public void The_files_h5py_wrote_contain_every_structure_the_reader_knows()
    {
        string[] missing =
            ["TREE", "SNOD", "HEAP", "GCOL", "OHDR", "OCHK", "FRHP", "FHDB", "FHIB", "BTHD", "BTLF", "BTIN", "FAHD", "FADB",
            "EAHD", "EAIB", "EASB", "EADB"];
        HashSet<byte> superblocks = [];
        foreach (string path in Directory.GetFiles(Peer.VariantsFolder))
        {
            byte[] file = File.ReadAllBytes(path);
            missing = [.. missing.Where(signature => file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(signature)) < 0)];
            superblocks.Add(file[8]);
        }
        Assert.Empty(missing);
        Assert.Superset(new HashSet<byte> { 0, 2, 3 }, superblocks);
    }

    [Theory]
    [InlineData("nir/braille_noDelay_bias_zero.nir")]
    [InlineData("nir/braille_noDelay_noBias_subtract.nir")]
    [InlineData("nir/cnn_sinabs.nir")]
    [InlineData("lif_dialects/lif_norse.nir")]
    [InlineData("lif_dialects/lif_rockpool.nir")]
    [InlineData("lif_dialects/two_lif_neurons.nir")]
    [InlineData("loihi/mnist/trained_mnist_network.net")]
    [InlineData("loihi/pilotnet_lif/network.net")]
    public void Reads_what_h5py_reads_from_a_trained_model(string name)
    {
        string path = ReferenceData.Path(name);
        long compared = TreeComparison.AssertSame(Hdf5File.Open(path), Peer.Dump(path)[0]);
        Assert.True(compared > 0);
    }
}
