using System.CommandLine;
using Neuro.Cli.Output;
using Neuro.Ir;
using Neuro.Onnx;
using Neuro.Targets.Onnx;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro export</c>: writes a program in a form that another tool loads.</summary>
internal sealed class ExportCommand : NeuroCommand
{
    private readonly Options.ProgramArgument _program = new();
    private readonly Option<string> _format = new("--format")
    {
        Description = "What to write: onnx.",
        DefaultValueFactory = _ => "onnx",
        HelpName = "name",
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
        : base("export", "Write a compiled program as a standard ONNX model that gives the same spikes, bit for bit.", host)
    {
        _format.AcceptOnlyFromAmong("onnx");
        _shape.AcceptOnlyFromAmong("step", "sequence");
        Add(_program);
        Add(_format);
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
    ];

    /// <inheritdoc/>
    public override string Next => "neuro verify net.nrx --against net.onnx";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        string path = context.Get(_output)!;
        OutputFile.RefuseInput(path, context.Get(_program));
        SpikeProgram program = _chip.Fabricate(context, LoadedProgram.Load(context.Get(_program))).Program;
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
