using System.Text.Json;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Studies;

/// <summary>A study as one JSON document.</summary>
internal static class StudyDocument
{
    private static readonly JsonSerializerOptions Indented = new(StudyJson.Options) { WriteIndented = true };

    /// <summary>Writes <paramref name="study"/>.</summary>
    public static void Write(Stream stream, Study study) => JsonSerializer.Serialize(stream, study, Indented);

    /// <summary>Reads what <see cref="Write"/> wrote to the file <paramref name="path"/>.</summary>
    /// <exception cref="DiagnosticException">It is no such document.</exception>
    public static Study Read(string path, Stream stream)
    {
        try
        {
            if (JsonSerializer.Deserialize<Study>(stream, StudyJson.Options) is { Records.IsDefault: false } study)
                return study;
        }
        catch (JsonException e)
        {
            throw new DiagnosticException(
                DiagnosticCatalog.StudyUnusable.At($"{path}:{e.LineNumber + 1}", e.Message.Split(" Path:")[0].TrimEnd('.')), e);
        }
        throw new DiagnosticException(DiagnosticCatalog.StudyUnusable.At(path, "it holds no points"));
    }
}
