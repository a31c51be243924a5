using System.Collections.Immutable;
using System.CommandLine;
using Neuro.Cli.Learning;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro learn</c>: shows samples to a network whose projections learn, and writes what it has become.</summary>
internal sealed class LearnCommand : NeuroCommand
{
    // Rows of telemetry where --every does not say.
    private const int UsualRows = 10;

    private readonly ProgramArgument _program = new();
    private readonly DataOptionSet _data = new(required: true);
    private readonly AnswerOption _answer = new();
    private readonly ReadOutOptionSet _readOut = new();
    private readonly LearningDeviceOptionSet _devices = new();
    private readonly BackendOptionSet _backend = new();
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Write the learned program here; with several --device, one file each: NAME is put before its ending.",
        HelpName = "learned.nrx",
    };
    private readonly Option<int> _epochs = new("--epochs")
    {
        Description = "How often all samples are shown.",
        DefaultValueFactory = _ => 1,
        HelpName = "count",
    };
    private readonly Option<string> _teacher = new("--teacher")
    {
        Description = "Input population that is told the labels: the neuron of a sample's label has an event at every tick.",
        HelpName = "population",
    };
    private readonly Option<int?> _every = new("--every")
    {
        Description = "Samples between rows of telemetry, and checkpoints. Default: a tenth of all.",
        HelpName = "count",
    };
    private readonly Option<string> _telemetry = new("--telemetry")
    {
        Description = "Write the rows of telemetry here too.",
        HelpName = "file.csv|jsonl",
    };
    private readonly Option<string> _checkpoint = new("--checkpoint")
    {
        Description = "Keep where learning stands here, with every row.",
        HelpName = "file.npz",
    };
    private readonly Option<string> _resume = new("--resume")
    {
        Description = "Go on from a checkpoint; the outcome is what it would have been without the stop.",
        HelpName = "file.npz",
    };
    private readonly Option<StopRule?> _stop = new("--stop-when")
    {
        Description =
            $"End early when a row has {StopRule.Usage}: the weights hardly change, the tested samples are answered " +
            $"well enough, " +
            "or no better than so many rows before.",
        HelpName = "rule",
        CustomParser = result =>
        {
            StopRule? rule = StopRule.TryParse(result.Tokens[0].Value);
            if (rule is null)
                result.AddError($"'{result.Tokens[0].Value}' is no rule to stop by; write {StopRule.Usage}");
            return rule;
        },
    };
    private readonly Option<string> _test = new("--test")
    {
        Description = "Labelled samples to answer at every row; read as --data is.",
        HelpName = "file",
    };
    private readonly Option<string> _testLabels = new("--test-labels")
    {
        Description = "Their labels, as --labels.",
        HelpName = "file|array",
    };

    /// <summary>The command.</summary>
    public LearnCommand(CliHost host)
        : base(
            "learn", "Run a network's learning rules over samples, on digital weights or on devices, and write what it learned.",
            host)
    {
        Add(_program);
        _data.AddTo(this);
        foreach (Option option in new Option[]
            { _output, _epochs, _teacher, _every, _telemetry, _checkpoint, _resume, _stop, _test, _testLabels })
            Add(option);
        _answer.AddTo(this);
        _readOut.AddTo(this);
        _devices.AddTo(this);
        _backend.AddTo(this);
        _epochs.Must(n => n >= 1, "at least 1");
        _every.Must(n => n is null or >= 1, "at least 1");
        _telemetry.Must(o => o is null || TelemetryFile.Formats.Contains(Path.GetExtension(o)),
            "a name that ends in .csv or .jsonl");
        Validators.Add(result =>
        {
            if (result.GetResult(_testLabels) is not null && result.GetResult(_test) is null)
                result.AddError("--test-labels are those of --test: give that too");
            bool needsAccuracy = result.GetResult(_stop)?.Tokens is [var rule]
                && StopRule.TryParse(rule.Value)?.NeedsAccuracy == true;
            if (needsAccuracy && result.GetResult(_test) is null)
                result.AddError("--stop-when looks at the accuracy, which needs --test");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "neuro learn net.nrx --data train.npz -o learned.nrx",
        "neuro learn stdp.nrx --data train-images-idx3-ubyte --labels train-labels-idx1-ubyte --encoder rate:gain=0.6 " +
        "--ticks 20 " +
            "--epochs 3 --read-out assigned --test t10k-images-idx3-ubyte --test-labels t10k-labels-idx1-ubyte -o learned.nrx",
        "neuro learn net.nrx --data train.npz --checkpoint state.npz --every 1000 --stop-when change:0.001 -o learned.nrx",
        "neuro learn net.nrx --data train.npz --resume state.npz -o learned.nrx",
        "neuro learn net.nrx --data train.npz --device digital,epiram,ag-asi --update unidirectional --pulses accumulate " +
        "-o on.nrx",
    ];

    /// <inheritdoc/>
    public override string Next => "neuro eval learned.nrx --data test.npz";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        RefuseInputs(context);
        LoadedProgram loaded = LoadedProgram.Load(context.Get(_program));
        IReadOnlyList<LearningVariant> variants = _devices.Variants(context, loaded.Program);
        InputData input = _data.Open(context, loaded.Program);
        string output = _answer.NameOf(context, loaded.Program);
        string? teacher = Teacher(context, loaded.Program, input);
        if (_readOut.Method(context) is not null)
            ReadOutOptionSet.Labels(input);
        LearningTest test = Test(context, loaded.Program, input, output);
        List<LearningResult> results = [];
        foreach (LearningVariant variant in variants)
        {
            LearningPlan plan = new(variant.Program, input, context.Get(_epochs), output, teacher);
            results.Add(Learn(context, variant, plan, test, variants.Count > 1));
        }
        LearningReport.Print(context.Terminal, results);
        string learned = results[0].File ?? "learned.nrx";
        context.Terminal.Next($"neuro eval {learned} {_data.Repeat(context)}");
        return ExitCode.Ok;
    }

    private LearningResult Learn(
        CommandContext context, LearningVariant variant, LearningPlan plan, LearningTest test, bool several)
    {
        using LearningRun run = new(plan, _backend.Learning(context), _backend.Threads(context));
        IReadOnlyList<TelemetryRow> rows = [];
        if (context.Get(_resume) is { } resume)
        {
            Checkpoint checkpoint = CheckpointFile.Load(FileOf(resume, variant, several), plan);
            run.Restore(checkpoint);
            rows = checkpoint.Telemetry;
            context.Terminal.Note($"going on after {run.Position} samples");
        }
        Telemetry telemetry = new(plan, run, rows);
        StopRule? stop = context.Get(_stop);
        long every = context.Get(_every) ?? Math.Max(1, plan.Total / UsualRows);
        bool stopped = rows.Count > 0 && stop?.Holds(rows) == true;
        if (several)
            context.Terminal.Note(variant.Name);
        using (ProgressLine progress = new(context.Terminal, several ? $"learning on {variant.Name}" : "learning"))
        {
            while (!stopped && run.Position < plan.Total)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                run.Show();
                progress.Report(run.Position, plan.Total, "samples");
                if (run.Position % every != 0 && run.Position != plan.Total)
                    continue;
                LearningReport.Note(context.Terminal, telemetry.Measure(test.Measure(run.Learned, context.Cancellation)));
                stopped = run.Position < plan.Total && stop?.Holds(telemetry.Rows) == true;
                Keep(context, variant, run, telemetry, several);
            }
        }
        SpikeProgram learned = test.WithReadOut(run.Learned, context.Cancellation);
        return new()
        {
            Name = variant.Name,
            Program = learned,
            Samples = run.Position,
            Stopped = stopped,
            Rows = [.. telemetry.Rows],
            Learning = run.Learning,
            Cells = telemetry.Cells,
            File = Write(context, variant, learned, several),
        };
    }

    private void Keep(CommandContext context, LearningVariant variant, LearningRun run, Telemetry telemetry, bool several)
    {
        if (context.Get(_checkpoint) is { } checkpoint)
            CheckpointFile.Save(FileOf(checkpoint, variant, several), run.Save(telemetry.Rows));
        if (context.Get(_telemetry) is { } file)
            TelemetryFile.Write(FileOf(file, variant, several), telemetry.Rows);
    }

    private string? Write(CommandContext context, LearningVariant variant, SpikeProgram learned, bool several)
    {
        if (context.Get(_output) is not { } output)
            return null;
        string path = FileOf(output, variant, several);
        context.Cancellation.ThrowIfCancellationRequested();
        ProgramVerifier.ThrowIfInvalid(learned);
        ProgramPackage.Save(path, learned);
        context.Terminal.Note($"wrote {path}");
        return path;
    }

    private LearningTest Test(CommandContext context, SpikeProgram program, InputData input, string output)
    {
        InputData? samples = context.Get(_test) is { } file
            ? _data.OpenOther(context, program, file, context.Get(_testLabels))
            : null;
        if (samples is not null)
            ReadOutOptionSet.Labels(samples);
        return new(
            input, samples, output, input.Data.Labels is null ? null : _readOut.Method(context, program), _readOut.Bits(context),
            _backend.Backend(context, samples ?? input), _backend.Session(context));
    }

    private string? Teacher(CommandContext context, SpikeProgram program, InputData input)
    {
        if (context.Get(_teacher) is not { } name)
            return null;
        Population? teacher = program.Populations.FirstOrDefault(p => p.Name == name && p.IsInput);
        string? wrong = teacher is null ? "there is no such input population"
            : name == input.Population ? "the data feeds it"
            : input.Data.Labels is null ? $"'{input.Data.Name}' has no labels"
            : input.Samples.Any(s => input.Data.Labels[s] < 0 || input.Data.Labels[s] >= teacher.Size)
                ? $"labels go beyond its {teacher.Size} neurons"
            : teacher.PayloadMinimum > 1 || teacher.PayloadMaximum < 1 ? "its payloads exclude 1"
            : null;
        return wrong is null
            ? name
            : throw new DiagnosticException(DiagnosticCatalog.TeacherInError.At(null, name, wrong));
    }

    private void RefuseInputs(CommandContext context)
    {
        foreach (Option<string> written in new[] { _output, _telemetry, _checkpoint })
        {
            if (context.Get(written) is { } path)
                OutputFile.RefuseInput(path, context.Get(_program), context.Get(_data.Data), context.Get(_test));
        }
    }

    /// <summary>With several variants each has files of its own: "learned.nrx" is "learned.epiram.nrx".</summary>
    private static string FileOf(string path, LearningVariant variant, bool several) =>
        several ? Path.ChangeExtension(path, $"{variant.Name}{Path.GetExtension(path)}") : path;
}
