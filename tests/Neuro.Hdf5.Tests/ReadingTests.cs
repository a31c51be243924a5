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
