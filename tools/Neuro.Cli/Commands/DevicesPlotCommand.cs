using System.CommandLine;
using System.Globalization;
using System.Text;
using Neuro.Cli.Devices;
using Neuro.Cli.Output;
using Neuro.Emulator.Devices;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Files;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro devices plot</c>.</summary>
internal sealed class DevicesPlotCommand : NeuroCommand
{
    private readonly Argument<string> _name = DevicesShowCommand.DeviceArgument();

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Write the curves to this file: a picture (.svg) or their numbers (.csv).",
        HelpName = "file",
    };

    private readonly Option<string?> _curve = new("--curve") { Description = "The only chart to plot." };

    /// <summary>The command.</summary>
    public DevicesPlotCommand(CliHost host)
        : base("plot", "Plot a device's answer to pulses, its programming error, its drift and its read noise.", host)
    {
        _curve.AcceptOnlyFromAmong(DeviceCharts.Keys);
        _output.Validators.Add(result =>
        {
            string extension = Path.GetExtension(result.GetValueOrDefault<string?>() ?? "").ToLowerInvariant();
            if (extension is not (".svg" or ".csv"))
                result.AddError($"'{result.GetValueOrDefault<string?>()}' is neither an .svg nor a .csv file");
        });
        Add(_name);
        Add(_output);
        Add(_curve);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["neuro devices plot pcm", "neuro devices plot taox-hfox --curve pulses", "neuro devices plot pcm -o pcm.svg"];

    /// <inheritdoc/>
    public override string Next => "neuro devices list";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        Terminal terminal = context.Terminal;
        DeviceModel device = DeviceCatalog.Load(context.Get(_name));
        string? curve = context.Get(_curve);
        DeviceChart[] charts = [.. DeviceCharts.Of(device).Where(c => curve is null || c.Key == curve)];
        if (charts.Length == 0)
            throw new DiagnosticException(DiagnosticCatalog.NothingToPlot.At(null, device.Name, curve ?? "error or change"));
        if (context.Get(_output) is { } output)
        {
            OutputFile.RefuseInput(output, context.Get(_name));
            string text = output.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
                ? Csv(charts) : DevicePicture.Draw(device.Name, device.Description, charts);
            AtomicFile.WriteAllBytes(output, Encoding.UTF8.GetBytes(text));
            terminal.Note($"wrote {output}");
        }
        if (terminal.Json)
        {
            terminal.WriteJson("devices plot", new { Device = device.Name, Charts = charts });
        }
        else if (context.Get(_output) is null)
        {
            foreach (DeviceChart chart in charts)
                foreach (string line in TerminalPlot.Draw(chart, terminal.Width, terminal.Unicode).Append(""))
                    terminal.Write(line);
            terminal.Next($"neuro devices plot {context.Get(_name)} -o {device.Name}.svg");
        }
        return ExitCode.Ok;
    }

    private static string Csv(DeviceChart[] charts)
    {
        StringBuilder csv = new("chart,curve,x,y\n");
        foreach (DeviceChart chart in charts)
            foreach (DeviceCurve curve in chart.Curves)
                for (int i = 0; i < curve.X.Length; i++)
                    _ = csv.Append(CultureInfo.InvariantCulture, $"{chart.Key},\"{curve.Name}\",{curve.X[i]:r},{curve.Y[i]:r}\n");
        return csv.ToString();
    }
}
