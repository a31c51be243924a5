using System.CommandLine;
using Neuro.Cli.Commands;
using Neuro.Cli.Output;
using Neuro.Emulator.Selection;
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
    private const string OnnxRuntimeName = "onnxruntime";

    private readonly Option<string> _backend = new("--backend")
    {
        Description = $"What executes: {string.Join(", ", Backends.Names)}; a number chooses among devices, as in opencl:1. "
            + "auto takes a GPU where the work is long enough to pay for its start.",
        DefaultValueFactory = _ => Backends.Auto,
        HelpName = "name[:device]",
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
        _backend.CompletionSources.Add([.. Backends.Names]);
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
            if (result.GetResult(_provider) is { Implicit: false } && !IsOnnxRuntime(result.GetValue(_backend) ?? Backends.Auto))
                result.AddError("--provider is for --backend onnxruntime");
        });
        command.Add(_threads);
        command.Add(_batch);
    }

    /// <summary>The backend asked for; what it is, and what it does when its device fails, is said when it opens a
    /// session.</summary>
    /// <param name="context">The command line.</param>
    /// <param name="sampleTicks">Ticks that a session will execute in all, over all samples.</param>
    /// <exception cref="DiagnosticException">There is no such backend or device.</exception>
    public IBackend Backend(CommandContext context, long sampleTicks)
    {
        string asked = context.Get(_backend)!;
        if (asked == Backends.Auto)
            return Auto(context, sampleTicks);
        BackendChoice choice = Backends.Find(asked);
        context.Terminal.Executions.Add(new(choice.Name, choice.Device.Name, choice.Reason));
        return IsOnnxRuntime(asked) ? OnnxRuntime(context) : choice.Provider.Create(choice.Device);
    }

    /// <summary>The backend asked for, to run all of <paramref name="input"/> in each session.</summary>
    public IBackend Backend(CommandContext context, InputData input) =>
        Backend(context, (long)input.Samples.Count * input.Ticks);

    /// <summary>The backend asked for, to learn; the CPU where none is, as one network at a time is learned.</summary>
    /// <exception cref="DiagnosticException">There is no such backend or device, or it does not learn.</exception>
    public ILearningBackend Learning(CommandContext context)
    {
        if (context.Get(_backend) == Backends.Auto)
            return Backends.Cpu;
        IBackend backend = Backend(context, sampleTicks: 0);
        return backend as ILearningBackend ?? throw new DiagnosticException(
            DiagnosticCatalog.BackendDoesNotLearn.At(null, backend.Name, string.Join(", ", Backends.Learning)));
    }

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

    /// <summary>What has executed so far, or will: "cpu", "opencl:0".</summary>
    public string Name(CommandContext context) =>
        string.Join(", ", context.Terminal.Executions.Entries.Select(e => e.Backend).Distinct()) is { Length: > 0 } used
            ? used
            : context.Get(_backend)!;

    /// <summary>The number of threads.</summary>
    public int Threads(CommandContext context) => context.Get(_threads);

    /// <summary>Batch size and threads.</summary>
    public SessionOptions Session(CommandContext context) =>
        new() { BatchSize = context.Get(_batch), Threads = Threads(context) };

    /// <summary>Runs <paramref name="input"/> through <paramref name="program"/>, with progress on stderr.</summary>
    public DatasetRun Run(CommandContext context, SpikeProgram program, InputData input, RecordingOptions recording)
    {
        DatasetRunner runner = new(Backend(context, input), program, Session(context));
        using ProgressLine progress = new(context.Terminal, "running");
        return runner.Run(
            input.Data, input.Samples, input.Population, input.Ticks, recording,
            done => progress.Report(done, input.Samples.Count, "samples"), context.Cancellation);
    }

    private static bool IsOnnxRuntime(string backend) => backend.Split(':')[0] == OnnxRuntimeName;

    // What is chosen without being asked is worth a line where it is not the CPU.
    private AutoBackend Auto(CommandContext context, long sampleTicks)
    {
        Terminal terminal = context.Terminal;
        bool asked = context.Parse.GetResult(_backend) is { Implicit: false };
        return new(new(Backends.All), Backends.Cpu, sampleTicks, Say, failure =>
        {
            string device = failure.Device;
            if (terminal.Executions.Add(new(Backends.Cpu.Name, ComputeDevice.Host.Name, $"{device} failed", failure.Detail)))
                terminal.Report(DiagnosticCatalog.FellBack.At(null, Failure.Describe(failure).Message));
        });

        void Say(BackendChoice choice)
        {
            if (!terminal.Executions.Add(new(choice.Name, choice.Device.Name, choice.Reason)))
                return;
            string line = $"running on {choice}: {choice.Reason}";
            if (asked || choice.Device.Kind != DeviceKind.Cpu)
                terminal.Note(line);
            else
                terminal.Detail(line);
        }
    }
}
