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
        if (All.FirstOrDefault(o => context.Parse.GetResult(o) is { Implicit: false }) is { } given)
            throw new DiagnosticException(DiagnosticCatalog.ConversionOption.At(
                path, given.Name, "is for conventional networks (.onnx); this model spikes already"));
    }

    /// <summary>What the options say; <paramref name="ticks"/> are those of a sample, null for the usual.</summary>
    public ConversionOptions Resolve(CommandContext context, int? ticks)
    {
        ConversionOptions usual = new();
        return usual with
        {
            Method = Words.Parse<ConversionMethod>(context.Get(_method)) ?? usual.Method,
            Ticks = ticks ?? usual.Ticks,
            Percentile = context.Get(_balance) is { } text ? Percentile(text)!.Value : usual.Percentile,
            PerChannel = context.Get(_balancePer) == "channel",
            Code = Words.Parse<SpikeCode>(context.Get(_code)) ?? usual.Code,
            ActivationBits = context.Get(_activationBits) ?? usual.ActivationBits,
        };
    }

    private static double? Percentile(string text) => text == "max" ? 100
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double p) && p is > 0 and <= 100 ? p : null;
}
