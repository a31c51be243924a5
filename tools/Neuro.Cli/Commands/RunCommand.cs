using System.CommandLine;
using Neuro.Cli.Crossbars;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Runs;
using Neuro.Runtime.Verification;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro run</c>: executes samples and shows or writes what came out.</summary>
internal sealed class RunCommand : NeuroCommand
{
    private const int MostRows = 20;

    private readonly ProgramArgument _program = new();
    private readonly EmulatedTargetOption _target = new();
    private readonly DataOptionSet _data = new(required: true);
    private readonly BackendOptionSet _backend = new();
    private readonly ChipOption _chip = new();
    private readonly ProbeOption _probe = new();
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Write spikes, counts and probed states to this npz.",
        HelpName = "out.npz",
    };

    /// <summary>The command.</summary>
    public RunCommand(CliHost host)
        : base("run", "Run a compiled program on data and print its output counts.", host)
    {
        Add(_program);
        _target.AddTo(this);
        _data.AddTo(this);
        Add(_output);
        _probe.AddTo(this);
        _backend.AddTo(this);
        _chip.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "neuro run net.nrx --data test.npz",
        "neuro run net.nrx --data test.npz --sample 3 --probe hidden.v -o out.npz",
        "neuro run chip.cmds.hex -t tinyodin --data events.npz",
        "neuro run net.nrx --data t10k-images-idx3-ubyte --encoder rate --ticks 50 --samples 0..99",
    ];

    /// <inheritdoc/>
    public override string Next => "neuro eval net.nrx --data test.npz";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        if (context.Get(_output) is { } output)
            OutputFile.RefuseInput(output, context.Get(_program), context.Get(_data.Data));
        LoadedProgram loaded = _chip.Fabricate(
            context, _target.Check(context, LoadedProgram.Load(context.Get(_program))));
        SpikeProgram program = loaded.Program;
        InputData input = _data.Open(context, program);
        (var spikes, var states) = _probe.Resolve(context, program);
        RecordingOptions recording = new()
        {
            Counts = program.Outputs,
            Spikes = context.Get(_output) is null ? [] : [.. program.Outputs.Union(spikes)],
            States = states,
        };
        DatasetRun run = _backend.Run(context, program, input, recording);
        if (context.Get(_output) is { } path)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            GoldenWriter.Write(path, new Golden { Trace = run.Trace, ProgramDigest = ProgramDigest.Compute(program) });
            context.Terminal.Note($"wrote {path}");
        }
        Print(context.Terminal, program, run, input.Data.Labels);
        context.Terminal.Next(
            $"neuro eval {loaded.Path} {_data.Repeat(context)}", $"neuro inspect {loaded.Path} --raster {_data.Repeat(context)}");
        return ExitCode.Ok;
    }

    private static void Print(Terminal terminal, SpikeProgram program, DatasetRun run, int[]? labels)
    {
        RunTrace trace = run.Trace;
        if (terminal.Json)
        {
            terminal.WriteJson("run", new
            {
                trace.Ticks,
                Samples = trace.Samples.Select((sample, index) => new
                {
                    Sample = sample,
                    Label = labels?[sample],
                    Counts = program.Outputs.ToDictionary(o => o, o => trace.CountsOf(o, index).ToArray()),
                    run.Counters[index].Spikes,
                    run.Counters[index].InputEvents,
                    run.Counters[index].SynapticEvents,
                    LostEvents = program.Firing == Firing.Event ? run.Counters[index].LostEvents : (long?)null,
                    Operations = Chips.IsFabricated(program) ? Operations.PerSample(run.Counters[index], 1) : null,
                }),
            });
            return;
        }
        string[] columns = ["#sample", "#label", "output counts", "#spikes", "#synaptic events"];
        if (Chips.IsFabricated(program))
            columns = [.. columns, "#cell reads", "#ADC conversions"];
        if (program.Firing == Firing.Event)
            columns = [.. columns, "#lost events"];
        Spectre.Console.Table table = Tables.Create(columns);
        for (int index = 0; index < Math.Min(trace.Count, MostRows); index++)
        {
            Counters counters = run.Counters[index];
            string counts = string.Join("; ", program.Outputs.Select(o => Shorten(trace.CountsOf(o, index))));
            object?[] cells =
                [trace.Samples[index], labels?[trace.Samples[index]], counts, counters.Spikes, counters.SynapticEvents];
            if (Chips.IsFabricated(program))
                cells = [.. cells, counters.CellReads, counters.AdcConversions];
            if (program.Firing == Firing.Event)
                cells = [.. cells, counters.LostEvents];
            table.Row(cells);
        }
        terminal.Write(table);
        if (trace.Count > MostRows)
            terminal.Note($"{trace.Count - MostRows} more samples; -o FILE or --json gives all");
    }

    private static string Shorten(ReadOnlySpan<long> counts)
    {
        const int Most = 16;
        string text = string.Join(' ', counts[..Math.Min(counts.Length, Most)].ToArray());
        return counts.Length > Most ? $"{text} … ({counts.Length})" : text;
    }
}
