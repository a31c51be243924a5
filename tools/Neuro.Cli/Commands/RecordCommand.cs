using System.Collections.Immutable;
using System.CommandLine;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Runtime.Runs;
using Neuro.Runtime.Verification;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro record</c>: pins what a program does, for <c>neuro verify</c>.</summary>
internal sealed class RecordCommand : NeuroCommand
{
    private readonly ProgramArgument _program = new();
    private readonly DataOptionSet _data = new(required: true);
    private readonly BackendOptionSet _backend = new();
    private readonly ChipOption _chip = new();
    private readonly ProbeOption _probe = new();
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The golden to write.",
        HelpName = "golden.npz",
        Required = true,
    };

    /// <summary>The command.</summary>
    public RecordCommand(CliHost host)
        : base("record", "Record a program's outputs, with their input, as a golden to verify against.", host)
    {
        Add(_program);
        _data.AddTo(this);
        Add(_output);
        _probe.AddTo(this);
        _backend.AddTo(this);
        _chip.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "neuro record net.nrx --data test.npz -o golden.npz",
        "neuro record net.nrx --data test.npz --samples 0..9 --probe hidden.v -o golden.npz",
    ];

    /// <inheritdoc/>
    public override string Next => "neuro verify net.nrx golden.npz";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        OutputFile.RefuseInput(context.Get(_output)!, context.Get(_program), context.Get(_data.Data));
        LoadedProgram loaded = _chip.Fabricate(context, LoadedProgram.Load(context.Get(_program)));
        InputData input = _data.Open(context, loaded.Program);
        (var spikes, var states) = _probe.Resolve(context, loaded.Program);
        RecordingOptions recording = new()
        {
            Counts = loaded.Program.Outputs,
            Spikes = [.. loaded.Program.Outputs.Union(spikes)],
            States = states,
        };
        DatasetRun run = _backend.Run(context, loaded.Program, input, recording);
        Golden golden = Pin(loaded.Program, input, run.Trace);
        string path = context.Get(_output)!;
        context.Cancellation.ThrowIfCancellationRequested();
        GoldenWriter.Write(path, golden);

        context.Terminal.Note(
            $"recorded {golden.Trace.Count} samples of {golden.Trace.Ticks} ticks: {string.Join(", ", Parts(golden.Trace))}");
        context.Terminal.Note($"wrote {path}");
        if (context.Terminal.Json)
        {
            context.Terminal.WriteJson("record", new
            {
                Golden = path,
                Samples = golden.Trace.Count,
                golden.Trace.Ticks,
                golden.ProgramDigest,
                golden.InputDigest,
                Parts = Parts(golden.Trace),
            });
        }
        else
        {
            context.Terminal.Write(path);
        }
        context.Terminal.Next($"neuro verify {loaded.Path} {path}{_chip.Repeat(context)}");
        return ExitCode.Ok;
    }

    private static Golden Pin(SpikeProgram program, InputData input, RunTrace trace)
    {
        SpikeTrain[] trains = [.. input.Samples.Select(s => input.Data[s].WithTicks(input.Ticks))];
        ImmutableSortedDictionary<string, SpikeTrain[]> inputs =
            ImmutableSortedDictionary.Create<string, SpikeTrain[]>(StringComparer.Ordinal).Add(input.Population, trains);
        return new()
        {
            Trace = trace,
            Inputs = inputs,
            ProgramDigest = ProgramDigest.Compute(program),
            InputDigest = InputDigest.Compute(input.Samples, input.Ticks, inputs),
        };
    }

    private static string[] Parts(RunTrace trace) =>
    [
        .. trace.Counts.Keys.Select(p => $"counts of {p}"),
        .. trace.Spikes.Keys.Select(p => $"spikes of {p}"),
        .. trace.States.Keys.Select(s => $"state {s.Population}.{s.State}"),
    ];
}
