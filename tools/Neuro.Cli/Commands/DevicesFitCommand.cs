using System.CommandLine;
using System.Text;
using Neuro.Cli.Devices;
using Neuro.Cli.Output;
using Neuro.Emulator.Devices.Fitting;
using Neuro.Ir;
using Neuro.Ir.Devices;
using Neuro.Runtime.Files;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro devices fit</c>.</summary>
internal sealed class DevicesFitCommand : NeuroCommand
{
    // Tables follow any data; they are chosen only where the two labels miss the curves' shape.
    private const double GoodEnough = 0.01;

    private readonly Argument<string> _data = new("data")
    {
        Description = "A table of reads: columns device, pulse, conductance (g_us, g_ns: with a unit) and direction.",
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The device file to write.",
        HelpName = "device.json",
        Required = true,
    };

    private readonly Option<string> _model = new("--model")
    {
        Description = "The pulse model to write; auto takes the tables where the labels miss the shape of the curves.",
        DefaultValueFactory = _ => "auto",
    };

    /// <summary>The command.</summary>
    public DevicesFitCommand(CliHost host)
        : base("fit", "Fit a device to measured up and down pulse trains of one or several devices.", host)
    {
        _model.AcceptOnlyFromAmong("auto", "nonlinear-pulse", "measured-step");
        Add(_data);
        Add(_output);
        Add(_model);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["neuro devices fit pulses.csv -o mine.json"];

    /// <inheritdoc/>
    public override string Next => "neuro devices plot ./mine.json";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        Terminal terminal = context.Terminal;
        string data = context.Get(_data), output = context.Get(_output)!;
        OutputFile.RefuseInput(output, data);
        PulseFitResult fit = PulseFit.Fit(PulseDataReader.ReadFile(data), data);
        bool tables = context.Get(_model) switch
        {
            "measured-step" => true,
            "nonlinear-pulse" => false,
            _ => fit.NonlinearResidual > GoodEnough && fit.MeasuredResidual < fit.NonlinearResidual / 2,
        };
        DeviceModel device = Device(fit, tables, data, output);
        DeviceRules.ThrowIfInvalid(device, output);
        AtomicFile.WriteAllBytes(output, Encoding.UTF8.GetBytes(SpecificationJson.Print(device)));
        Report(terminal, fit, tables, output);
        return ExitCode.Ok;
    }

    private static DeviceModel Device(PulseFitResult fit, bool tables, string data, string output) => new()
    {
        Name = Path.GetFileNameWithoutExtension(output),
        Description = $"Fitted to {fit.Trains} pulse trains of {fit.Devices} {(fit.Devices == 1 ? "device" : "devices")}.",
        Sources = [Path.GetFileName(data)],
        GMin = tables ? fit.MeasuredGMin : fit.NonlinearGMin,
        GMax = tables ? fit.MeasuredGMax : fit.NonlinearGMax,
        Pulse = tables ? fit.Measured : fit.Nonlinear,
        Programming = new() { Method = ProgrammingMethod.OpenLoop },
        ReadNoise = fit.ReadNoise > 0 ? new() { White = fit.ReadNoise } : null,
    };

    private static void Report(Terminal terminal, PulseFitResult fit, bool tables, string output)
    {
        if (terminal.Json)
        {
            terminal.WriteJson("devices fit", new
            {
                Output = output,
                Model = tables ? "measured_step" : "nonlinear_pulse",
                GMin = tables ? fit.MeasuredGMin : fit.NonlinearGMin,
                GMax = tables ? fit.MeasuredGMax : fit.NonlinearGMax,
                fit.Devices,
                fit.Trains,
                fit.ReadNoise,
                Nonlinear = new
                {
                    fit.Nonlinear.PMax,
                    fit.Nonlinear.PMaxLtd,
                    fit.Nonlinear.NlLtp,
                    fit.Nonlinear.NlLtd,
                    fit.Nonlinear.SigmaC2c,
                    fit.Nonlinear.SigmaD2d,
                    Residual = fit.NonlinearResidual,
                },
                Measured = new { Nodes = fit.Measured.Up.Length, fit.Measured.StepDtod, Residual = fit.MeasuredResidual },
                fit.Notes,
            });
            return;
        }
        NonlinearPulse n = fit.Nonlinear;
        Spectre.Console.Table table = Tables.Create("fitted", "#value");
        table.Row("devices, trains", $"{fit.Devices}, {fit.Trains}");
        (double minimum, double maximum) =
            tables ? (fit.MeasuredGMin, fit.MeasuredGMax) : (fit.NonlinearGMin, fit.NonlinearGMax);
        table.Row("conductance", $"{DeviceWords.Siemens(minimum)} to {DeviceWords.Siemens(maximum)}");
        table.Row("pulses up, down", $"{n.PMax}, {(n.PMaxLtd == 0 ? n.PMax : n.PMaxLtd)}");
        table.Row("nonlinearity LTP, LTD", $"{n.NlLtp:0.###}, {n.NlLtd:0.###}");
        table.Row("cycle to cycle", $"{n.SigmaC2c:0.00%} of the range a pulse");
        table.Row("device to device", $"{n.SigmaD2d:0.###} of the labels, {fit.Measured.StepDtod:0.0%} of the steps");
        table.Row("read noise", DeviceWords.Siemens(fit.ReadNoise));
        table.Row("residual, nonlinear pulse", $"{fit.NonlinearResidual:0.00%} of the range");
        table.Row("residual, step tables", $"{fit.MeasuredResidual:0.00%} of the range");
        table.Row("written", tables ? "measured_step" : "nonlinear_pulse");
        terminal.Write(table);
        foreach (string note in fit.Notes) terminal.Note($"note: {note}");
        terminal.Note($"wrote {output}");
        string path = output.Contains('/') || output.Contains('\\') ? output : $"./{output}";
        terminal.Next($"neuro devices plot {path}");
    }
}
