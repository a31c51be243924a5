using Neuro.Cli.Devices;
using Neuro.Cli.Output;
using Neuro.Emulator.Devices;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro devices</c>: list, show, plot and fit.</summary>
internal sealed class DevicesCommand : NeuroCommand
{
    /// <summary>The command.</summary>
    public DevicesCommand(CliHost host)
        : base("devices", "List the memristive devices, show or plot one, or fit one to measured pulses.", host)
    {
        Add(new ListCommand(host));
        Add(new DevicesShowCommand(host));
        Add(new DevicesPlotCommand(host));
        Add(new DevicesFitCommand(host));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["neuro devices list", "neuro devices plot pcm"];

    /// <inheritdoc/>
    public override string Next => "neuro devices show taox-hfox";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context) => List(context.Terminal);

    private static int List(Terminal terminal)
    {
        DeviceModel[] devices = [.. Load(terminal)];
        if (terminal.Json)
        {
            terminal.WriteJson("devices list", new
            {
                Devices = devices.Select(d => new
                {
                    d.Name,
                    d.Description,
                    d.Sources,
                    d.GMin,
                    d.GMax,
                    d.Levels,
                    Pulse = Family(d),
                    Programming = DeviceWords.Of(d.Programming.Method),
                    Drift = d.Drift is null ? null : DeviceWords.Of(d.Drift),
                    Preset = DeviceCatalog.Presets.Contains(d.Name),
                }),
            });
            return ExitCode.Ok;
        }
        // What is left of the line when the other columns have what they need.
        int room = Math.Max(terminal.Width - 84, 16);
        Spectre.Console.Table table = Tables.Create("device", "conductance", "pulses", "drift", "what it is");
        foreach (DeviceModel d in devices)
        {
            string range = $"{DeviceWords.Siemens(d.GMin)} to {DeviceWords.Siemens(d.GMax)}";
            string drift = d.Drift is null ? "-" : DeviceWords.Of(d.Drift);
            table.Row(d.Name, range, Family(d) ?? "-", drift, Short(d.Description, room));
        }
        terminal.Write(table);
        terminal.Note(
            $"A file of your own is used by its path, or by its name where {DeviceCatalog.FoldersVariable} lists its folder.");
        terminal.Next("neuro devices plot pcm", "neuro devices show taox-hfox > mine.json");
        return ExitCode.Ok;
    }

    /// <summary>A user's file that is in error is reported, and the others are listed.</summary>
    private static IEnumerable<DeviceModel> Load(Terminal terminal)
    {
        foreach (string name in DeviceCatalog.Names)
        {
            DeviceModel? device = null;
            try
            {
                device = DeviceCatalog.Load(name);
            }
            catch (DiagnosticException e) when (!DeviceCatalog.Presets.Contains(name))
            {
                foreach (Diagnostic diagnostic in e.Diagnostics) terminal.Report(diagnostic);
            }
            if (device is not null) yield return device;
        }
    }

    private static string? Family(DeviceModel device) => device.Pulse is null ? null : DeviceWords.Of(device.Pulse);

    private static string Short(string text, int room)
    {
        string first = text.IndexOf(". ", StringComparison.Ordinal) is > 0 and int end ? text[..end] : text.TrimEnd('.');
        return first.Length <= room ? first : first[..(room - 3)].TrimEnd() + "...";
    }

    private sealed class ListCommand(CliHost host) : NeuroCommand("list", "List the devices.", host)
    {
        public override IReadOnlyList<string> Examples => ["neuro devices list --json"];

        public override string Next => "neuro devices show pcm";

        protected override int Execute(CommandContext context) => List(context.Terminal);
    }
}
