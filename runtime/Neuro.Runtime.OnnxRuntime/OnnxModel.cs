using Microsoft.ML.OnnxRuntime;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Onnx;
using Neuro.Targets.Onnx;
using NativeOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Neuro.Runtime.OnnxRuntime;

/// <summary>A model that is ready to run, with the description of its inputs and outputs.</summary>
internal sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    private OnnxModel(InferenceSession session, OnnxInterface face, string? digest)
    {
        _session = session;
        Interface = face;
        ProgramDigest = digest;
    }

    /// <summary>What its inputs and outputs are.</summary>
    public OnnxInterface Interface { get; }

    /// <summary>The digest of the program it was exported from; null where the file does not say.</summary>
    public string? ProgramDigest { get; }

    /// <summary>Prepares a model that was just exported.</summary>
    public static OnnxModel Create(ModelProto model, OnnxInterface face, NativeOptions options)
    {
        using NativeOptions used = options;
        if (OnnxWriter.TensorBytes(model) <= OnnxWriter.LargestSingleFile)
        {
            using MemoryStream stream = new();
            OnnxWriter.Write(model, stream);
            return new OnnxModel(new InferenceSession(stream.ToArray(), used), face, null);
        }
        // Too large for one message: through files, which the session does not need once it exists.
        DirectoryInfo folder = Directory.CreateTempSubdirectory("neuro-onnx-");
        try
        {
            string path = Path.Combine(folder.FullName, "model.onnx");
            OnnxExporter.Save(model, path);
            return new OnnxModel(new InferenceSession(path, used), face, null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Reads a file that <see cref="OnnxExporter"/> wrote.</summary>
    /// <exception cref="DiagnosticException">NEU6542.</exception>
    public static OnnxModel Load(string path, SpikeProgram program, Func<NativeOptions> options)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"there is no file '{path}'", path);
        try
        {
            OnnxFile file = OnnxFile.Open(path);
            string? Metadata(string key) => file.Model.MetadataProps.FirstOrDefault(m => m.Key == key)?.Value;
            OnnxInterface face = (Metadata(OnnxInterface.MetadataKey) is { } json ? OnnxInterface.FromJson(json) : null)
                ?? throw new OnnxException($"it has no readable metadata '{OnnxInterface.MetadataKey}'");
            CheckPopulations(program, face);
            using NativeOptions used = options();
            return new OnnxModel(new InferenceSession(path, used), face, Metadata("neuro.program_digest"));
        }
        catch (Exception e) when (e is OnnxException or OnnxRuntimeException)
        {
            throw new DiagnosticException(DiagnosticCatalog.OnnxModelUnusable.At(path, path, e.Message), e);
        }
    }

    private static void CheckPopulations(SpikeProgram program, OnnxInterface face)
    {
        IEnumerable<string> inputs = program.Populations.Where(p => p.IsInput).Select(p => p.Name);
        IEnumerable<(string, string)> states = program.Populations.Where(p => !p.IsInput)
            .SelectMany(p => program.Neuron(p.Neuron!).States.Select(s => (p.Name, s.Name)));
        if (!inputs.ToHashSet().SetEquals(face.Inputs.Select(i => i.Population))
            || !states.ToHashSet().SetEquals(face.States.Select(s => (s.Population, s.State)))
            || !program.Outputs.All(o => face.Outputs.Any(e => e.Population == o)))
            throw new OnnxException("its inputs, outputs and states are not those of the program");
    }

    /// <summary>Runs the model and copies its outputs.</summary>
    /// <param name="inputs">int32 or int64 elements and shape by name.</param>
    /// <param name="outputs">The outputs to compute, all int32.</param>
    public Dictionary<string, int[]> Run(
        IReadOnlyDictionary<string, (Array Elements, long[] Shape)> inputs, IReadOnlyCollection<string> outputs)
    {
        List<OrtValue> values = [];
        try
        {
            foreach ((Array elements, long[] shape) in inputs.Values)
            {
                values.Add(elements is int[] words
                    ? OrtValue.CreateTensorValueFromMemory(words, shape)
                    : OrtValue.CreateTensorValueFromMemory((long[])elements, shape));
            }
            using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(_run, [.. inputs.Keys], values, outputs);
            Dictionary<string, int[]> copies = [];
            foreach ((string name, OrtValue value) in outputs.Zip(results))
                copies[name] = value.GetTensorDataAsSpan<int>().ToArray();
            return copies;
        }
        catch (OnnxRuntimeException e)
        {
            throw new DiagnosticException(DiagnosticCatalog.OnnxRunFailed.At(null, e.Message), e);
        }
        finally
        {
            foreach (OrtValue value in values)
                value.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}
