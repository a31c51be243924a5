using System.Buffers;
using System.Text.Json;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Files;

namespace Neuro.Cli.Studies;

/// <summary>
/// The file that a study lives in: a header line, then one line a point, appended in one write as soon as the point is done. A
/// process that dies leaves whole lines and at most a torn last one, which is cut off when the study goes on.
/// </summary>
internal sealed class StudyLog : IDisposable
{
    private readonly string _path;
    private readonly StudyHeader _header;
    private readonly SortedDictionary<int, StudyRecord> _records = [];
    private readonly Dictionary<string, PointResult> _results = [];
    private readonly Lock _lock = new();
    private readonly FileStream _guard;
    private FileStream _file;
    private int _last = -1;
    private bool _sorted = true;

    private StudyLog(string path, StudyHeader header)
    {
        (_path, _header) = (path, header);
        _guard = Guard(path);
        try
        {
            _file = OpenFile(path);
        }
        catch
        {
            _guard.Dispose();
            throw;
        }
    }

    /// <summary>The study so far.</summary>
    public Study Study
    {
        get
        {
            lock (_lock)
                return new(_header, [.. _records.Values]);
        }
    }

    /// <summary>Opens the log at <paramref name="path"/> to go on with, or begins it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">The study that is to be done.</param>
    /// <param name="restart">Whether another study that the file holds is thrown away.</param>
    /// <exception cref="DiagnosticException">The file holds another study, or is no log.</exception>
    /// <exception cref="IOException">Another process writes it, or it cannot be written.</exception>
    public static StudyLog Open(string path, StudyHeader header, bool restart)
    {
        StudyLog log = new(path, header);
        try
        {
            log.Resume(restart);
            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Whether the point with number <paramref name="index"/> is done.</summary>
    public bool Has(int index)
    {
        lock (_lock)
            return _records.ContainsKey(index);
    }

    /// <summary>The result of a point with this key, where one is done.</summary>
    public PointResult? Find(string key)
    {
        lock (_lock)
            return _results.GetValueOrDefault(key);
    }

    /// <summary>Adds a point; when this returns, it outlives the process.</summary>
    public void Append(StudyRecord record)
    {
        lock (_lock)
        {
            WriteLine(record);
            Take(record);
        }
    }

    /// <summary>Rewrites the file in the order of the grid, whole or not at all.</summary>
    public void Sort()
    {
        lock (_lock)
        {
            if (_sorted)
                return;
            AtomicFile.Write(_path, stream =>
            {
                stream.Write(Line(_header));
                foreach (StudyRecord record in _records.Values)
                    stream.Write(Line(record));
            });
            _file.Dispose();
            _file = OpenFile(_path);
            _sorted = true;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _guard.Dispose();
    }

    // Nobody else may write the study, as two processes would repeat its points; to read it is no harm.
    private static FileStream Guard(string path)
    {
        string guard = path + ".lock";
        try
        {
            return new(guard, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (DirectoryNotFoundException e)
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            throw new IOException($"'{path}' cannot be written: there is no folder '{folder}'", e);
        }
        catch (IOException e) when (File.Exists(guard))
        {
            throw new DiagnosticException(DiagnosticCatalog.StudyInUse.At(path), e);
        }
    }

    private static FileStream OpenFile(string path)
    {
        FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    private void Resume(bool restart)
    {
        StudyReader.RefuseOtherFiles(_path, _file);
        if (restart)
            _file.SetLength(0);
        _file.SetLength(StudyReader.WholeLines(_file));
        if (_file.Length == 0)
        {
            WriteLine(_header);
            return;
        }
        Study study = StudyReader.Read(_path, _file);
        if (study.Header.Digest != _header.Digest)
            throw new DiagnosticException(DiagnosticCatalog.AnotherStudy.At(_path, _header.DifferenceFrom(study.Header)));
        foreach (StudyRecord record in study.Records)
            Take(record);
        _file.Seek(0, SeekOrigin.End);
    }

    private void Take(StudyRecord record)
    {
        _sorted &= record.Point > _last;
        _last = record.Point;
        _records.TryAdd(record.Point, record);
        _results.TryAdd(record.Key, record.Result);
    }

    private void WriteLine<T>(T value)
    {
        _file.Write(Line(value));
        _file.Flush(flushToDisk: true);
    }

    private static byte[] Line<T>(T value)
    {
        ArrayBufferWriter<byte> line = new();
        using (Utf8JsonWriter writer = new(line))
            JsonSerializer.Serialize(writer, value, StudyJson.Options);
        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }
}
