using System.CommandLine;
using Neuro.Cli.Crossbars;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Cli.Studies;
using Neuro.Cli.Studies.Analysis;
using Neuro.Cli.Studies.Pages;
using Neuro.Compiler.Passes;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Files;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro report</c>: one page of studies, and of a program on one device and array.</summary>
internal sealed class ReportCommand : NeuroCommand
{
    private const int UsualChips = 4;

    private readonly Argument<string[]> _files = new("files")
    {
        Description =
            "Studies (.jsonl or .json) of `neuro sweep`, and at most one program, which is taken apart: error budget, " +
            "conductances, ADC codes, cost.",
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
    private readonly Option<int> _instances = new("--instances")
    {
        Description = "Chips of the program that every number is a mean of.",
        HelpName = "count",
        DefaultValueFactory = _ => UsualChips,
    };

    /// <summary>The command.</summary>
    public ReportCommand(CliHost host)
        : base("report", "Make one page of studies, and of a program on one device and array.", host)
    {
        _instances.Must(n => n >= 1, "at least 1");
        Add(_files);
        Add(_output);
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
        Configuration? configuration = programs.Length > 0 ? Analyse(context, programs[0]) : null;
        if (configuration is not null)
            ConfigurationSection.AddTo(page, configuration);
        foreach ((string path, Study study) in studies)
            StudySection.AddTo(page, path, study);
        context.Cancellation.ThrowIfCancellationRequested();
        AtomicFile.Write(output, stream => page.Write(stream, $"From {string.Join(", ", files.Select(Path.GetFileName))}."));
        Print(context.Terminal, output, configuration, studies.Length);
        return ExitCode.Ok;
    }

    private static void Print(Terminal terminal, string output, Configuration? configuration, int studies)
    {
        if (terminal.Json)
        {
            terminal.WriteJson("report", new
            {
                Report = output,
                Studies = studies,
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

    private Configuration Analyse(CommandContext context, string path)
    {
        if (!_data.IsGiven(context))
            throw Usage($"'{path}' is a program, and nothing is given to run it on", "give labelled data: --data test.npz");
        LoadedProgram loaded = LoadedProgram.Load(path);
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
