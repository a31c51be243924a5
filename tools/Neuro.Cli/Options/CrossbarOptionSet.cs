using System.CommandLine;
using System.CommandLine.Parsing;
using Neuro.Cli.Commands;
using Neuro.Cli.Crossbars;
using Neuro.Compiler.Passes;
using Neuro.Emulator.Crossbars;
using Neuro.Emulator.Devices;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Options;

/// <summary>The options that say what holds the weights: cells and arrays, when and how warm they are read, changes to
/// both.</summary>
internal sealed class CrossbarOptionSet
{
    private readonly Option<string?> _device = new("--device")
    {
        Description = "Memristive device that holds the weights, or path of its file; `neuro devices list`.",
        HelpName = "name|file",
    };
    private readonly Option<string?> _array = new("--array")
    {
        Description = $"Crossbar array, or path of its file: {string.Join(", ", ArrayCatalog.Names)}.",
        HelpName = "name|file",
    };
    private readonly Option<double?> _time = new("--time")
    {
        Description = "Time from programming to the reads: 1, 60s, 1h, 30d, 1y. Default: 1 s.",
        HelpName = "time",
        CustomParser = result => Parse(result, Duration.TryParse, "a time", Duration.Form),
    };
    private readonly Option<double?> _temperature = new("--temperature")
    {
        Description = "Temperature of the reads: 300, 358K, 85C. Default: the device's own.",
        HelpName = "kelvin",
        CustomParser = result => Parse(result, Kelvin.TryParse, "a temperature", Kelvin.Form),
    };
    private readonly Option<bool?> _compensation = new("--drift-compensation")
    {
        Description = "Make good the mean drift of each array by a common factor.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Change a member of the device or the array: device.levels=16, array.adc.bits=6, array.r_wire=0.35; may " +
            "be given several times.",
        HelpName = "path=value",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The options of a command.</summary>
    public CrossbarOptionSet()
    {
        _device.CompletionSources.Add([.. DeviceCatalog.Names]);
        _array.CompletionSources.Add([.. ArrayCatalog.Names]);
    }

    /// <summary>Programming to reads, where nothing is said: the time at which papers give conductances.</summary>
    private const double UsualTime = 1;

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [_device, _array, _time, _temperature, _compensation, _set];

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All)
            command.Add(option);
    }

    /// <summary>
    /// The binding asked for; null where nothing is asked for. What is left out is that of <paramref name="program"/>, where it
    /// is bound.
    /// </summary>
    /// <param name="context">The command.</param>
    /// <param name="program">A program that may be bound already.</param>
    /// <param name="device">A device that takes the place of the one asked for.</param>
    /// <param name="array">An array that takes the place of the one asked for.</param>
    /// <exception cref="DiagnosticException">The program is one chip already, there is no such device or array, one of them is
    /// not given, or a setting is wrong; every reason is in it.</exception>
    public BindOptions? Resolve(CommandContext context, SpikeProgram? program, string? device = null, string? array = null)
    {
        Option[] given = [.. All.Where(o => context.Parse.GetResult(o) is { Implicit: false })];
        if (given.Length == 0 && device is null && array is null)
            return null;
        // Bound anew it would be another chip, drawn from this one's seed.
        if (program is not null && Chips.IsFabricated(program))
            throw new DiagnosticException(
                DiagnosticCatalog.AlreadyFabricated.At(null, program.Name, string.Join(", ", given.Select(o => o.Name))));
        BindOptions? present = program is null ? null : Present(program);
        List<Diagnostic> wrong = [];
        DeviceModel? cells = Named(device ?? context.Get(_device), DeviceCatalog.Load, wrong) ?? present?.Device;
        CrossbarArray? arrays = Named(array ?? context.Get(_array), ArrayCatalog.Load, wrong) ?? present?.Array;
        SpecificationOverrides changes = SpecificationOverrides.None;
        try
        {
            changes = SpecificationOverrides.Parse(context.Get(_set)!);
        }
        catch (DiagnosticException e)
        {
            wrong.AddRange(e.Diagnostics);
        }
        if (wrong.Count > 0)
            throw new DiagnosticException([.. wrong]);
        if (cells is null || arrays is null)
            throw new DiagnosticException(Missing(given, cells, arrays));
        return changes.Apply(new BindOptions
        {
            Device = cells,
            Array = arrays,
            Time = context.Get(_time) ?? present?.Time ?? UsualTime,
            Temperature = context.Get(_temperature) ?? present?.Temperature ?? 0,
            DriftCompensation = context.Get(_compensation) ?? present?.DriftCompensation ?? false,
        });
    }

    /// <summary>What <paramref name="program"/> is bound to already; null for digital weights.</summary>
    public static BindOptions? Present(SpikeProgram program) =>
        program.Projections.Select(p => p.Crossbar).FirstOrDefault(c => c is not null) is { } binding
            ? new()
            {
                Device = program.Devices.First(d => d.Name == binding.Device),
                Array = program.CrossbarArrays.First(a => a.Name == binding.Array),
                Time = binding.Time,
                Temperature = binding.Temperature,
                DriftCompensation = binding.DriftCompensation,
            }
            : null;

    private static T? Named<T>(string? name, Func<string, T> load, List<Diagnostic> wrong) where T : class
    {
        try
        {
            return name is null ? null : load(name);
        }
        catch (DiagnosticException e)
        {
            wrong.AddRange(e.Diagnostics);
            return null;
        }
    }

    private Diagnostic Missing(Option[] given, DeviceModel? device, CrossbarArray? array) => (device, array) switch
    {
        (null, null) => DiagnosticCatalog.NotBound.At(null, string.Join(", ", given.Select(o => o.Name))),
        (null, _) => DiagnosticCatalog.BindingIncomplete.At(
            null, _array.Name, _device.Name, string.Join(", ", DeviceCatalog.Names)),
        _ => DiagnosticCatalog.BindingIncomplete.At(null, _device.Name, _array.Name, string.Join(", ", ArrayCatalog.Names)),
    };

    private static double? Parse(ArgumentResult result, Func<string, double?> parse, string what, string form)
    {
        string text = result.Tokens[0].Value;
        if (parse(text) is { } value)
            return value;
        result.AddError($"'{text}' is not {what}; write {form}");
        return null;
    }
}
