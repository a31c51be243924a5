using System.Collections.Immutable;
using System.IO.Compression;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Data;
using Neuro.Runtime.Packages;

namespace Neuro.Runtime.Tests.Packages;

public sealed class NrxPackageTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_package_holds_everything_that_was_put_in()
    {
        NrxPackage package = Package();
        string path = Save(package);
        NrxPackage loaded = NrxPackage.Load(path);
        Assert.Equal(ProgramText.Print(package.Program), ProgramText.Print(loaded.Program));
        Assert.Equal(package.Report, loaded.Report);
        Assert.Equal(package.Producer, loaded.Producer);
        Assert.Equal([1, 2, 3], NrxPackage.ReadExtra(path, "source/net.nir")!);
        Assert.Null(NrxPackage.ReadExtra(path, "source/other.nir"));
    }

    [Fact]
    public void A_chip_with_crossbars_survives_its_package()
    {
        string golden = File.ReadAllText(RepositoryRoot.File("tests", "golden", "crossbar.ir"));
        SpikeProgram chip =
            ProgramText.Parse(golden[..golden.IndexOf("==== expected", StringComparison.Ordinal)], "crossbar.ir");
        string path = Save(new() { Program = chip });
        Assert.Equal(ProgramText.Print(chip), ProgramText.Print(NrxPackage.Load(path).Program));
        using ZipArchive zip = ZipFile.OpenRead(path);
        using StreamReader manifest = new(zip.GetEntry("manifest.json")!.Open());
        Assert.Contains("\"format_version\": 2,", manifest.ReadToEnd());
    }

    [Fact]
    public void A_program_without_crossbars_is_the_package_that_the_first_version_wrote()
    {
        using ZipArchive zip = ZipFile.OpenRead(Save(Package()));
        using StreamReader manifest = new(zip.GetEntry("manifest.json")!.Open());
        string text = manifest.ReadToEnd();
        Assert.Contains("\"format_version\": 1,", text);
        // As neuro 0.1.0 wrote it before there were crossbars.
        Assert.Contains("807ce6c15352af30ab9ce7da9a318f60a1bf1953060260a981dafa96b2d41972", text);
    }

    [Fact]
    public void Equal_packages_are_equal_byte_for_byte() =>
        Assert.Equal(File.ReadAllBytes(Save(Package())), File.ReadAllBytes(Save(Package())));

    [Fact]
    public void Python_opens_it_with_zipfile_and_numpy()
    {
        const string script = """
            import io, json, sys, zipfile
            import numpy
            z = zipfile.ZipFile(sys.argv[1])
            assert z.testzip() is None
            w = numpy.load(io.BytesIO(z.read("arrays/w%201.npy")))
            print(json.loads(z.read("manifest.json"))["format_version"], w.dtype, w.tolist(),
                z.read("program.txt").decode().split()[0])
            """;
        Assert.Equal("1 int8 [[1, -2, 3], [4, 5, -6]] program", Python.Run(script, ["numpy"], [Save(Package())]).Trim());
    }

    [Theory]
    [InlineData("manifest.json", "NEU2204")]
    [InlineData("program.pb", "NEU2204")]
    [InlineData("arrays/w%201.npy", "NEU2204")]
    public void A_missing_entry_is_named(string entry, string code)
    {
        string path = Save(Package());
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update)) zip.GetEntry(entry)!.Delete();
        Diagnostic finding = Refused(path);
        Assert.Equal(code, finding.Code);
        Assert.Contains(entry, finding.Message);
    }

    [Fact]
    public void A_newer_package_is_refused_with_its_version()
    {
        string path = Save(Package());
        Replace(path, "manifest.json", """{ "format_version": 99, "surprise": [] }"""u8);
        Diagnostic finding = Refused(path);
        Assert.Equal("NEU2201", finding.Code);
        Assert.Contains("99", finding.Message);
    }

    [Fact]
    public void An_array_of_another_shape_or_type_or_value_is_refused()
    {
        string path = Save(Package());
        NpyArray.From<sbyte>([1, -2, 3, 4, 5, -6], 6).Write(Path.Combine(_folder.Path, "flat.npy"));
        Replace(path, "arrays/w%201.npy", File.ReadAllBytes(Path.Combine(_folder.Path, "flat.npy")));
        Assert.Contains("shape", Refused(path).Message);

        NpyArray.From<int>([1, -2, 3, 4, 5, -6], 2, 3).Write(Path.Combine(_folder.Path, "wide.npy"));
        Replace(path, "arrays/w%201.npy", File.ReadAllBytes(Path.Combine(_folder.Path, "wide.npy")));
        Assert.Contains("i4", Refused(path).Message);

        NpyArray.From<sbyte>([1, -2, 3, 4, 5, -7], 2, 3).Write(Path.Combine(_folder.Path, "other.npy"));
        Replace(path, "arrays/w%201.npy", File.ReadAllBytes(Path.Combine(_folder.Path, "other.npy")));
        Assert.Equal("NEU2205", Refused(path).Code);
    }

    [Fact]
    public void A_small_file_that_unfolds_into_a_huge_entry_is_refused_before_it_is_unfolded()
    {
        string path = Save(Package());
        Replace(path, "program.pb", new byte[100_000_000]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("NEU2204", Refused(path).Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Theory]
    [InlineData("absent.nrx")]
    [InlineData("text.nrx")]
    public void What_is_no_package_is_a_diagnostic(string name)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "text.nrx"), "this is not a zip file");
        Assert.Equal("NEU2203", Refused(Path.Combine(_folder.Path, name)).Code);
    }

    [Fact]
    public void Large_arrays_are_loaded_without_a_second_copy()
    {
        sbyte[] weights = new sbyte[20_000_000];
        new System.Random(1).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(weights.AsSpan()));
        SpikeProgram program = Package().Program;
        program = program with { Arrays = program.Arrays.Add(IrArray.Wrap("big", [20_000_000], 8, true, weights)) };
        string path = Save(new NrxPackage { Program = program });
        long before = GC.GetAllocatedBytesForCurrentThread();
        NrxPackage loaded = NrxPackage.Load(path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, weights.Length, weights.Length * 11L / 10);
        Assert.True(loaded.Program.Array("big").AsSpan<sbyte>().SequenceEqual(weights));
    }

    [Fact]
    public void Mutated_packages_end_in_a_program_or_in_diagnostics()
    {
        byte[] bytes = File.ReadAllBytes(Save(Package()));
        string path = Path.Combine(_folder.Path, "mutant.nrx");
        System.Random random = new(4);
        int refused = 0;
        const int mutants = 2000;
        for (int i = 0; i < mutants; i++)
        {
            byte[] mutant = [.. bytes];
            for (int edits = random.Next(1, 4); edits > 0; edits--) mutant[random.Next(mutant.Length)] = (byte)random.Next(256);
            if (random.Next(10) == 0) mutant = mutant[..random.Next(mutant.Length)];
            File.WriteAllBytes(path, mutant);
            try
            {
                NrxPackage.Load(path);
            }
            catch (DiagnosticException e)
            {
                Assert.NotEmpty(e.Diagnostics);
                refused++;
            }
        }
        Assert.InRange(refused, mutants / 4, mutants - 1);
    }

    private string Save(NrxPackage package)
    {
        string path = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.nrx");
        package.Save(path);
        return path;
    }

    private static Diagnostic Refused(string path) =>
        Assert.Throws<DiagnosticException>(() => NrxPackage.Load(path)).Diagnostics[0];

    private static void Replace(string path, string name, ReadOnlySpan<byte> content)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update);
        zip.GetEntry(name)!.Delete();
        using Stream entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }

    private static NrxPackage Package() => new()
    {
        Program = ProgramText.Parse("""
            program "two layers" {
              dt 1/1000
              seed 42
              meta dialect = norse
              array "w 1" : s8[2, 3] steps (0.01) = [1, -2, 3, 4, 5, -6]
              array thresholds : u16[3] = [100, 200, 65535]
              neuron n {
                acc x : i32
                param threshold
                state v : s24
                sum = add v, x
                v1 = sat sum, 24
                s = ge v1, threshold
                v2 = select s, 0, v1
                store v, v2
                emit s
              }
              input in [2] { payload 0 .. 1 }
              population out [3] : n phase 1 { threshold = @thresholds }
              projection fc : in -> out port x { dense; weight @"w 1" }
              output out
            }
            """, "test"),
        Producer = "neuro test",
        Report = """{ "layers": [] }""",
        Extras = ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal, [KeyValuePair.Create("source/net.nir", new byte[] { 1, 2, 3 })]),
    };
}
