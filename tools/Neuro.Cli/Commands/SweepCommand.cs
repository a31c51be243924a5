using System.Collections.Immutable;
using System.CommandLine;
using Neuro.Cli.Crossbars;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Cli.Studies;
using Neuro.Cli.Studies.Grids;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Files;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro sweep</c>: an evaluation at every point of a grid of specifications.</summary>
internal sealed class SweepCommand : NeuroCommand
{
    private const long UsualMostPoints = 10_000;
    private const int MostRows = 24;
    private static readonly string[] Formats = [".jsonl", ".csv", ".json"];

    private readonly ProgramArgument _program = new();
    private readonly DataOptionSet _data = new(required: true);
    private readonly CrossbarOptionSet _crossbar = new();
    private readonly BackendOptionSet _backend = new();
    private readonly AnswerOption _answer = new();
    private readonly Option<string[]> _vary = new("--vary")
    {
        Description =
            "What to vary over what: device.levels=2..64, array.r_wire=0,0.35,1, time=1..1e8:*10, device=NAME,NAME, " +
            "seed=0..15, instance=0..63; ranges are a..b, a..b:step or a..b:*factor. May be given several times: every " +
            "combination is a point.",
        HelpName = "path=values",
        Required = true,
    };
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description =
            "Write the study here. Points are kept in FILE.jsonl as they are done, and the same command goes on where it was " +
            "interrupted; .csv or .json is written from it at the end.",
        HelpName = "study.jsonl|csv|json",
        Required = true,
    };
    private readonly Option<int?> _instances = new("--instances")
    {
        Description = "Chips of every point. Default: 1.",
        HelpName = "count",
    };
    private readonly Option<bool> _restart = new("--restart")
    {
        Description = "Throw away the points of another study in the same file.",
    };
    private readonly Option<long> _mostPoints = new("--max-points")
    {
        Description = "Largest grid that is done.",
        DefaultValueFactory = _ => UsualMostPoints,
        HelpName = "count",
    };

    /// <summary>The command.</summary>
    public SweepCommand(CliHost host)
        : base("sweep", "Measure a program at every point of a grid of devices, arrays, times and seeds.", host)
    {
        _vary.CompletionSources.Add(
            "seed=", "instance=", "device=", "array=", "time=", "temperature=", "device.levels=", "array.r_wire=",
            "array.adc.bits=");
        _output.Must(o => o is null || Formats.Contains(Path.GetExtension(o)), "a name that ends in .jsonl, .csv or .json");
        _instances.Must(n => n is null or >= 1, "at least 1");
        _mostPoints.Must(n => n is >= 1 and <= int.MaxValue, "from 1 to 2147483647");
        Add(_program);
        _data.AddTo(this);
        Add(_vary);
        Add(_output);
        _crossbar.AddTo(this);
        Add(_instances);
        Add(_restart);
        Add(_mostPoints);
        _answer.AddTo(this);
        _backend.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "neuro sweep net.nrx --data test.npz --vary seed=0..15 -o seeds.csv",
        "neuro sweep net.nrx --data test.npz --device pcm --array xbar-128 --vary device.levels=2..64 " +
            "--vary array.r_wire=0,0.35,1 --vary instance=0..15 -o study.jsonl",
    ];

    /// <inheritdoc/>
    public override string Next => "neuro report study.jsonl -o report.html";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        string output = context.Get(_output)!;
        string logPath = Path.ChangeExtension(output, ".jsonl");
        foreach (string path in new[] { output, logPath })
            OutputFile.RefuseInput(path, context.Get(_program), context.Get(_data.Data));
        Grid grid = GridOf(context);
        LoadedProgram loaded = LoadedProgram.Load(context.Get(_program));
        InputData input = _data.Open(context, loaded.Program);
        if (Chips.IsFabricated(loaded.Program))
            Chips.RefuseOthers(loaded, "--vary");
        ProgramStudy subject = SubjectOf(context, loaded, input, grid);
        StudyHeader header = new()
        {
            Program = loaded.Path,
            Data = context.Get(_data.Data)!,
            Samples = input.Samples.Count,
            Ticks = input.Ticks,
            Settings = subject.Settings,
            Axes = grid.Axes,
        };
        Study study = Run(context, grid, subject, header, logPath);
        Write(output, study);
        Print(context.Terminal, study, output);
        context.Terminal.Next($"neuro report {logPath} -o report.html");
        return Failures(context.Terminal, study) == 0 ? ExitCode.Ok : ExitCode.InputError;
    }

    private Grid GridOf(CommandContext context)
    {
        List<Diagnostic> wrong = [];
        List<Axis> axes = [];
        foreach (string text in context.Get(_vary)!)
        {
            try
            {
                axes.Add(AxisParser.Parse(text));
            }
            catch (FormatException e)
            {
                wrong.Add(DiagnosticCatalog.VariationInError.At(null, e.Message, "`neuro sweep --help` shows the forms"));
            }
        }
        Grid grid = new([.. axes]);
        if (grid.Count > context.Get(_mostPoints))
            wrong.Add(DiagnosticCatalog.GridTooLarge.At(null, grid.Count, context.Get(_mostPoints)));
        return wrong.Count == 0 ? grid : throw new DiagnosticException([.. wrong]);
    }

    private ProgramStudy SubjectOf(CommandContext context, LoadedProgram loaded, InputData input, Grid grid)
    {
        string answer = _answer.Resolve(context, loaded.Program, input);
        Variation variation = Variation.Of(
            grid.Axes, loaded.Program.Seed, context.Get(_instances) ?? 1,
            (device, array) => _crossbar.Resolve(context, loaded.Program, device, array)
                ?? CrossbarOptionSet.Present(loaded.Program));
        foreach (Diagnostic warning in variation.WithoutEffect())
            context.Terminal.Report(warning);
        return new(
            loaded.Program, input, answer, variation, _backend.Backend(context, input), _backend.Session(context).BatchSize);
    }

    private Study Run(CommandContext context, Grid grid, ProgramStudy subject, StudyHeader header, string path)
    {
        using StudyLog log = StudyLog.Open(path, header, context.Get(_restart));
        int kept = log.Study.Records.Length;
        if (kept > 0)
            context.Terminal.Note($"{kept} of {grid.Count} points are there already");
        using ProgressLine progress = new(context.Terminal, "sweeping");
        try
        {
            StudyRunner.Run(
                grid, subject, log, _backend.Threads(context), (done, total) => progress.Report(done, total, "points"),
                context.Cancellation);
        }
        catch (OperationCanceledException)
        {
            context.Terminal.Note(
                $"{log.Study.Records.Length} of {grid.Count} points are kept; the same command goes on with the rest");
            throw;
        }
        return log.Study;
    }

    private static void Write(string path, Study study)
    {
        switch (Path.GetExtension(path))
        {
            case ".csv": AtomicFile.Write(path, stream => StudyCsv.Write(stream, study)); break;
            case ".json": AtomicFile.Write(path, stream => StudyDocument.Write(stream, study)); break;
        }
    }

    private static void Print(Terminal terminal, Study study, string output)
    {
        terminal.Note($"wrote {output}");
        if (terminal.Json)
        {
            terminal.WriteJson("sweep", new
            {
                Points = study.Records.Length,
                Axes = study.Header.Axes.Select(a => new { a.Path, a.Values }),
                Results = study.Records.Select(r => new
                {
                    r.Point,
                    r.Values,
                    Accuracy = r.Result.Mean,
                    r.Result.Accuracies,
                    r.Result.Operations,
                    r.Result.Energy,
                    r.Result.Latency,
                    r.Result.Area,
                    r.Result.Error,
                }),
            });
            return;
        }
        foreach (Axis axis in study.Header.Axes)
            PrintAxis(terminal, study, axis);
    }

    private static void PrintAxis(Terminal terminal, Study study, Axis axis)
    {
        Spectre.Console.Table table = Tables.Create(axis.Path, "#mean accuracy", "#worst", "#best", "#chips");
        ImmutableArray<Spread> spreads = Spreads.Of(study, axis, r => r.Result.Accuracies);
        foreach (Spread s in spreads.Take(MostRows))
            table.Row(s.Value, Numbers.Percent(s.Mean), Numbers.Percent(s.Low), Numbers.Percent(s.High), s.Samples.Length);
        terminal.Write(table);
        if (spreads.Length > MostRows)
            terminal.Note($"{spreads.Length - MostRows} more values of {axis.Path} are in the file");
    }

    private static int Failures(Terminal terminal, Study study)
    {
        StudyRecord[] failed = [.. study.Records.Where(r => r.Result.Error is not null)];
        if (failed.Length > 0)
        {
            terminal.Report(DiagnosticCatalog.PointsFailed.At(
                $"point {failed[0].Point}: {string.Join(", ", failed[0].Values)}", failed.Length, study.Records.Length,
                failed[0].Result.Error));
        }
        return failed.Length;
    }
}
