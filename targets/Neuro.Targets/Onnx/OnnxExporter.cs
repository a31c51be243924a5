using System.Collections.Immutable;
using System.Text.Json;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;
using Neuro.Onnx;
using Neuro.Runtime;
using Neuro.Runtime.Files;

namespace Neuro.Targets.Onnx;

/// <summary>
/// Programs as standard ONNX models (IR version 8, operator set 17): integer arithmetic throughout, so that a runtime that
/// follows the specification gives the same spikes and states, bit for bit.
/// </summary>
public static class OnnxExporter
{
    /// <summary>Format of the file.</summary>
    public const int IrVersion = 8;

    /// <summary>Version of the standard operators.</summary>
    public const int OperatorSet = 17;

    /// <summary>The model of a program that has passed the verifier, as sessions that do not learn execute it.</summary>
    /// <exception cref="DiagnosticException">NEU4101, NEU4102: a crossbar has no exact counterpart; NEU6106: nor have
    /// reductions, and rules that always run.</exception>
    public static (ModelProto Model, OnnxInterface Interface) Export(SpikeProgram program, OnnxExportOptions options)
    {
        SessionChecks.Static(program, "onnx");
        Refuse(program, options);
        (GraphProto graph, OnnxInterface face) = new ModelLayout(InferenceProgram.Of(program), options).Build();
        face = face with { WithoutReadNoise = HasReadNoise(program) };
        graph.Name = program.Name;
        ModelProto model = new()
        {
            IrVersion = IrVersion,
            ProducerName = "neuro",
            ProducerVersion = typeof(OnnxExporter).Assembly.GetName().Version?.ToString(3) ?? "",
            Graph = graph,
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OperatorSet });
        foreach ((string key, string value) in Metadata(program, face))
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return (model, face);
    }

    /// <summary>Writes a model; one with large tensors keeps them in a second file, <c>PATH.data</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="largestSingleFile">Bytes of tensors up to which there is one file.</param>
    /// <exception cref="IOException">A file cannot be written; then nothing remains.</exception>
    public static void Save(ModelProto model, string path, long largestSingleFile = OnnxWriter.LargestSingleFile)
    {
        if (OnnxWriter.TensorBytes(model) <= largestSingleFile)
        {
            AtomicFile.Write(path, stream => OnnxWriter.Write(model, stream));
            return;
        }
        string dataPath = path + ".data";
        using AtomicFile file = AtomicFile.Create(path);
        using AtomicFile data = AtomicFile.Create(dataPath);
        OnnxWriter.Write(model, file.Stream, data.Stream, Path.GetFileName(dataPath));
        data.Commit();
        file.Commit();
    }

    /// <summary>The program with crossbars that are read without noise, as
    /// <see cref="OnnxExportOptions.IgnoreReadNoise"/> exports it.</summary>
    public static SpikeProgram WithoutReadNoise(SpikeProgram program) => program with
    {
        Projections =
        [
            .. program.Projections.Select(p => p.Read is not { } read ? p : p with
            {
                Read = read with { Tiles = [.. read.Tiles.Select(t => t with { Variance = null })] },
            }),
        ],
    };

    private static bool HasReadNoise(SpikeProgram program) => program.Projections.Any(HasReadNoise);

    private static bool HasReadNoise(Projection projection) =>
        projection.Read is { } read && read.Tiles.Any(t => t.Variance is not null);

    private static void Refuse(SpikeProgram program, OnnxExportOptions options)
    {
        foreach (Projection projection in program.Projections)
        {
            if (projection is { Crossbar: not null, Read: null })
                throw new DiagnosticException(DiagnosticCatalog.OnnxUnfabricated.At(projection.Origin, projection.Name));
            if (HasReadNoise(projection) && !options.IgnoreReadNoise)
                throw new DiagnosticException(DiagnosticCatalog.OnnxReadNoise.At(projection.Origin, projection.Name));
        }
    }

    private static IEnumerable<(string Key, string Value)> Metadata(SpikeProgram program, OnnxInterface face)
    {
        yield return ("neuro.program_digest", ProgramDigest.Compute(program));
        yield return ("neuro.dt", program.TimeStep.ToString());
        foreach ((string key, string value) in program.Metadata)
            yield return ($"neuro.{key}", value);
        ImmutableSortedDictionary<string, double[]> scales = program.Arrays.Where(a => a.Steps.Length > 0)
            .ToImmutableSortedDictionary(a => a.Name, a => a.Steps.ToArray(), StringComparer.Ordinal);
        yield return ("neuro.scales", JsonSerializer.Serialize(scales));
        yield return (OnnxInterface.MetadataKey, face.ToJson());
    }
}
