using System.CommandLine;
using System.CommandLine.Parsing;
using Neuro.Cli.Commands;
using Neuro.Cli.ReadOuts;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Runs;

namespace Neuro.Cli.Options;

/// <summary>The options that fit a read-out to labelled samples.</summary>
internal sealed class ReadOutOptionSet
{
    private const int UsualBits = 16;

    private readonly Option<ReadOutMethod?> _method = new("--read-out")
    {
        Description =
            "Fit a read-out of the output's counts first: assigned (each neuron votes for the class it fires most for), " +
            "template " +
            "(the class whose mean counts have the largest cosine), ridge[:LAMBDA] (least squares). Default: the one that the " +
            "program carries, else the neuron with the largest count.",
        HelpName = "method",
        CustomParser = result =>
        {
            ReadOutMethod? method = ReadOutMethod.TryParse(result.Tokens[0].Value);
            if (method is null)
                result.AddError($"'{result.Tokens[0].Value}' is no read-out; there are {ReadOutMethod.Usage}");
            return method;
        },
    };
    private readonly Option<int> _bits = new("--read-out-bits")
    {
        Description = "Bits of a read-out's weights.",
        DefaultValueFactory = _ => UsualBits,
        HelpName = "bits",
    };

    /// <summary>The options of a command.</summary>
    public ReadOutOptionSet()
    {
        _method.CompletionSources.Add(ReadOutMethod.Assigned, ReadOutMethod.Template, ReadOutMethod.LeastSquares);
        _bits.Must(b => b is >= 2 and <= 24, "from 2 to 24");
    }

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        command.Add(_method);
        command.Add(_bits);
    }

    /// <summary>The method asked for; null for none.</summary>
    public ReadOutMethod? Method(CommandContext context) => context.Get(_method);

    /// <summary>The method asked for, or the one that <paramref name="program"/> names for itself; null for none.</summary>
    public ReadOutMethod? Method(CommandContext context, SpikeProgram program) => Method(context)
        ?? program.Metadata.GetValueOrDefault("readout.kind") switch
        {
            "labels" => new(ReadOutMethod.Assigned, 0),
            "ridge" => ReadOutMethod.TryParse(
                $"{ReadOutMethod.LeastSquares}:{program.Metadata.GetValueOrDefault("readout.penalty") ?? "1"}"),
            _ => null,
        };

    /// <summary><paramref name="program"/> with a read-out of <paramref name="output"/> fitted to
    /// <paramref name="input"/>.</summary>
    /// <exception cref="DiagnosticException">The samples have no labels, or there are none.</exception>
    public SpikeProgram Fit(
        CommandContext context, SpikeProgram program, string output, InputData input, ReadOutMethod method,
        BackendOptionSet backend)
    {
        int[] labels = Labels(input);
        DatasetRun run = backend.Run(context, program, input, new RecordingOptions { Counts = [output] });
        return ReadOutFit.Fit(
            method, run.Trace, output, labels, context.Get(_bits)).Store(program);
    }

    /// <summary>Refuses options of a fit without it, and a fit without samples.</summary>
    public static void Together(
        CommandResult result, ReadOutOptionSet set, Option<string> data, Option<string> labels, Option output)
    {
        bool fits = result.GetResult(set._method) is not null;
        if (fits && result.GetResult(data) is null)
            result.AddError($"{set._method.Name} is fitted to labelled samples: give them with {data.Name}");
        foreach (Option option in new[] { data, labels, output })
        {
            if (!fits && result.GetResult(option) is { Implicit: false })
                result.AddError($"{option.Name} is about a read-out that is fitted: say how with {set._method.Name}");
        }
    }

    /// <summary>Bits of a read-out's weights.</summary>
    public int Bits(CommandContext context) => context.Get(_bits);

    /// <summary>The labels of the samples of <paramref name="input"/>.</summary>
    /// <exception cref="DiagnosticException">NEU6512: there are none, or a negative one.</exception>
    public static int[] Labels(InputData input) =>
        input.Data.Labels is { } labels && input.Samples.Count > 0 && input.Samples.All(s => labels[s] >= 0)
            ? [.. input.Samples.Select(s => labels[s])]
            : throw new DiagnosticException(DiagnosticCatalog.NoLabels.At(null, input.Data.Name));
}
