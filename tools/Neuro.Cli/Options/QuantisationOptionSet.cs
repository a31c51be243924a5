using System.CommandLine;
using System.CommandLine.Parsing;
using Neuro.Cli.Commands;
using Neuro.Compiler;
using Neuro.Compiler.Passes;
using Neuro.Ir;

namespace Neuro.Cli.Options;

/// <summary>The options that say which integers a model becomes. What is left out is the target's, within the defaults.</summary>
internal sealed class QuantisationOptionSet
{
    private static readonly (string Word, StepChooser Chooser)[] Choosers =
        [("mse", StepChooser.MeanSquaredError), ("max", StepChooser.Max), ("percentile", StepChooser.Percentile)];
    private static readonly (string Word, Rounding Rounding)[] Roundings =
    [
        ("nearest", Rounding.Nearest), ("even", Rounding.NearestEven), ("floor", Rounding.Floor), ("zero", Rounding.TowardZero),
        ("stochastic", Rounding.Stochastic),
    ];

    private readonly Option<int?> _weightBits = new("--weight-bits")
    {
        Description = "Bits of a weight, 1 to 16. Default: 8.",
        HelpName = "bits",
    };
    private readonly Option<string?> _per =
        new("--per") { Description = "One weight step per output channel or per tensor. Default: channel." };
    private readonly Option<string> _chooser = new("--chooser")
    {
        Description = "How steps are chosen.",
        DefaultValueFactory = _ => Choosers[0].Word,
    };
    private readonly Option<double> _percentile = new("--percentile")
    {
        Description = "Percentage of weights that --chooser percentile keeps.",
        DefaultValueFactory = _ => 99.9,
    };
    private readonly Option<int?> _stateBits = new("--state-bits")
    {
        Description = "Bits of a neuron's state. Default: 24.",
        HelpName = "bits",
    };
    private readonly Option<int?> _decayBits = new("--decay-bits")
    {
        Description = "Fraction bits of a decay. Default: 16.",
        HelpName = "bits",
    };
    private readonly Option<string?> _rounding = new("--rounding") { Description = "How decays round. Default: nearest." };
    private readonly Option<PayloadRange> _inputRange = new("--input-range")
    {
        Description = "Payloads that input events may carry: 0..1 for spikes, 0..255 for values. With --data, what it needs.",
        HelpName = "a..b",
        CustomParser = ParseRange,
        DefaultValueFactory = _ => new(0, 1),
    };
    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "Seed of the program's random numbers.",
        DefaultValueFactory = _ => 0,
    };

    /// <summary>The options of a command.</summary>
    public QuantisationOptionSet()
    {
        _percentile.Must(p => p is > 0 and <= 100, "more than 0 and at most 100");
        _per.AcceptOnlyFromAmong("channel", "tensor");
        _chooser.AcceptOnlyFromAmong([.. Choosers.Select(c => c.Word)]);
        _rounding.AcceptOnlyFromAmong([.. Roundings.Select(r => r.Word)]);
    }

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[]
            { _weightBits, _per, _chooser, _percentile, _stateBits, _decayBits, _rounding, _inputRange, _seed })
            command.Add(option);
    }

    /// <summary><paramref name="options"/> with these filled in.</summary>
    public CompileOptions Apply(CommandContext context, CompileOptions options)
    {
        PayloadRange range = context.Get(_inputRange);
        string? rounding = context.Get(_rounding);
        return options with
        {
            WeightBits = context.Get(_weightBits),
            PerChannel = context.Get(_per) switch { "channel" => true, "tensor" => false, _ => null },
            Chooser = Choosers.First(c => c.Word == context.Get(_chooser)).Chooser,
            Percentile = context.Get(_percentile),
            StateBits = context.Get(_stateBits),
            DecayBits = context.Get(_decayBits),
            Rounding = rounding is null ? null : Roundings.First(r => r.Word == rounding).Rounding,
            InputMinimum = range.Minimum,
            InputMaximum = range.Maximum,
            Seed = context.Get(_seed),
        };
    }

    /// <summary>Payloads that input events may carry.</summary>
    public PayloadRange InputRange(CommandContext context) => context.Get(_inputRange);

    /// <summary>The options that .net files heed.</summary>
    public Option[] OfNetFiles => [_inputRange];

    private static PayloadRange ParseRange(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (PayloadRange.TryParse(text) is { } range)
            return range;
        result.AddError($"'{text}' is not a range of payloads; write 0..1, 0..255 or -128..127");
        return default;
    }
}
