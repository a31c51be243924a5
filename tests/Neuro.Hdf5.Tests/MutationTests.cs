using System.Diagnostics;

// The memory of the process is part of what is tested here, so nothing else may run in it meanwhile.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Neuro.Hdf5.Tests;

public sealed class MutationTests
{
    private const int MutationsPerFile = 300;
    private const long MaxAllocation = 64L << 20;
    private const long MaxProcess = 256L << 20;

    public static TheoryData<string> Variants
    {
        get
        {
            TheoryData<string> data = [];
            foreach (string version in (string[])["earliest", "v108", "latest"])
            {
                foreach (string part in (string[])["elements", "storage", "groups", "attributes"])
                    data.Add($"{part}_{version}.h5");
            }
            data.Add("chunks_latest.h5");
            data.Add("userblock_earliest.h5");
            data.Add("userblock_latest.h5");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_mutated_file_of_h5py_ends_in_data_or_in_a_diagnostic(string name) =>
        AssertSurvives(name, File.ReadAllBytes(Path.Combine(Peer.VariantsFolder, name)));

    [Theory]
    [InlineData("nir/braille_noDelay_bias_zero.nir")]
    [InlineData("lif_dialects/lif_norse.nir")]
    [InlineData("lif_dialects/two_lif_neurons.nir")]
    public void A_mutated_model_ends_in_data_or_in_a_diagnostic(string name) =>
        AssertSurvives(name, File.ReadAllBytes(ReferenceData.Path(name)));

    [Fact]
    public void A_mutated_file_of_ours_ends_in_data_or_in_a_diagnostic()
    {
        Hdf5Writer writer = new();
        Hdf5GroupBuilder group = writer.Root.AddGroup("node");
        for (int i = 0; i < 30; i++)
        {
            group.AddDataset($"type {i}", Hdf5Data.String($"LIF {i}")).SetAttribute("index", Hdf5Data.Scalar(i));
            group.AddDataset(
                $"weight {i}", Hdf5Data.Array(new float[400], 20, 20), Hdf5Storage.Gzip with { ChunkShape = [7, 9] });
        }
        AssertSurvives("ours", writer.ToArray());
    }

    private static void AssertSurvives(string name, byte[] original)
    {
        Mutator mutator = new(original);
        int failed = 0;
        for (int seed = 0; seed < MutationsPerFile; seed++)
        {
            byte[] mutated = mutator.Mutate(seed);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                // Without checksums, mutations reach the code that a checksum would shield.
                failed += ReadAll(Hdf5File.Read(mutated, name, verifyChecksums: seed % 4 == 0));
            }
            catch (Hdf5Exception e)
            {
                AssertDiagnostic(e, $"{name}, seed {seed}");
                failed++;
            }
            catch (Exception e)
            {
                Assert.Fail($"{name}, seed {seed}: {e}");
            }
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(
                allocated < MaxAllocation, $"{name}, seed {seed}: {allocated >> 20} MiB allocated for {mutated.Length} bytes");
        }
        long peak = Process.GetCurrentProcess().PeakWorkingSet64;
        Assert.True(peak <= MaxProcess, $"{name}: the process took {peak >> 20} MiB");
        Assert.True(failed > MutationsPerFile / 10, $"{name}: only {failed} of {MutationsPerFile} mutations were noticed");
    }

    private static void AssertDiagnostic(Hdf5Exception e, string context)
    {
        Assert.False(string.IsNullOrWhiteSpace(e.Message), context);
        Assert.True(e.Path is not null || e.Offset is not null, $"{context}: '{e.Message}' has no place");
    }

    /// <summary>Reads every value in its own type; returns how many objects answered with a diagnostic.</summary>
    private static int ReadAll(Hdf5Group group)
    {
        int failed = 0;
        foreach (Hdf5Object child in group.Children.Values)
        {
            foreach (Hdf5Attribute attribute in child.Attributes.Values)
                failed += Read(attribute);
            if (child is Hdf5Dataset dataset)
                failed += Read(dataset);
            else if (child is Hdf5Group subgroup)
                failed += ReadAll(subgroup);
        }
        return failed;
    }

    private static int Read(IHdf5Values values)
    {
        try
        {
            switch (values.ElementType.Class)
            {
                case Hdf5TypeClass.FixedString or Hdf5TypeClass.VariableString:
                    values.ReadStrings();
                    break;
                case Hdf5TypeClass.Other:
                    values.ReadRaw();
                    break;
                case Hdf5TypeClass.Float when values.ElementType.Size == 4:
                    values.ReadSingles();
                    break;
                default:
                    values.ReadDoubles();
                    break;
            }
            return 0;
        }
        catch (Hdf5Exception e)
        {
            AssertDiagnostic(e, values.Path);
            return 1;
        }
    }
}
