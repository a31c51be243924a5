using System.CommandLine;
using System.CommandLine.Completions;
using Neuro.Cli.Commands;
using Neuro.Cli.Learning;
using Neuro.Emulator.Devices;
using Neuro.Emulator.Devices.Learning;
using Neuro.Ir;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;

namespace Neuro.Cli.Options;

/// <summary>The options that say what holds the weights while they are learned.</summary>
internal sealed class LearningDeviceOptionSet
{
    /// <summary>The name that stands for digital weights.</summary>
    public const string Digital = "digital";

    private static readonly DeviceLearningOptions Usual = new();
    private readonly Option<string> _devices = new("--device")
    {
        Description =
            "What holds the weights: digital, names of devices or their files, separated by commas. All learn the same, side " +
            "by " +
            "side. Default: what the program says.",
        HelpName = "names",
    };
    private readonly Option<string> _update = new("--update")
    {
        Description =
            "Cells of a weight: bidirectional (one, pulsed up and down), differential (two, one up and one down), " +
            "unidirectional " +
            "(two, only up, with refresh). Default: bidirectional.",
        HelpName = "kind",
    };
    private readonly Option<string> _pulses = new("--pulses")
    {
        Description =
            "How a change becomes whole pulses: nearest, accumulate (the fraction is kept per synapse), stochastic (it is the " +
            "chance of one more). Default: stochastic.",
        HelpName = "kind",
    };
    private readonly Option<int?> _bits = new("--conductance-bits")
    {
        Description = $"Bits that a cell's state is emulated with, 8 to 20. Default: {Usual.Bits}.",
        HelpName = "bits",
    };
    private readonly Option<int?> _most = new("--most-pulses")
    {
        Description = $"Most pulses of one change. Default: {Usual.MostPulses}.",
        HelpName = "count",
    };
    private readonly Option<double?> _refresh = new("--refresh-above")
    {
        Description = "Share of its range above which a cell that only goes up is refreshed. Default: the device's, or 0.9.",
        HelpName = "share",
    };
    private readonly Option<int?> _chip = new("--instance")
    {
        Description = "Number of the chip, which draws its cells' spread and faults. Default: 0.",
        HelpName = "number",
    };
    private readonly Option<bool> _noSpread =
        new("--no-spread") { Description = "All cells are the mean device, none is stuck." };

    /// <summary>The options of a command.</summary>
    public LearningDeviceOptionSet()
    {
        _devices.CompletionSources.Add(_ => [new(Digital), .. DeviceCatalog.Names.Select(n => new CompletionItem(n))]);
        _update.AcceptOnlyFromAmong([.. Enum.GetNames<DeviceUpdate>().Select(n => n.ToLowerInvariant())]);
        _pulses.AcceptOnlyFromAmong([.. Enum.GetNames<PulseRounding>().Select(n => n.ToLowerInvariant())]);
        _bits.Must(b => b is null or (>= 8 and <= 20), "from 8 to 20");
        _most.Must(n => n is null or (>= 1 and <= 4096), "from 1 to 4096");
        _refresh.Must(r => r is null or (> 0 and <= 1), "above 0, at most 1");
        _chip.Must(n => n is null or >= 0, "0 or more");
    }

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _devices, _update, _pulses, _bits, _most, _refresh, _chip, _noSpread })
            command.Add(option);
        command.Validators.Add(result =>
        {
            foreach (Option option in new Option[] { _update, _pulses, _bits, _most, _refresh, _chip, _noSpread })
            {
                if (result.GetResult(option) is { Implicit: false } && result.GetResult(_devices) is null)
                    result.AddError($"{option.Name} is about cells: name what they are with --device");
            }
        });
    }

    /// <summary>The programs to learn side by side, by what holds their weights.</summary>
    /// <exception cref="DiagnosticException">There is no such device, or it cannot learn the program.</exception>
    public IReadOnlyList<LearningVariant> Variants(CommandContext context, SpikeProgram program)
    {
        if (context.Get(_devices) is not { } names)
        {
            string? own = program.Projections.Select(p => p.Plasticity?.Commit?.Device).FirstOrDefault(d => d is not null);
            return [new(own ?? Digital, program)];
        }
        DeviceLearningOptions options = new()
        {
            Update = Parsed<DeviceUpdate>(context.Get(_update)) ?? Usual.Update,
            Rounding = Parsed<PulseRounding>(context.Get(_pulses)) ?? Usual.Rounding,
            Bits = context.Get(_bits) ?? Usual.Bits,
            MostPulses = context.Get(_most) ?? Usual.MostPulses,
            RefreshAbove = context.Get(_refresh),
            Chip = context.Get(_chip) ?? 0,
            Spread = !context.Get(_noSpread),
        };
        List<LearningVariant> variants = [];
        foreach (string name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == Digital)
            {
                variants.Add(new(Digital, program));
                continue;
            }
            DeviceModel device = DeviceCatalog.Load(name);
            foreach (Diagnostic warning in DeviceLearning.Warnings(device))
                context.Terminal.Report(warning);
            SpikeProgram bound = DeviceLearning.Bind(program, device, options);
            ProgramVerifier.ThrowIfInvalid(bound);
            variants.Add(new(device.Name, bound));
        }
        return variants;
    }

    private static T? Parsed<T>(string? word) where T : struct, Enum => word is null ? null
        : Enum.Parse<T>(word, ignoreCase: true);
}
