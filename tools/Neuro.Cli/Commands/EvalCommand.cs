using System.CommandLine;
using Neuro.Cli.Crossbars;
using Neuro.Cli.Evaluation;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro eval</c>: accuracy and cost on labelled data, fixed point beside float.</summary>
internal sealed class EvalCommand : NeuroCommand
{
    private readonly ProgramArgument _program = new();
    private readonly DataOptionSet _data = new(required: true);
    private readonly BackendOptionSet _backend = new();
    private readonly AnswerOption _answer = new();
    private readonly ReadOutOptionSet _readOut = new();
    private readonly Option<string> _readOutData = new("--read-out-data")
    {
        Description = "Labelled samples to fit --read-out to; read as --data is.",
        HelpName = "file",
    };
    private readonly Option<string> _readOutLabels = new("--read-out-labels")
    {
        Description = "Their labels, as --labels.",
        HelpName = "file|array",
    };
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Write the program with the read-out that was fitted.",
        HelpName = "net.nrx",
    };
    private readonly CrossbarOptionSet _crossbars = new();
    private readonly Option<int?> _instances = new("--instances")
    {
        Description = "Chips to fabricate and evaluate, of a program that is bound to crossbars. Default: 1.",
        HelpName = "number",
    };
    private readonly EmulatedTargetOption _target = new();
    private readonly ChipOption _chip = new();
    private readonly Option<ulong?> _seed = new("--seed")
    {
        Description = "Seed of chips, noise and the program's own random numbers. Default: the program's.",
    };
    private readonly Option<bool> _noFloat = new("--no-float") { Description = "Do not run the float network beside." };

    /// <summary>The command.</summary>
    public EvalCommand(CliHost host)
        : base(
            "eval", "Measure a program's accuracy, spikes and synaptic events on labelled data, beside the float network, and " +
                "what chips with memristive crossbars make of it.", host)
    {
        Add(_program);
        _target.AddTo(this);
        _data.AddTo(this);
        _answer.AddTo(this);
        _readOut.AddTo(this);
        Add(_readOutData);
        Add(_readOutLabels);
        Add(_output);
        _crossbars.AddTo(this);
        Add(_instances);
        _chip.AddTo(this);
        Add(_seed);
        Add(_noFloat);
        _backend.AddTo(this);
        _instances.Must(n => n is null or >= 1, "1 or more");
        Validators.Add(result =>
        {
            if (result.GetResult(_instances) is not null && _chip.IsGiven(result))
                result.AddError("--instances evaluates chips 0, 1, …, --instance one of them: choose one");
            ReadOutOptionSet.Together(result, _readOut, _readOutData, _readOutLabels, _output);
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "neuro eval net.nrx --data test.npz",
        "neuro eval net.nrx --data t10k-images-idx3-ubyte --labels t10k-labels-idx1-ubyte --encoder rate --ticks 50",
        "neuro eval net.nrx --data samples/ --samples 0..99 --json",
        "neuro eval net.nrx --data test.npz --read-out ridge --read-out-data train.npz --read-out-bits 8 -o net-8.nrx",
        "neuro eval net.nrx --data test.npz --device pcm --array xbar-128 --instances 16 --time 1y",
        "neuro eval net.nrx --data test.npz --device pcm --array xbar-128 --set array.adc.bits=6",
    ];

    /// <inheritdoc/>
    public override string Next => "neuro record net.nrx --data test.npz -o golden.npz";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        LoadedProgram loaded = _target.Check(context, LoadedProgram.Load(context.Get(_program)));
        if (context.Get(_output) is { } file)
            OutputFile.RefuseInput(file, loaded.Path, context.Get(_data.Data), context.Get(_readOutData));
        InputData input = _data.Open(context, loaded.Program);
        loaded = WithReadOut(context, loaded);
        string output = _answer.Resolve(context, loaded.Program, input);
        loaded = Bound(context, loaded, input);
        EvaluationResult result = Evaluator.Run(
            context, loaded, input, output, _backend, !context.Get(_noFloat), ChipsOf(context, loaded));
        EvaluationReport.Print(context.Terminal, "eval", result);
        context.Terminal.Next($"neuro record {loaded.Path} {_data.Repeat(context)} -o golden.npz",
            $"neuro inspect {loaded.Path} --raster {_data.Repeat(context)} --sample 0");
        return ExitCode.Ok;
    }

    private LoadedProgram WithReadOut(CommandContext context, LoadedProgram loaded)
    {
        if (_readOut.Method(context) is not { } method)
            return loaded;
        InputData samples = _data.OpenOther(
            context, loaded.Program, context.Get(_readOutData)!, context.Get(_readOutLabels));
        SpikeProgram program = _readOut.Fit(
            context, loaded.Program, _answer.NameOf(context, loaded.Program), samples, method, _backend);
        if (context.Get(_output) is { } file)
        {
            ProgramPackage.Save(file, program);
            context.Terminal.Note($"wrote {file}");
        }
        return loaded with { Program = program };
    }

    private LoadedProgram Bound(CommandContext context, LoadedProgram loaded, InputData input)
    {
        SpikeProgram program = loaded.Program;
        if (context.Get(_seed) is { } seed)
            program = program with { Seed = seed };
        if (_crossbars.Resolve(context, program) is { } options)
        {
            List<Diagnostic> warnings = [];
            program = Chips.Bind(program, options, input, _backend.Backend(context, input), warnings).Program;
            foreach (Diagnostic warning in warnings)
                context.Terminal.Report(warning);
        }
        return loaded with { Program = program };
    }

    private IReadOnlyList<int> ChipsOf(CommandContext context, LoadedProgram loaded)
    {
        if (context.Get(_instances) is not null)
            Chips.RefuseOthers(loaded, "--instances");
        if (_chip.Chip(context) is not null)
            Chips.RefuseOthers(loaded, "--instance");
        return _chip.Chip(context) is { } chip ? [chip] : [.. Enumerable.Range(0, context.Get(_instances) ?? 1)];
    }
}
