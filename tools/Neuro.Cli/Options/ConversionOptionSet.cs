using System.CommandLine;
using System.Globalization;
using Neuro.Cli.Commands;
using Neuro.Compiler.Passes;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Templates;

namespace Neuro.Cli.Options;

/// <summary>The options that say how a conventional network (.onnx) becomes a spiking one.</summary>
internal sealed class ConversionOptionSet
{
    // A rate over 10,000 ticks is finer than weights of 12 bits; the trains of the samples are held in memory.
    private const int MostTicks = 10_000;

    private readonly Option<string?> _method = new("--conversion")
    {
        Description =
            "Of a .onnx model: rate (integrate and fire, reset by subtraction) or integer (exact for int8). Default: rate.",
    };
    private readonly Option<string?> _balance = new("--balance")
    {
        Description = "Rate: thresholds at the max of a layer's activations on the data, or at a percentile. Default: 99.9.",
        HelpName = "max|percentile",
    };
    private readonly Option<string?> _balancePer =
        new("--balance-per") { Description = "Rate: one threshold per layer or per channel. Default: layer." };
    private readonly Option<string?> _code = new("--code")
    {
        Description = "Integer: numbers as one graded payload, as unary or ternary spikes, or bitwise. Default: graded.",
    };
    private readonly Option<int?> _activationBits = new("--activation-bits")
    {
        Description = "Integer: bits of activations that the model does not quantise itself, 2 to 12. Default: 8.",
        HelpName = "bits",
    };

    /// <summary>The options of a command.</summary>
    public ConversionOptionSet()
    {
        _method.AcceptOnlyFromAmong(Words.Of<ConversionMethod>());
        _balancePer.AcceptOnlyFromAmong("layer", "channel");
        _code.AcceptOnlyFromAmong(Words.Of<SpikeCode>());
        _balance.Must(t => t is null || Percentile(t) is not null, "max, or a percentile above 0 and up to 100");
        _activationBits.Must(b => b is null or (>= 2 and <= 12), "2 to 12");
    }

    private Option[] All => [_method, _balance, _balancePer, _code, _activationBits];

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All) command.Add(option);
    }

    /// <summary>Says of an option that was given that a model in <paramref name="path"/> has no use for it.</summary>
    public void Refuse(CommandContext context, string path)
    {
        if (Given(context, All) is { } given)
            throw new DiagnosticException(DiagnosticCatalog.ConversionOption.At(
                path, given.Name, "is for conventional networks (.onnx); this model spikes already"));
    }

    /// <summary>What the options say; <paramref name="ticks"/> are those of a sample, null for the usual.</summary>
    /// <exception cref="DiagnosticException">An option was given that the conversion has no use for.</exception>
    public ConversionOptions Resolve(CommandContext context, string path, int? ticks)
    {
        ConversionOptions usual = new();
        ConversionMethod method = Words.Parse<ConversionMethod>(context.Get(_method)) ?? usual.Method;
        Option[] unused = method == ConversionMethod.Rate ? [_code, _activationBits] : [_balance, _balancePer];
        if (Given(context, unused) is { } given)
        {
            string other = method == ConversionMethod.Rate ? "integer" : "rate";
            throw new DiagnosticException(DiagnosticCatalog.ConversionOption.At(
                path, given.Name, $"is for --conversion {other}"));
        }
        if (method == ConversionMethod.Integer && ticks is not null)
        {
            throw new DiagnosticException(DiagnosticCatalog.ConversionOption.At(
                path, "--ticks", "is for --conversion rate; an integer conversion takes as many ticks as its code needs"));
        }
        if (ticks > MostTicks)
        {
            throw new DiagnosticException(DiagnosticCatalog.ConversionOption.At(
                path, "--ticks", $"is {ticks}; a conversion by rate takes at most {MostTicks}"));
        }
        return usual with
        {
            Method = method,
            Ticks = ticks ?? usual.Ticks,
            Percentile = context.Get(_balance) is { } text ? Percentile(text)!.Value : usual.Percentile,
            PerChannel = context.Get(_balancePer) == "channel",
            Code = Words.Parse<SpikeCode>(context.Get(_code)) ?? usual.Code,
            ActivationBits = context.Get(_activationBits) ?? usual.ActivationBits,
        };
    }

    private static Option? Given(CommandContext context, Option[] options) =>
        options.FirstOrDefault(o => context.Parse.GetResult(o) is { Implicit: false });

    private static double? Percentile(string text) => text == "max" ? 100
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double p) && p is > 0 and <= 100 ? p : null;
}
