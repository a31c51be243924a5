using System.Collections.Immutable;
using System.Text.Json;
using Neuro.Cli.Studies.Grids;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Studies;

/// <summary>Reads studies: a log of lines, or the JSON document that <c>neuro sweep -o FILE.json</c> writes.</summary>
internal static class StudyReader
{
    /// <summary>Whether <paramref name="path"/> is named as studies are.</summary>
    public static bool IsStudy(string path) => Path.GetExtension(path).ToLowerInvariant() is ".jsonl" or ".json";

    /// <summary>Whether <paramref name="path"/> is named as the tables are that <c>neuro sweep -o FILE.csv</c> writes.</summary>
    public static bool IsTable(string path) => Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase);

    /// <summary>The study in a file; a torn last line is not part of it.</summary>
    /// <exception cref="DiagnosticException">The file is missing, or holds no study.</exception>
    public static Study Load(string path)
    {
        if (!File.Exists(path))
            throw new DiagnosticException(DiagnosticCatalog.FileNotFound.At(null, path));
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
            return Checked(path, StudyDocument.Read(path, file));
        file.Seek(0, SeekOrigin.Begin);
        return Read(path, file, WholeLines(file));
    }

    /// <summary>The study in a log whose lines are whole.</summary>
    public static Study Read(string path, FileStream file) => Read(path, file, file.Length);

    /// <summary>Refuses a file that does not begin as a log, or a torn one, does: it must not be cut.</summary>
    public static void RefuseOtherFiles(string path, FileStream file)
    {
        ReadOnlySpan<byte> beginning = "{\"schema_version\":"u8;
        Span<byte> head = stackalloc byte[beginning.Length];
        file.Seek(0, SeekOrigin.Begin);
        int length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (!head[..length].SequenceEqual(beginning[..length]))
            throw Unusable(path, 1, "it does not begin as one");
    }

    /// <summary>Length of the file without what follows its last line feed.</summary>
    public static long WholeLines(FileStream file)
    {
        byte[] block = new byte[1 << 16];
        for (long end = file.Length; end > 0;)
        {
            int size = (int)Math.Min(block.Length, end);
            file.Seek(end - size, SeekOrigin.Begin);
            file.ReadExactly(block, 0, size);
            int at = Array.LastIndexOf(block, (byte)'\n', size - 1, size);
            if (at >= 0)
                return end - size + at + 1;
            end -= size;
        }
        return 0;
    }

    private static Study Read(string path, FileStream file, long length)
    {
        file.Seek(0, SeekOrigin.Begin);
        using StreamReader reader = new(file, leaveOpen: true);
        StudyHeader? header = null;
        ImmutableArray<StudyRecord>.Builder records = ImmutableArray.CreateBuilder<StudyRecord>();
        int number = 0;
        // The last line is whole exactly where the file's length is that of its whole lines.
        for (string? line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            number++;
            if (reader.EndOfStream && length < file.Length)
                break;
            if (header is null)
                header = Parse<StudyHeader>(path, number, line);
            else
                records.Add(Parse<StudyRecord>(path, number, line));
        }
        return header is null
            ? throw Unusable(path, 1, "it is empty")
            : Checked(path, new(header, [.. records.OrderBy(r => r.Point)]));
    }

    private static T Parse<T>(string path, int number, string line)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, StudyJson.Options) ?? throw Unusable(path, number, "it is null");
        }
        catch (JsonException e)
        {
            throw Unusable(path, number, e.Message.Split(" Path:")[0].TrimEnd('.'), e);
        }
    }

    private static Study Checked(string path, Study study)
    {
        if (study.Header.SchemaVersion != StudyHeader.CurrentSchema)
            throw Unusable(
                path, 1, $"its schema is {study.Header.SchemaVersion}, this program reads {StudyHeader.CurrentSchema}");
        Grid grid = new(study.Header.Axes);
        HashSet<int> seen = [];
        foreach ((int index, StudyRecord record) in study.Records.Index())
        {
            if (record.Point < 0 || record.Point >= grid.Count || !grid[record.Point].Values.SequenceEqual(record.Values))
                throw Unusable(path, index + 2, $"point {record.Point} is none of the study's grid");
            if (!seen.Add(record.Point))
                throw Unusable(path, index + 2, $"point {record.Point} is there twice");
        }
        return study;
    }

    private static DiagnosticException Unusable(string path, int line, string why, Exception? inner = null) =>
        new(DiagnosticCatalog.StudyUnusable.At($"{path}:{line}", why), inner);
}
