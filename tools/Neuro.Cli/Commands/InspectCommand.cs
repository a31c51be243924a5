using System.CommandLine;
using System.CommandLine.Parsing;
using Neuro.Cli.Inspection;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Compiler.Frontends;
using Neuro.Compiler.Frontends.Network;
using Neuro.Compiler.Frontends.Onnx;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Runtime.Runs;
using Neuro.Targets;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro inspect</c>: what is in a program or a model, and what a program's spikes look like.</summary>
internal sealed class InspectCommand : NeuroCommand
{
    private readonly Argument<string> _file =
        new("file")
        {
            Description = "A compiled program (net.nrx, or its text form), a model (net.nir, net.onnx, net.net), net.json, or "
                + "what a board loads.",
            Arity = ArgumentArity.ZeroOrOne,
        };
    private readonly Option<bool> _layers =
        new("--layers") { Description = "Populations and projections as tables (the default)." };
    private readonly Option<bool> _text = new("--text") { Description = "The program in its text form, which parses back." };
    private readonly Option<bool> _dot =
        new("--dot") { Description = "The program's populations and projections as a drawing for Graphviz." };
    private readonly Option<bool> _schema =
        new("--schema") { Description = "Print the JSON Schema of net.json, without a file." };
    private readonly Option<string?> _rule = new("--rule")
    {
        Description = "Print a learning rule's definition with its equations and sources, without a file.",
        HelpName = "rule",
    };
    private readonly Option<bool> _raster = new("--raster") { Description = "Run a sample of --data and draw its spikes." };
    private readonly DataOptionSet _data = new(required: false);
    private readonly BackendOptionSet _backend = new();
    private readonly ChipOption _chip = new();

    /// <summary>The command.</summary>
    public InspectCommand(CliHost host)
        : base("inspect", "Show a program or a model: layers, text, JSON, or a spike raster.", host)
    {
        Add(_file);
        Add(_layers);
        Add(_text);
        Add(_dot);
        Add(_schema);
        Add(_rule);
        _rule.AcceptOnlyFromAmong([.. NetworkFrontend.Rules]);
        Add(_raster);
        _data.AddTo(this);
        _backend.AddTo(this);
        _chip.AddTo(this);
        Validators.Add(CheckViews);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "neuro inspect net.nir",
        "neuro inspect net.onnx",
        "neuro inspect net.nrx",
        "neuro inspect net.nrx --text",
        "neuro inspect hebbian.json --dot",
        "neuro inspect ranc-image",
        "neuro inspect --rule pair_stdp",
        "neuro inspect net.nrx --raster --data test.npz --sample 3",
    ];

    /// <inheritdoc/>
    public override string Next => "neuro eval net.nrx --data test.npz";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        if (context.Get(_schema) || context.Get(_rule) is not null)
        {
            context.Terminal.Out.Write(context.Get(_rule) is { } rule ? NetworkFrontend.RuleText(rule) : NetworkFrontend.Schema);
            return ExitCode.Ok;
        }
        string path = context.Get(_file);
        if (OnnxFrontend.Claims(path))
            return AnnView.Print(context.Terminal, path);
        if (IsModel(path))
        {
            LoadedModel model = FrontendRegistry.Load(path);
            foreach (Ir.Diagnostics.Diagnostic warning in model.Warnings)
                context.Terminal.Report(warning);
            ModelView.Print(context.Terminal, path, model.Graph);
            context.Terminal.Next($"neuro compile {path} --dialect norse");
            return ExitCode.Ok;
        }
        LoadedProgram loaded = LoadedProgram.Load(path);
        bool other = context.Get(_text) || context.Get(_raster) || context.Get(_dot);
        if (!other && !context.Terminal.Json && BoardFormats.DecoderOf(path) is { } board)
            context.Terminal.Write(board.Describe(path));
        foreach (Ir.Diagnostics.Diagnostic warning in loaded.Warnings)
            context.Terminal.Report(warning);
        if (context.Get(_raster))
            Draw(context, _chip.Fabricate(context, loaded));
        else if (context.Get(_dot))
            context.Terminal.Out.Write(ProgramDrawing.Dot(loaded.Program));
        else if (context.Get(_text) && !context.Terminal.Json)
            ProgramText.Print(loaded.Program, context.Terminal.Out, int.MaxValue);
        else
            ProgramView.Print(context.Terminal, loaded, withText: context.Get(_text));
        return ExitCode.Ok;
    }

    private static bool IsModel(string path) =>
        FrontendRegistry.All.Any(f => f.Extensions.Contains(Path.GetExtension(path).ToLowerInvariant()));

    private void CheckViews(CommandResult result)
    {
        if (result.GetValue(_raster) && result.GetResult(_data.Data) is null)
            result.AddError("--raster draws a sample of a data set; give --data FILE");
        int views = new[] { _raster, _text, _layers, _dot, _schema }.Count(result.GetValue)
            + (result.GetValue(_rule) is null ? 0 : 1);
        if (views > 1)
            result.AddError("choose one of --layers, --text, --dot, --raster, --schema and --rule");
        if (result.GetValue(_file) is null && !result.GetValue(_schema) && result.GetValue(_rule) is null)
            result.AddError("give a file, or --schema, or --rule NAME");
    }

    private void Draw(CommandContext context, LoadedProgram loaded)
    {
        Terminal terminal = context.Terminal;
        SpikeProgram program = loaded.Program;
        InputData input = _data.Open(context, program);
        if (!_data.ChoosesSamples(context))
            input = input with { Samples = [.. input.Samples.Take(1)] };
        string[] populations = [.. program.Populations.Where(p => !p.IsInput).OrderBy(p => p.Phase).Select(p => p.Name)];
        RunTrace trace = _backend.Run(context, program, input, new RecordingOptions { Spikes = [.. populations] }).Trace;
        if (terminal.Json)
        {
            terminal.WriteJson("inspect", new
            {
                View = "raster",
                trace.Ticks,
                Samples = Enumerable.Range(0, trace.Count).Select(i => Events(trace, populations, i)),
            });
            return;
        }
        SpikeRaster raster = new(terminal.Width, terminal.Unicode);
        for (int index = 0; index < trace.Count; index++)
        {
            int sample = trace.Samples[index];
            string label = input.Data.Labels is { } labels ? $", label {labels[sample]}" : "";
            terminal.Write($"sample {sample}{label}");
            WriteRaster(terminal, raster, input.Population, input.Data[sample].WithTicks(input.Ticks));
            foreach (string population in populations)
                WriteRaster(terminal, raster, population, trace.Spikes[population][index]);
        }
    }

    private static object Events(RunTrace trace, string[] populations, int index) => new
    {
        Sample = trace.Samples[index],
        Populations = populations.ToDictionary(
            p => p, p => Enumerable.Range(0, trace.Ticks).Select(t => trace.Spikes[p][index].IndicesAt(t).ToArray())),
    };

    private static void WriteRaster(Terminal terminal, SpikeRaster raster, string name, SpikeTrain train)
    {
        terminal.Write("");
        foreach (string line in raster.Render(name, train))
            terminal.Write(line);
    }
}
