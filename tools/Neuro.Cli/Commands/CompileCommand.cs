using System.CommandLine;
using System.CommandLine.Parsing;
using Neuro.Cli.Crossbars;
using Neuro.Cli.Inspection;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Compiler;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Frontends;
using Neuro.Compiler.Frontends.LavaNet;
using Neuro.Compiler.Frontends.Network;
using Neuro.Compiler.Frontends.Onnx;
using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using Neuro.Compiler.Reports;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Targets;
using Neuro.Targets.Ranc;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro compile</c>: from a trained model to a fixed-point program.</summary>
internal sealed class CompileCommand : NeuroCommand
{
    private readonly Argument<string> _model =
        new("model")
        {
            Description = "A trained network (net.nir, net.onnx, net.net), one that learns (net.json), or a program as text.",
        };
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The package to write. Default: the model's name with .nrx, in the current folder.",
        HelpName = "net.nrx",
    };
    private readonly Option<string> _target = new("--target", "-t")
    {
        Description = "Target, or path of a profile; `neuro targets list`.",
        DefaultValueFactory = _ => TargetCatalog.Default,
        HelpName = "target",
    };
    private readonly Option<bool> _allowSplit =
        new("--allow-split") { Description = "Let a layer take several cores where it exceeds one." };
    private readonly DialectOptionSet _dialect = new();
    private readonly QuantisationOptionSet _quantisation = new();
    private readonly DataOptionSet _data = new(required: false);
    private readonly CrossbarOptionSet _crossbars = new();
    private readonly Option<int?> _instance = new("--instance")
    {
        Description = "Write this chip, from 0, fabricated, instead of the program that chips are fabricated from.",
        HelpName = "chip",
    };
    private readonly ConversionOptionSet _conversion = new();
    private readonly LavaNetOptionSet _lavaNet = new();
    private readonly Option<string[]> _dumpAfter = new("--dump-ir-after")
    {
        Description = "Print the model or program after this step, or after all.",
        HelpName = "step|all",
        DefaultValueFactory = _ => [],
    };
    private readonly Option<string?> _stopAfter = new("--stop-after")
    {
        Description = "Stop after this step, print its result and write no package.",
        HelpName = "step",
    };
    private readonly Option<bool> _timePasses = new("--time-passes") { Description = "Print how long each step took." };

    /// <summary>The command.</summary>
    public CompileCommand(CliHost host)
        : base(
            "compile", $"Compile a trained model to a fixed-point program. Steps: {string.Join(", ", Pipeline.StepNames)}.", host)
    {
        _target.CompletionSources.Add([.. TargetCatalog.Names]);
        _dumpAfter.AcceptOnlyFromAmong([.. AllSteps, "all"]);
        _stopAfter.AcceptOnlyFromAmong([.. AllSteps]);
        Add(_model);
        Add(_output);
        Add(_target);
        Add(_allowSplit);
        _dialect.AddTo(this);
        _quantisation.AddTo(this);
        _data.AddTo(this);
        _crossbars.AddTo(this);
        Add(_instance);
        _instance.Must(k => k is null or >= 0, "0 or more");
        _conversion.AddTo(this);
        _lavaNet.AddTo(this);
        Add(_dumpAfter);
        Add(_stopAfter);
        Add(_timePasses);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "neuro compile net.nir --dialect norse --dt 1e-3",
        "neuro compile net.nir --dialect sinabs --data calibration.npz -o net.nrx",
        "neuro compile net.nir --dialect snntorch -t generic-cores --weight-bits 4 --per tensor",
        "neuro compile net.nir --dialect norse --stop-after discretise",
        "neuro compile net.onnx --data calibration.npz -T 64",
        "neuro compile net-int8.onnx --conversion integer --code bitwise",
        "neuro compile hebbian.json -o net.nrx",
        "neuro compile lava-dl.net -o net.nrx",
        "neuro compile net.nir --dialect lava -t loihi1",
        "neuro compile net.nir --dialect norse -t ranc",
        "neuro compile hand-written.ir -o net.nrx",
        "neuro compile net.nir --dialect norse --data calibration.npz --device pcm --array xbar-128",
    ];

    /// <inheritdoc/>
    public override string Next => "neuro eval net.nrx --data test.npz";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        string path = context.Get(_model);
        bool board = BoardFormats.DecoderOf(path) is not null;
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new DiagnosticException(DiagnosticCatalog.FileNotFound.At(null, path));
        OutputFile.RefuseInput(PackagePath(context, path), path, context.Get(_data.Data));
        if (LavaNetFrontend.Claims(path))
            return CompileNet(context, path);
        _lavaNet.Refuse(context, path);
        bool text = path.EndsWith(".ir", StringComparison.OrdinalIgnoreCase) || NetworkFrontend.Claims(path) || board;
        return text ? CompileText(context, path)
            : OnnxFrontend.Claims(path) ? CompileAnn(context, path)
            : CompileModel(context, path);
    }

    private static IEnumerable<string> AllSteps => Pipeline.StepNames.Union(AnnPipeline.StepNames);

    private int CompileAnn(CommandContext context, string path)
    {
        _dialect.Refuse(context, path);
        CompileResult result = AnnCompiler.Run(
            context, path, _conversion, _data, Configure(context, DialectRegistry.Exact, null));
        foreach (Diagnostic diagnostic in result.Diagnostics)
            context.Terminal.Report(diagnostic);
        string? package = null;
        if (context.Get(_stopAfter) is null)
        {
            package = PackagePath(context, path);
            context.Cancellation.ThrowIfCancellationRequested();
            ProgramPackage.Save(package, path, result);
        }
        Print(context, [], result, package);
        return ExitCode.Ok;
    }

    private int CompileModel(CommandContext context, string path)
    {
        Terminal terminal = context.Terminal;
        _conversion.Refuse(context, path);
        Dialect dialect = _dialect.Resolve(context);
        if (!_dialect.IsNamed(context))
            terminal.Report(DiagnosticCatalog.DialectAssumed.At(path, dialect.Name, dialect.Equation));
        LoadedModel model = FrontendRegistry.Load(path);
        foreach (Diagnostic warning in model.Warnings)
            terminal.Report(warning);
        CompileResult result = Fabricated(context, Compile(context, model, dialect));
        foreach (Diagnostic diagnostic in result.Diagnostics.Except(model.Warnings))
            terminal.Report(diagnostic);
        string? package = context.Get(_stopAfter) is null ? Save(context, path, dialect, result) : null;
        Print(context, model.Warnings, result, package);
        return ExitCode.Ok;
    }

    // A program in text form or a network in JSON is fixed-point already: it is fitted to the target and packed.
    private int CompileText(CommandContext context, string path)
    {
        RefuseOthers(
            context, path,
            BoardFormats.DecoderOf(path) is not null ? "what a board loads"
                : NetworkFrontend.Claims(path) ? "a network in JSON" : "a program in text form",
            "-o, -t, --allow-split and those of crossbars and of their data do", []);
        LoadedProgram loaded = LoadedProgram.Load(path);
        foreach (Diagnostic warning in loaded.Warnings)
            context.Terminal.Report(warning);
        return Pack(context, path, loaded.Program);
    }

    // So is a network of lava-dl.
    private int CompileNet(CommandContext context, string path)
    {
        RefuseOthers(
            context, path, "a .net file", "its numbers are the chip's: it takes -o, -t, --dt, --comparator and what it lacks",
            [.. _lavaNet.All, .. _dialect.OfNetFiles, .. _quantisation.OfNetFiles]);
        (SpikeProgram program, IReadOnlyList<Diagnostic> warnings) =
            LavaNetFrontend.Load(path, _lavaNet.Resolve(context, _dialect, _quantisation));
        foreach (Diagnostic warning in warnings)
            context.Terminal.Report(warning);
        return Pack(context, path, program);
    }

    private void RefuseOthers(CommandContext context, string path, string what, string hint, Option[] more)
    {
        OptionResult? foreign = Options.Select(o => context.Parse.GetResult(o)).FirstOrDefault(
            r => r is { Implicit: false } && !Enumerable.Contains(
                [_output, _target, _allowSplit, _instance, .. _crossbars.All, .. _data.All, .. more], r.Option));
        if (foreign is not null)
            throw new DiagnosticException(DiagnosticCatalog.UsageError.At(
                path, $"{foreign.Option.Name} does not apply to {what}", hint));
    }

    private int Pack(CommandContext context, string path, SpikeProgram program)
    {
        TargetProfile target = TargetCatalog.Load(context.Get(_target)!);
        program = TargetFit.Run(program, target, context.Get(_allowSplit));
        ProgramVerifier.ThrowIfInvalid(program);
        Map(context, program);
        program = BoundText(context, path, program, target);
        string package = PackagePath(context, path);
        ProgramPackage.Save(package, program);
        if (context.Terminal.Json)
            context.Terminal.WriteJson("compile", new { Model = path, Package = package });
        else
        {
            ProgramView.Print(context.Terminal, new(package, program, true, null), withText: false);
            MappingReporter? mapping = program.Placement is null ? null : new(program, target, null);
            MappingSummary.Print(context.Terminal, mapping?.Mapping(), mapping?.Time() ?? MappingReporter.ConstantTime(target));
        }
        context.Terminal.Note($"wrote {package}");
        context.Terminal.Next($"neuro run {package} --data test.npz", $"neuro inspect {package} --text");
        return ExitCode.Ok;
    }

    // Cores that neurons are repeated on are known only when they are laid out; what does not fit is said now, not at export.
    private void Map(CommandContext context, SpikeProgram program)
    {
        TargetProfile target = TargetCatalog.Load(context.Get(_target)!);
        if (target.Arithmetic.Neurons == NeuronFamily.Ranc)
            context.Terminal.Note($"{target.Name}: {RancEncoder.Encode(program, target)}");
    }

    private SpikeProgram BoundText(CommandContext context, string path, SpikeProgram program, TargetProfile target)
    {
        if ((_crossbars.Resolve(context, program) ?? TargetBinding.Of(target)) is { } binding)
        {
            List<Diagnostic> warnings = [];
            InputData? input = _data.IsGiven(context) ? _data.Open(context, program) : null;
            BoundProgram bound = Chips.Bind(program, binding, input, Backends.Cpu, warnings);
            TargetBinding.Check(bound.Program, bound.Reports.Values, target);
            program = bound.Program;
            foreach (Diagnostic warning in warnings)
                context.Terminal.Report(warning);
        }
        return Fabricated(context, path, program);
    }

    private SpikeProgram Fabricated(CommandContext context, string path, SpikeProgram program)
    {
        if (context.Get(_instance) is not { } chip)
            return program;
        Chips.RefuseOthers(new(path, program, false, null), _instance.Name);
        return Chips.Fabricate(program, chip).Program;
    }

    private CompileResult Fabricated(CommandContext context, CompileResult result) =>
        context.Get(_stopAfter) is null && result.Program is { } program
            ? result with { Program = Fabricated(context, context.Get(_model), program) }
            : result;

    private CompileOptions Configure(CommandContext context, Dialect dialect, CalibrationData? calibration)
    {
        string? stopAfter = context.Get(_stopAfter);
        string[] dumps = context.Get(_dumpAfter)!;
        return _quantisation.Apply(context, new CompileOptions
        {
            Dialect = dialect,
            Target = TargetCatalog.Load(context.Get(_target)!),
            AllowSplit = context.Get(_allowSplit),
            Calibration = calibration,
            Backend = Backends.Cpu,
            Binding = _crossbars.Resolve(context, null),
            StopAfter = stopAfter,
            DumpAfter = stopAfter is not null && dumps.Length == 0 ? [stopAfter] : [.. dumps],
        });
    }

    private CompileResult Compile(CommandContext context, LoadedModel model, Dialect dialect)
    {
        CompileOptions options = Configure(context, dialect, Calibration(context, model.Graph));
        using ProgressLine progress = new(context.Terminal, "compiling");
        return Pipeline.Run(model.Graph, options, (step, number) =>
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Terminal.Detail($"step {number}/{Pipeline.StepNames.Length}: {step}");
            progress.Report(number - 1, Pipeline.StepNames.Length, step);
        });
    }

    private CalibrationData? Calibration(CommandContext context, ModelGraph graph)
    {
        const int Usual = 16;
        if (!_data.IsGiven(context))
            return null;
        int[][] inputs = [.. graph.Nodes.OfType<InputNode>().Select(n => n.Extents.Values.Select(e => (int)e).ToArray())];
        Runtime.Data.SpikeDataset data = _data.Open(context, inputs.Length == 1 ? inputs[0] : null);
        IReadOnlyList<int> samples = _data.Samples(context, data);
        return new(data.Select(samples), _data.ChoosesSamples(context) ? samples.Count : Usual, _data.Ticks(context));
    }

    private string PackagePath(CommandContext context, string model) =>
        context.Get(_output) ?? Path.ChangeExtension(Path.GetFileName(model), ".nrx");

    private string Save(CommandContext context, string model, Dialect dialect, CompileResult result)
    {
        Map(context, result.Program!);
        string path = PackagePath(context, model);
        context.Cancellation.ThrowIfCancellationRequested();
        ProgramPackage.Save(path, model, dialect, result);
        return path;
    }

    private void Print(
        CommandContext context, IReadOnlyList<Diagnostic> warnings, CompileResult result, string? package)
    {
        Terminal terminal = context.Terminal;
        if (terminal.Json)
        {
            terminal.WriteJson("compile", new
            {
                Model = context.Get(_model),
                Package = package,
                Report = result.Report is { } made ? System.Text.Json.Nodes.JsonNode.Parse(made.ToJson()) : null,
                Warnings = warnings.Concat(result.Diagnostics).Distinct(),
                Steps = result.Steps.Select(s => new { s.Name, Milliseconds = s.Elapsed.TotalMilliseconds, s.Dump }),
            });
            return;
        }
        foreach (StepOutcome step in result.Steps.Where(s => s.Dump is not null))
            terminal.Write($"# after {step.Name}\n{step.Dump!.TrimEnd()}\n");
        if (package is not null)
            CompileSummary.Print(terminal, result.Report!);
        if (package is not null && result.Report!.Conversion is { } conversion)
            ConversionSummary.Print(terminal, conversion);
        if (context.Get(_timePasses))
            PrintTimes(terminal, result.Steps);
        if (package is null)
            return;
        terminal.Note($"wrote {package}");
        terminal.Next($"neuro eval {package} {(_data.IsGiven(context) ? _data.Repeat(context) : "--data test.npz")}",
            $"neuro inspect {package}");
    }

    private static void PrintTimes(Terminal terminal, IReadOnlyList<StepOutcome> steps)
    {
        Spectre.Console.Table table = Tables.Create("step", "#milliseconds");
        foreach (StepOutcome step in steps)
            table.Row(step.Name, $"{step.Elapsed.TotalMilliseconds:F1}");
        terminal.Write(table);
    }
}
