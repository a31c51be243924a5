using System.Collections.Immutable;
using System.CommandLine;
using Neuro.Cli.Output;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Onnx;
using Neuro.Targets;
using Neuro.Targets.Onnx;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro export</c>: writes a program in a form that another tool loads.</summary>
internal sealed class ExportCommand : NeuroCommand
{
    private readonly Options.ProgramArgument _program = new();
    private const string Onnx = "onnx";

    private readonly Option<string?> _format = new("--format")
    {
        Description = $"What to write: {string.Join(", ", Formats)}. Default: what the target loads, else onnx.",
        HelpName = "name",
    };
    private readonly Option<string?> _target = new("--target", "-t")
    {
        Description = "The board to write for, which the program must fit, or the path of its profile; `neuro targets list`.",
        HelpName = "target",
    };
    private readonly Option<string> _shape = new("--shape")
    {
        Description = "One tick, states in and states out, or a sequence of any number of ticks.",
        DefaultValueFactory = _ => "step",
        HelpName = "step|sequence",
    };
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The file to write.",
        HelpName = "net.onnx",
        Required = true,
    };
    private readonly Options.ChipOption _chip = new();
    private readonly Option<bool> _noReadNoise = new("--no-read-noise")
    {
        Description = "Leave out the read noise of crossbars, which ONNX models do not have.",
    };

    /// <summary>The command.</summary>
    public ExportCommand(CliHost host)
        : base("export", "Write a compiled program as what another tool or a board loads and gives the same spikes with.", host)
    {
        _format.AcceptOnlyFromAmong([.. Formats]);
        _target.CompletionSources.Add([.. TargetCatalog.Names]);
        _shape.AcceptOnlyFromAmong("step", "sequence");
        Add(_program);
        Add(_format);
        Add(_target);
        Add(_shape);
        Add(_output);
        _chip.AddTo(this);
        Add(_noReadNoise);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "neuro export net.nrx --format onnx -o net.onnx",
        "neuro export net.nrx --format onnx --shape sequence -o net-sequence.onnx",
        "neuro export net.nrx -t loihi1 -o net.net",
        "neuro export net.nrx -t ./my-chip.json -o chip.nxb",
        "neuro export net.nrx -t ranc -o net.ranc",
    ];

    /// <inheritdoc/>
    public override string Next => "neuro verify net.nrx --against net.onnx";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        string path = context.Get(_output)!;
        OutputFile.RefuseInput(path, context.Get(_program));
        LoadedProgram loaded = LoadedProgram.Load(context.Get(_program));
        TargetProfile? target = context.Get(_target) is { } name ? TargetCatalog.Load(name) : null;
        IBoardFormat? format = BoardFormats.Find(Format(context, target));
        if (format is not null && _chip.Chip(context) is not null)
            throw new DiagnosticException(DiagnosticCatalog.UsageError.At(
                null, "boards load a program's weights, not those of one fabricated chip", "leave --instance out"));
        return format is not null
            ? WriteBoard(context, loaded.Program, target, format, path)
            : WriteOnnx(context, _chip.Fabricate(context, loaded).Program, path);
    }

    private static IEnumerable<string> Formats => BoardFormats.All.Select(f => f.Name).Prepend(Onnx);

    private string Format(CommandContext context, TargetProfile? target)
    {
        string? asked = context.Get(_format);
        if (target is { Loads: null })
            throw new DiagnosticException(DiagnosticCatalog.UsageError.At(
                null, $"target {target.Name} loads no file of a public format", "leave -t out to write onnx"));
        return asked is not null && target is not null && asked != target.Loads
            ? throw new DiagnosticException(DiagnosticCatalog.UsageError.At(
                null, $"target {target.Name} loads {target.Loads}, not {asked}", $"give --format {target.Loads}, or none"))
            : asked ?? target?.Loads ?? Onnx;
    }

    private static int WriteBoard(
        CommandContext context, SpikeProgram program, TargetProfile? target, IBoardFormat format, string path)
    {
        // A program that was compiled for another target may exceed this one.
        if (target is not null)
            program = TargetFit.Run(program, target, allowSplit: false);
        ImmutableArray<Diagnostic> warnings = format.Write(program, target, path);
        Terminal terminal = context.Terminal;
        foreach (Diagnostic warning in warnings)
            terminal.Report(warning);
        terminal.Note($"wrote {path}");
        if (terminal.Json)
            terminal.WriteJson("export", new { Path = path, Format = format.Name, Warnings = warnings });
        terminal.Next(
            $"neuro inspect {path}",
            format is IBoardDecoder ? $"neuro run {path} --data test.npz" : $"neuro compile {path} -o again.nrx");
        return ExitCode.Ok;
    }

    private int WriteOnnx(CommandContext context, SpikeProgram program, string path)
    {
        OnnxExportOptions options = new()
        {
            Shape = context.Get(_shape) == "sequence" ? OnnxShape.Sequence : OnnxShape.Step,
            IgnoreReadNoise = context.Get(_noReadNoise),
        };
        (ModelProto model, OnnxInterface face) = OnnxExporter.Export(program, options);
        context.Cancellation.ThrowIfCancellationRequested();
        OnnxExporter.Save(model, path);
        Terminal terminal = context.Terminal;
        terminal.Note($"wrote {path}");
        if (terminal.Json)
            terminal.WriteJson("export", new { Path = path, Shape = context.Get(_shape), Interface = face });
        else
            Print(terminal, model);
        terminal.Next($"neuro verify {context.Get(_program)} --against {path}{_chip.Repeat(context)}");
        return ExitCode.Ok;
    }

    private static void Print(Terminal terminal, ModelProto model)
    {
        Spectre.Console.Table table = Tables.Create("", "tensor", "type", "shape");
        foreach ((string role, IEnumerable<ValueInfoProto> values) in
            new[] { ("in", model.Graph.Input.AsEnumerable()), ("out", model.Graph.Output.AsEnumerable()) })
        {
            foreach (ValueInfoProto value in values)
            {
                TypeProto.Types.Tensor tensor = value.Type.TensorType;
                IEnumerable<string> extents = tensor.Shape.Dim.Select(d => d.HasDimParam ? d.DimParam : $"{d.DimValue}");
                string type = ((TensorProto.Types.DataType)tensor.ElemType).ToString().ToLowerInvariant();
                table.Row(role, value.Name, type, $"({string.Join(", ", extents)})");
            }
        }
        terminal.Write(table);
    }
}
