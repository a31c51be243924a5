using System.Collections.Immutable;
using System.IO.Compression;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Files;

namespace Neuro.Runtime.Packages;

/// <summary>
/// A compiled program as a file: a zip of manifest.json, program.pb, program.txt (the same for people), arrays/*.npy, report.json
/// and whatever else belongs to it. Equal contents give equal bytes.
/// </summary>
public sealed record NrxPackage
{
    private const string ProgramEntry = "program.pb";
    private const string ReportEntry = "report.json";

    /// <summary>Arrays of more elements are referred to in program.txt, not written out.</summary>
    private const int InlineElements = 64;

    // The zip format's earliest date: a package has none of its own.
    private static readonly DateTimeOffset NoDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The program.</summary>
    public required SpikeProgram Program { get; init; }

    /// <summary>What wrote the package, such as "neuro 1.0".</summary>
    public string Producer { get; init; } = "neuro";

    /// <summary>The compiler's report, as JSON; this class does not look inside.</summary>
    public string Report { get; init; } = "{}";

    /// <summary>
    /// Further entries by name, such as "source/net.nir". A loaded package has none here, for they may be large:
    /// <see cref="ReadExtra"/> reads one.
    /// </summary>
    public ImmutableSortedDictionary<string, byte[]> Extras { get; init; } =
        ImmutableSortedDictionary.Create<string, byte[]>(StringComparer.Ordinal);

    /// <summary>Writes the package; it appears under <paramref name="path"/> when it is complete.</summary>
    /// <exception cref="ArgumentException">The name of a further entry is one of the package's own.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, Write);

    private void Write(Stream stream)
    {
        NrxManifest manifest = new(ProgramProto.VersionOf(Program), Producer, Program.Name, ProgramDigest.Compute(Program),
            Program.Metadata.GetValueOrDefault("dialect"));
        using ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(zip, NrxManifest.EntryName, CompressionLevel.Optimal, entry => entry.Write(manifest.ToJson()));
        Add(zip, ProgramEntry, CompressionLevel.Optimal, entry => entry.Write(ProgramProto.Serialize(Program)));
        Add(zip, "program.txt", CompressionLevel.Optimal, entry =>
        {
            using StreamWriter text = new(entry, new System.Text.UTF8Encoding(false), leaveOpen: true);
            ProgramText.Print(Program, text, InlineElements);
        });
        foreach (IrArray array in Program.Arrays)
            Add(zip, ProgramText.ArrayFile(array.Name), CompressionLevel.Fastest, entry => NrxArrays.Write(entry, array));
        Add(zip, ReportEntry, CompressionLevel.Optimal, entry => entry.Write(System.Text.Encoding.UTF8.GetBytes(Report)));
        foreach ((string name, byte[] content) in Extras)
        {
            if (!name.Contains('/') || name.StartsWith("arrays/", StringComparison.Ordinal))
                throw new ArgumentException($"'{name}' is not a name for a further entry: it needs a folder of its own");
            Add(zip, name, CompressionLevel.Optimal, entry => entry.Write(content));
        }
    }

    private static void Add(ZipArchive zip, string name, CompressionLevel level, Action<Stream> write)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = NoDate;
        using Stream stream = entry.Open();
        write(stream);
    }

    /// <summary>Reads a package and verifies its program.</summary>
    /// <exception cref="DiagnosticException">The file is missing, damaged or of a newer version,
    /// or its program is not valid.</exception>
    public static NrxPackage Load(string path) => NrxReader.Open(path, reader =>
    {
        NrxManifest manifest = NrxManifest.Parse(reader.Bytes(NrxManifest.EntryName), path);
        SpikeProgram program = ProgramProto.Parse(reader.Bytes(ProgramEntry), path, reader.Array);
        string digest = ProgramDigest.Compute(program);
        if (digest != manifest.Digest)
            throw new DiagnosticException(DiagnosticCatalog.PackageDigest.At(path, digest, manifest.Digest));
        ProgramVerifier.ThrowIfInvalid(program);
        return new NrxPackage
        {
            Program = program,
            Producer = manifest.Producer,
            Report = reader.Has(ReportEntry) ? System.Text.Encoding.UTF8.GetString(reader.Bytes(ReportEntry)) : "{}",
        };
    });

    /// <summary>Reads one further entry, such as "source/net.nir"; null where the package has none of that name.</summary>
    /// <exception cref="DiagnosticException">The file is missing or damaged.</exception>
    public static byte[]? ReadExtra(string path, string name) =>
        NrxReader.Open(path, reader => reader.Has(name) ? reader.Bytes(name) : null);

    /// <summary>The names of all entries, in the file's order.</summary>
    /// <exception cref="DiagnosticException">The file is missing or damaged.</exception>
    public static ImmutableArray<string> Entries(string path) => NrxReader.Open(path, reader => reader.Names);
}
