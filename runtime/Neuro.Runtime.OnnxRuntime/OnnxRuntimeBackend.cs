using Microsoft.ML.OnnxRuntime;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;
using Neuro.Targets.Onnx;
using NativeOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Neuro.Runtime.OnnxRuntime;

/// <summary>
/// Executes programs as ONNX models, exported in memory. Its results are those of every backend; its speed is that of dense
/// tensors.
/// </summary>
/// <param name="provider">The execution provider to ask for: "cpu" or "cuda".</param>
public sealed class OnnxRuntimeBackend(string provider = OnnxRuntimeBackend.Cpu) : IBackend
{
    /// <summary>The provider that is always there.</summary>
    public const string Cpu = "cpu";

    /// <summary>NVIDIA's GPUs.</summary>
    public const string Cuda = "cuda";

    private readonly Lazy<(string Obtained, string? Refused)> _provider = new(() => Ask(provider));

    /// <inheritdoc/>
    public string Name => "onnxruntime";

    /// <inheritdoc/>
    public string Description => OnnxRuntimeLibrary.Version is { } version
        ? $"ONNX Runtime {version}, {ObtainedProvider}"
        : OnnxRuntimeLibrary.Missing!;

    /// <summary>The execution provider that was obtained, whatever was asked for.</summary>
    public string ObtainedProvider => _provider.Value.Obtained;

    /// <summary>Why the provider asked for was not obtained; null where it was.</summary>
    public string? Refused => _provider.Value.Refused;

    /// <inheritdoc/>
    /// <exception cref="DiagnosticException">NEU6540: there is no libonnxruntime; NEU4101, NEU4102, NEU6106: nor a model of the
    /// program.</exception>
    public ISession Open(SpikeProgram program, Runtime.SessionOptions options)
    {
        Require();
        SessionChecks.Static(program, Name);
        return new OnnxRuntimeSession(InferenceProgram.Of(program), options.BatchSize, () => NativeOptions(options.Threads));
    }

    /// <summary>
    /// A session over a model that was exported to a file, instead of one that is exported now. Only the events of the model's
    /// outputs can be recorded, and nothing is counted; states can be recorded of a model of one tick. The session's program has
    /// no read noise where the model leaves it out.
    /// </summary>
    /// <param name="program">The program that the model is said to be of.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <exception cref="DiagnosticException">
    /// NEU6540: there is no libonnxruntime; NEU6542: the file is no model of this program's populations.
    /// </exception>
    public (ISession Session, string? ProgramDigest) OpenFile(SpikeProgram program, string path, Runtime.SessionOptions options)
    {
        Require();
        SessionChecks.Static(program, Name);
        SpikeProgram executed = InferenceProgram.Of(program);
        OnnxModel model = OnnxModel.Load(path, executed, () => NativeOptions(options.Threads));
        if (model.Interface.WithoutReadNoise) executed = OnnxExporter.WithoutReadNoise(executed);
        return (new OnnxRuntimeSession(executed, options.BatchSize, model), model.ProgramDigest);
    }

    private static void Require()
    {
        if (OnnxRuntimeLibrary.Missing is { } missing)
            throw new DiagnosticException(DiagnosticCatalog.NoOnnxRuntime.At(null, missing));
    }

    private NativeOptions NativeOptions(int threads)
    {
        NativeOptions options = new()
        {
            IntraOpNumThreads = threads,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        if (provider == Cuda && Refused is null)
            AppendCuda(options);
        return options;
    }

    // Asking for a provider and silently getting another is a known trap: what was obtained is said.
    private static (string Obtained, string? Refused) Ask(string provider)
    {
        const string cpu = "CPUExecutionProvider";
        if (provider == Cpu)
            return (cpu, null);
        try
        {
            using NativeOptions options = new();
            AppendCuda(options);
            return ($"CUDAExecutionProvider ({cpu} for operators that it lacks)", null);
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException)
        {
            return (cpu, e.Message.Trim());
        }
    }

    // Products of integers are exact in 32-bit floats, not in TensorFloat-32, nor after Winograd's transformations.
    private static void AppendCuda(NativeOptions options)
    {
        using OrtCUDAProviderOptions cuda = new();
        cuda.UpdateOptions(new() { ["use_tf32"] = "0", ["cudnn_conv_algo_search"] = "DEFAULT" });
        options.AppendExecutionProvider_CUDA(cuda);
    }
}
