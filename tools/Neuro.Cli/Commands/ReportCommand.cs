using System.CommandLine;
using Neuro.Cli.Crossbars;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Cli.Studies;
using Neuro.Cli.Studies.Analysis;
using Neuro.Cli.Studies.Pages;
using Neuro.Compiler.Passes;
using Neuro.Compiler.Reports;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Runtime.Files;
using Neuro.Targets;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro report</c>: one page of studies, and of a program on a board's cores or on one device and array.</summary>
internal sealed class ReportCommand : NeuroCommand
{
    private const int UsualChips = 4;

    private readonly Argument<string[]> _files = new("files")
    {
        Description =
            "Studies (.jsonl or .json) of `neuro sweep`, and at most one program: where it was compiled for a board with " +
            "cores, their map; with --data, what a device and an array make of it: error budget, conductances, ADC codes, cost.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly DataOptionSet _data = new(required: false);
    private readonly CrossbarOptionSet _crossbar = new();
    private readonly BackendOptionSet _backend = new();
    private readonly AnswerOption _answer = new();
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The page.",
        HelpName = "report.html",
        DefaultValueFactory = _ => "report.html",
    };
    private readonly Option<string?> _target = new("--target", "-t")
    {
        Description = "Profile of the board that the program was compiled for, where it is a file.",
        HelpName = "chip.json",
    };
    private readonly Option<int> _instances = new("--instances")
    {
        Description = "Chips of the program that every number is a mean of.",
        HelpName = "count",
        DefaultValueFactory = _ => UsualChips,
    };

    /// <summary>The command.</summary>
    public ReportCommand(CliHost host)
        : base("report", "Make one page of studies, and of a program on a board's cores or on one device and array.", host)
    {
        _instances.Must(n => n >= 1, "at least 1");
        Add(_files);
        Add(_output);
        Add(_target);
        _data.AddTo(this);
        _crossbar.AddTo(this);
        Add(_instances);
        _answer.AddTo(this);
        _backend.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "neuro report study.jsonl -o report.html",
        "neuro report net.nrx --data test.npz --device pcm --array xbar-128 -o report.html",
        "neuro report net.nrx -o cores.html",
        "neuro report net.nrx study.jsonl --data test.npz --device pcm --array xbar-128 --time 1y",
    ];

    /// <inheritdoc/>
    public override string Next => "neuro sweep net.nrx --data test.npz --vary seed=0..15 -o study.jsonl";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        string[] files = context.Get(_files);
        string output = context.Get(_output)!;
        OutputFile.RefuseInput(output, [.. files, context.Get(_data.Data)]);
        if (files.FirstOrDefault(StudyReader.IsTable) is { } table)
            throw Usage($"'{table}' is a table of a study", $"give the study itself: {Path.ChangeExtension(table, ".jsonl")}");
        string[] programs = [.. files.Where(f => !StudyReader.IsStudy(f))];
        if (programs.Length > 1)
            throw Usage($"'{programs[0]}' and '{programs[1]}' are both programs", "make a page for each");
        (string Path, Study Study)[] studies =
            [.. files.Where(StudyReader.IsStudy).Select(f => (f, StudyReader.Load(f)))];
        HtmlPage page = new(programs.Length > 0 ? $"Neuro report: {Path.GetFileName(programs[0])}" : "Neuro report");
        LoadedProgram? program = programs.Length > 0 ? LoadedProgram.Load(programs[0]) : null;
        MappingReport? mapping = program is not null ? Map(context, program, page) : null;
        Configuration? configuration =
            program is not null && (mapping is null || IsToRun(context)) ? Analyse(context, program) : null;
        if (configuration is not null)
            ConfigurationSection.AddTo(page, configuration);
        foreach ((string path, Study study) in studies)
            StudySection.AddTo(page, path, study);
        context.Cancellation.ThrowIfCancellationRequested();
        AtomicFile.Write(output, stream => page.Write(stream, $"From {string.Join(", ", files.Select(Path.GetFileName))}."));
        Print(context.Terminal, output, mapping, configuration, studies.Length);
        return ExitCode.Ok;
    }

    private static void Print(
        Terminal terminal, string output, MappingReport? mapping, Configuration? configuration, int studies)
    {
        if (terminal.Json)
        {
            terminal.WriteJson("report", new
            {
                Report = output,
                Studies = studies,
                Mapping = mapping,
                Configuration = configuration is null ? null : new
                {
                    Device = configuration.Options.Device.Name,
                    Array = configuration.Options.Array.Name,
                    configuration.Options.Time,
                    Accuracies = configuration.Chips.Chips.Select(c => c.Answers.Accuracy),
                    configuration.Budget,
                    Adcs = configuration.Adcs.Select(a => new
                    {
                        a.Layer,
                        a.Conversions,
                        CodesUsed = a.Codes.Count,
                        Codes = a.IsBounded ? a.Available : (long?)null,
                        a.Entropy,
                        a.ClippedShare,
                    }),
                },
            });
            return;
        }
        terminal.Write(output);
        terminal.Note("one file, readable without a network");
    }

    /// <summary>Adds the map of the cores that a program was placed on; null where there is none to show.</summary>
    private MappingReport? Map(CommandContext context, LoadedProgram loaded, HtmlPage page)
    {
        if (loaded.Program.Placement is not { } placement)
            return context.Get(_target) is null ? null : throw Usage(
                $"'{loaded.Path}' is not placed on cores", "leave -t out, or compile the program for a board with cores");
        string? given = context.Get(_target);
        if (given is null && !TargetCatalog.Names.Contains(placement.Target))
        {
            if (!IsToRun(context))
                throw Usage(
                    $"'{loaded.Path}' was compiled for '{placement.Target}', a profile of your own",
                    "give its file: -t chip.json");
            context.Terminal.Note($"no map of {placement.Target}'s cores: give its profile with -t");
            return null;
        }
        TargetProfile target = TargetCatalog.Load(given ?? placement.Target);
        if (target.Name != placement.Target)
            throw Usage(
                $"'{loaded.Path}' was compiled for '{placement.Target}', not for '{target.Name}'",
                "give the profile of that one");
        MappingReporter reporter = new(loaded.Program, target, null);
        MappingReport mapping = reporter.Mapping();
        MappingSection.AddTo(page, mapping, reporter.Time(), target);
        return mapping;
    }

    /// <summary>Whether a program's answers are asked for, and not its map alone.</summary>
    private bool IsToRun(CommandContext context) => _data.IsGiven(context)
        || _crossbar.All.Any(o => context.Parse.GetResult(o) is { Implicit: false });

    private Configuration Analyse(CommandContext context, LoadedProgram loaded)
    {
        string path = loaded.Path;
        if (!_data.IsGiven(context))
            throw Usage($"'{path}' is a program, and nothing is given to run it on", "give labelled data: --data test.npz");
        InputData input = _data.Open(context, loaded.Program);
        string answer = _answer.Resolve(context, loaded.Program, input);
        if (Chips.IsFabricated(loaded.Program))
            Chips.RefuseOthers(loaded, "report");
        BindOptions options = _crossbar.Resolve(context, loaded.Program) ?? CrossbarOptionSet.Present(loaded.Program)
            ?? throw Usage($"'{path}' has digital weights, and no device to hold them is given", "give --device and --array");
        ConfigurationAnalysis analysis = new(
            loaded.Program, input, answer, _backend.Backend(context, input), _backend.Session(context),
            [.. Enumerable.Range(0, context.Get(_instances))]);
        using ProgressLine progress = new(context.Terminal, "analysing");
        return analysis.Run(
            path, options, (done, total) => progress.Report(done, total, "evaluations"), context.Cancellation);
    }

    private static DiagnosticException Usage(string what, string hint) => new(DiagnosticCatalog.UsageError.At(null, what, hint));
}
