using System.CommandLine;
using System.Text.Json.Nodes;
using Neuro.Emulator.Devices;
using Neuro.Emulator.Devices.Pulses;
using Neuro.Ir;
using Neuro.Ir.Devices;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro devices show</c>.</summary>
internal sealed class DevicesShowCommand : NeuroCommand
{
    private readonly Argument<string> _name = DeviceArgument();

    /// <summary>The command.</summary>
    public DevicesShowCommand(CliHost host)
        : base("show", "Print a device's file in full; save it, change it, and use it by its path.", host) => Add(_name);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["neuro devices show pcm", "neuro devices show taox-hfox > mine.json"];

    /// <inheritdoc/>
    public override string Next => "neuro devices plot pcm";

    /// <summary>The argument of commands that take one device.</summary>
    public static Argument<string> DeviceArgument()
    {
        Argument<string> name = new("device")
        {
            Description = "Name of a device, or path of a device file.",
            HelpName = "device",
        };
        name.CompletionSources.Add([.. DeviceCatalog.Presets]);
        return name;
    }

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        DeviceModel device = DeviceCatalog.Load(context.Get(_name));
        string text = SpecificationJson.Print(device).TrimEnd();
        // Its own bounds can be one, as a device of no range that a file describes; then there is nothing to tabulate.
        PulseResponse? response = device.Pulse is { } pulse ? PulseResponse.Mean(pulse) : null;
        bool ranges = response is not null && response.Maximum > response.Minimum;
        PulseTables? tables = ranges ? PulseTables.Compile(response!, 31) : null;
        if (context.Terminal.Json)
        {
            context.Terminal.WriteJson("devices show", new
            {
                Device = JsonNode.Parse(text),
                Tables = tables is null ? null : new
                {
                    Bits = 31,
                    tables.Bytes,
                    tables.ErrorPerPulse,
                    tables.ErrorOverSweep,
                    tables.SweepPulses,
                },
            });
            return ExitCode.Ok;
        }
        context.Terminal.Write(text);
        if (tables is not null) context.Terminal.Note($"compiled tables: {tables}");
        return ExitCode.Ok;
    }
}
