using System.CommandLine;
using Neuro.Cli.Commands;
using Neuro.Cli.Output;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.OnnxRuntime;
using Neuro.Runtime.Runs;

namespace Neuro.Cli.Options;

/// <summary>The options that say what executes. None of them changes a result.</summary>
internal sealed class BackendOptionSet
{
    private const int DefaultBatch = 32;

    private readonly Option<string> _backend = new("--backend")
    {
        Description = $"What executes: {string.Join(", ", Backends.All.Select(b => b.Name))}.",
        DefaultValueFactory = _ => Backends.All[0].Name,
        HelpName = "name",
    };
    private readonly Option<string> _provider = new("--provider")
    {
        Description = "Execution provider to ask ONNX Runtime for.",
        DefaultValueFactory = _ => OnnxRuntimeBackend.Cpu,
        HelpName = "cpu|cuda",
    };
    private readonly Option<int> _threads = new("--threads")
    {
        Description = "Number of threads.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };
    private readonly Option<int> _batch = new("--batch")
    {
        Description = "Samples that run side by side.",
        DefaultValueFactory = _ => DefaultBatch,
    };

    /// <summary>The options of a command.</summary>
    public BackendOptionSet()
    {
        _backend.CompletionSources.Add([.. Backends.All.Select(b => b.Name)]);
        _provider.AcceptOnlyFromAmong(OnnxRuntimeBackend.Cpu, OnnxRuntimeBackend.Cuda);
        _threads.Must(n => n >= 1, "at least 1");
        _batch.Must(n => n >= 1, "at least 1");
    }

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        command.Add(_backend);
        command.Add(_provider);
        command.Validators.Add(result =>
        {
            string name = result.GetValue(_backend) ?? Backends.All[0].Name;
            if (result.GetResult(_provider) is { Implicit: false }
                && Backends.All.FirstOrDefault(b => b.Name == name) is not OnnxRuntimeBackend)
                result.AddError("--provider is for --backend onnxruntime");
        });
        command.Add(_threads);
        command.Add(_batch);
    }

    /// <summary>The backend asked for.</summary>
    public IBackend Backend(CommandContext context) => Backends.Find(context.Get(_backend)!) is OnnxRuntimeBackend
        ? OnnxRuntime(context)
        : Backends.Find(context.Get(_backend)!);

    /// <summary>ONNX Runtime with the provider asked for; which one was obtained is said.</summary>
    public OnnxRuntimeBackend OnnxRuntime(CommandContext context)
    {
        string asked = context.Get(_provider)!;
        OnnxRuntimeBackend backend = new(asked);
        if (OnnxRuntimeLibrary.Missing is not null)
            return backend;
        if (backend.Refused is { } why)
            context.Terminal.Report(DiagnosticCatalog.OtherProvider.At(null, asked, backend.ObtainedProvider, why));
        context.Terminal.Note($"running on {backend.Description}");
        return backend;
    }

    /// <summary>The name of the backend asked for.</summary>
    public string Name(CommandContext context) => context.Get(_backend)!;

    /// <summary>The number of threads.</summary>
    public int Threads(CommandContext context) => context.Get(_threads);

    /// <summary>Batch size and threads.</summary>
    public SessionOptions Session(CommandContext context) =>
        new() { BatchSize = context.Get(_batch), Threads = Threads(context) };

    /// <summary>Runs <paramref name="input"/> through <paramref name="program"/>, with progress on stderr.</summary>
    public DatasetRun Run(CommandContext context, SpikeProgram program, InputData input, RecordingOptions recording)
    {
        DatasetRunner runner = new(Backend(context), program, Session(context));
        using ProgressLine progress = new(context.Terminal, "running");
        return runner.Run(
            input.Data, input.Samples, input.Population, input.Ticks, recording,
            done => progress.Report(done, input.Samples.Count, "samples"), context.Cancellation);
    }
}
