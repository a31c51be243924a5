using System.CommandLine;
using System.CommandLine.Parsing;
using Neuro.Cli.Commands;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Runtime.Encoding;
using Neuro.Targets.Ranc;

namespace Neuro.Cli.Options;

/// <summary>The options that say what a network is fed with.</summary>
internal sealed class DataOptionSet
{
    private readonly Option<string> _labels = new("--labels")
    {
        Description = "Labels: a file (npy, npz, idx, csv), an array of the npz, or none. Default: where the format keeps them.",
        HelpName = "file|array",
    };
    private readonly Option<string> _format = new("--format")
    {
        Description =
            $"Format of the data: {string.Join(", ", DataFormats.All.Select(f => f.Name))}. Default: by the file's name.",
    };
    private readonly Option<string> _array = new("--data-array")
    {
        Description = "Array of the npz that holds the spikes or values.",
        HelpName = "name",
    };
    private readonly Option<string> _layout =
        new("--layout") { Description = "Axes of the array: B sample, T tick, N neurons. Default: BTN; BN with an encoder." };
    private readonly Option<int?> _ticks = new("--ticks", "-T")
    {
        Description = "Ticks per sample. Default: as recorded, or as the program was converted for.",
    };
    private readonly Option<int?> _tickMicroseconds =
        new("--tick-us") { Description = "Microseconds per tick of recordings in µs. Default: 1000." };
    private readonly Option<string> _encoder = new("--encoder")
    {
        Description = $"Turns values into spikes. {string.Join("; ", Encoder.All.Select(e => e.Usage))}",
        HelpName = "encoder",
    };
    private readonly Option<double?> _fullScale =
        new("--full-scale") { Description = "The value that an encoder takes as 1. Default: 255 for bytes." };
    private readonly Option<string> _split =
        new("--split") { Description = "Part of a folder with labels.csv to take. Default: all." };
    private readonly Option<string> _input = new("--input")
    {
        Description = "Input population that the data feeds, where there are several.",
        HelpName = "population",
    };
    private readonly Option<SampleRange?> _samples = new("--samples", "--sample")
    {
        Description = "Samples to use: 7, 0..9, or 0..9,20,30..; Default: all.",
        HelpName = "numbers",
        CustomParser = ParseSamples,
    };

    /// <summary>The options of a command.</summary>
    /// <param name="required">Whether the command is useless without data.</param>
    public DataOptionSet(bool required)
    {
        Data = new("--data", "-d")
        {
            Description = "Spikes, or values with --encoder: npz, npy, N-MNIST, idx, csv.",
            HelpName = "file",
            Required = required,
        };
        _labels.CompletionSources.Add("none");
        _format.AcceptOnlyFromAmong([.. DataFormats.All.Select(f => f.Name)]);
        _encoder.CompletionSources.Add([.. Encoder.All.Select(e => e.Name)]);
        _ticks.Must(n => n is null or >= 1, "at least 1");
        _tickMicroseconds.Must(n => n is null or >= 1, "at least 1");
        _fullScale.Must(v => v is null or (> 0 and < double.PositiveInfinity), "a number above 0");
    }

    /// <summary>The file.</summary>
    public Option<string> Data { get; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All =>
        [Data, _labels, _samples, _ticks, _encoder, _fullScale, _array, _layout, _format, _tickMicroseconds, _split, _input];

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All)
            command.Add(option);
    }

    /// <summary>The options as they were given, without the choice of samples, for the next command to take over.</summary>
    public string Repeat(CommandContext context) => string.Join(' ', All
        .Where(o => o != _samples)
        .Select(o => context.Parse.GetResult(o))
        .Where(r => r is { Implicit: false })
        .Select(r => $"{r!.Option.Name} {string.Join(' ', r.Tokens.Select(t => Quote(t.Value)))}"));

    private static string Quote(string text) => text.Any(char.IsWhiteSpace) ? $"'{text}'" : text;

    /// <summary>Whether data was given.</summary>
    public bool IsGiven(CommandContext context) => context.Get(Data) is not null;

    /// <summary>Whether samples were chosen.</summary>
    public bool ChoosesSamples(CommandContext context) => context.Get(_samples) is not null;

    /// <summary>The ticks asked for, or null.</summary>
    public int? Ticks(CommandContext context) => context.Get(_ticks);

    /// <summary>Opens the data for <paramref name="program"/> and checks that it fits.</summary>
    public InputData Open(CommandContext context, SpikeProgram program)
    {
        Population input = InputOf(context, program);
        string path = context.Get(Data)!;
        SpikeDataset data = RancImage.Claims(path)
            ? RancBench.Data(RancReader.Read(path)) : DataFormats.Open(path, OptionsFor(context, program));
        if (data.Neurons != input.Size)
        {
            throw new DiagnosticException(DiagnosticCatalog.DataDoesNotFit.At(
                context.Get(Data), data.Name, Size(data.Shape, data.Neurons), input.Name, Size([.. input.Shape], input.Size)));
        }
        return new(data, Samples(context, data), input.Name, context.Get(_ticks) ?? data.Ticks)
        {
            Values = program.Metadata.ContainsKey("encoder")
                ? () => OpenValues(context, program.Metadata.GetValueOrDefault("input") == "integers")
                : null,
        };
    }

    /// <summary>Opens all samples of another file, which is read as the options say of the first one.</summary>
    /// <param name="context">The command.</param>
    /// <param name="program">The program that it is to fit.</param>
    /// <param name="file">The file.</param>
    /// <param name="labels">Its labels, as --labels has them; null for those that the format keeps.</param>
    public InputData OpenOther(CommandContext context, SpikeProgram program, string file, string? labels)
    {
        Population input = InputOf(context, program);
        SpikeDataset data = DataFormats.Open(file, OptionsFor(context, program) with { Labels = labels });
        if (data.Neurons != input.Size)
        {
            throw new DiagnosticException(DiagnosticCatalog.DataDoesNotFit.At(
                file, data.Name, Size(data.Shape, data.Neurons), input.Name, Size([.. input.Shape], input.Size)));
        }
        return new(data, [.. Enumerable.Range(0, data.Count)], input.Name, context.Get(_ticks) ?? data.Ticks);
    }

    /// <summary>Opens the data without a program to compare it with.</summary>
    /// <param name="context">The command.</param>
    /// <param name="shape">Shape of the network's input, for lists of events, which need not reach its last neuron.</param>
    public SpikeDataset Open(CommandContext context, int[]? shape) =>
        DataFormats.Open(context.Get(Data)!, Options(context) with { EventShape = shape });

    /// <summary>
    /// Opens the data as values, for a conventional network; bytes are images of 0 to 255, unless it takes them so.
    /// </summary>
    public AnalogDataset OpenValues(CommandContext context, bool integers)
    {
        DataOptions options = Options(context);
        return AnalogDataset.Open(
            context.Get(Data)!, options with { KeepsScale = true, FullScale = options.FullScale ?? (integers ? 1 : null) });
    }

    // A program that was converted from a conventional network knows how its input is encoded, and for how long.
    private DataOptions OptionsFor(CommandContext context, SpikeProgram program)
    {
        Population input = InputOf(context, program);
        DataOptions options = Options(context) with { EventShape = [.. input.Shape] };
        // A network in JSON names an encoder for each input.
        if (options.Encoder is null && program.Metadata.GetValueOrDefault($"encoder.{input.Name}") is { } named)
            return options with { Encoder = Parsed(named) };
        return options.Encoder is not null || program.Metadata.GetValueOrDefault("encoder") is not { } encoder
            ? options
            : options with
            {
                Encoder = Encoder.Parse(encoder),
                Ticks = options.Ticks
                    ?? (int.TryParse(program.Metadata.GetValueOrDefault("ticks"), out int ticks) ? ticks : null),
                FullScale = options.FullScale ?? (program.Metadata.GetValueOrDefault("input") == "integers" ? 1 : null),
                KeepsScale = true,
            };
    }

    private DataOptions Options(CommandContext context) => new()
    {
        Format = context.Get(_format),
        Array = context.Get(_array),
        Layout = context.Get(_layout),
        Labels = context.Get(_labels),
        Ticks = context.Get(_ticks),
        TickMicroseconds = context.Get(_tickMicroseconds),
        Encoder = EncoderOf(context),
        FullScale = context.Get(_fullScale),
        Split = context.Get(_split),
    };

    /// <summary>The samples asked for, of <paramref name="data"/>.</summary>
    public IReadOnlyList<int> Samples(CommandContext context, SpikeDataset data) => Samples(context, data.Count);

    /// <summary>The samples asked for, of <paramref name="count"/>.</summary>
    public IReadOnlyList<int> Samples(CommandContext context, int count)
    {
        (IReadOnlyList<int> samples, int? beyond) = (context.Get(_samples) ?? SampleRange.All).Resolve(count);
        return beyond is { } number
            ? throw new DiagnosticException(DiagnosticCatalog.NoSuchSample.At(context.Get(Data), number, count))
            : samples;
    }

    private Population InputOf(CommandContext context, SpikeProgram program)
    {
        Population[] inputs = [.. InputFeed.Open(program)];
        string names = string.Join(", ", inputs.Select(p => p.Name));
        if (context.Get(_input) is { } name)
        {
            return inputs.FirstOrDefault(p => p.Name == name)
                ?? throw new DiagnosticException(DiagnosticCatalog.NoSuchPopulation.At(null, name, $"the inputs are {names}"));
        }
        return inputs.Length == 1 ? inputs[0] : throw new DiagnosticException(DiagnosticCatalog.SeveralInputs.At(null, names));
    }

    private Encoder? EncoderOf(CommandContext context) => context.Get(_encoder) is { } text ? Parsed(text) : null;

    private static Encoder Parsed(string text)
    {
        try
        {
            return Encoder.Parse(text);
        }
        catch (FormatException e)
        {
            throw new DiagnosticException(DiagnosticCatalog.UsageError.At(
                null, $"--encoder: {e.Message}", string.Join("; ", Encoder.All.Select(x => x.Usage))), e);
        }
    }

    private static string Size(int[] shape, int neurons) =>
        shape.Length > 1 ? $"shape ({string.Join(", ", shape)}), {neurons} neurons" : $"{neurons} neurons";

    private static SampleRange? ParseSamples(ArgumentResult result)
    {
        SampleRange? range = SampleRange.TryParse(result.Tokens[0].Value);
        if (range is null)
            result.AddError($"'{result.Tokens[0].Value}' is not a list of samples; write 7, 0..9, or 0..9,20");
        return range;
    }
}
