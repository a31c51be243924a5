using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Neuro.Cli.Commands;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Options;

/// <summary>The options that say how a model's equations become steps: a dialect, and the knobs behind it.</summary>
internal sealed class DialectOptionSet
{
    // No projection waits longer.
    private const int LongestLag = 65_535;
    private static readonly string LagRule = $"0 to {LongestLag}";

    private readonly Option<string?> _dialect = new("--dialect")
    {
        Description = $"The simulator whose steps to follow: {string.Join(", ", DialectRegistry.All.Select(d => d.Name))}.",
        HelpName = "name",
    };
    private readonly Option<Rational?> _timeStep = new("--dt")
    {
        Description = "Seconds per tick: 1e-4, 0.001 or 1/1000. Default: the dialect's, 1e-4.",
        HelpName = "seconds",
        CustomParser = ParseTimeStep,
    };
    private readonly Option<string?> _integrator =
        new("--integrator") { Description = "Decay 1-dt/tau (euler) or exp(-dt/tau) (exact), of membrane and synapse." };
    private readonly Option<string?> _gain =
        new("--input-gain") { Description = "Gain of input: dt/tau (euler), 1-exp(-dt/tau) (exact) or 1 (unit)." };
    private readonly Option<string?> _reset =
        new("--reset") { Description = "What a spike does to v: zero, subtract the threshold, or to-value (v_reset)." };
    private readonly Option<string?> _comparator =
        new("--comparator") { Description = "A spike where v > threshold (gt) or v >= threshold (ge)." };
    private readonly Option<string?> _decide =
        new("--decide") { Description = "Spikes are decided before or after the tick's update of v." };
    private readonly Option<bool?> _multiSpike = new("--multi-spike")
    {
        Description = "Let a tick carry several spikes, floor(v / threshold).",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<int?> _inputLag = new("--input-lag") { Description = "Ticks that input waits.", HelpName = "ticks" };
    private readonly Option<int?> _recurrentLag = new("--recurrent-lag")
    {
        Description = "Ticks that a recurrent connection waits.",
        HelpName = "ticks",
    };

    /// <summary>The options of a command.</summary>
    public DialectOptionSet()
    {
        _dialect.CompletionSources.Add([.. DialectRegistry.All.Select(d => d.Name)]);
        _dialect.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. DialectRegistry.All.Select(d => d.Name)]);
        _integrator.AcceptOnlyFromAmong(Words.Of<Integrator>());
        _gain.AcceptOnlyFromAmong(Words.Of<InputGain>());
        _reset.AcceptOnlyFromAmong(Words.Of<ResetMode>());
        _comparator.AcceptOnlyFromAmong("gt", "ge");
        _decide.AcceptOnlyFromAmong("before", "after");
        _inputLag.Must(IsLag, LagRule);
        _recurrentLag.Must(IsLag, LagRule);
    }

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All)
            command.Add(option);
    }

    /// <summary>Says of an option that was given that a model in <paramref name="path"/> has no use for it.</summary>
    public void Refuse(CommandContext context, string path)
    {
        if (All.FirstOrDefault(o => context.Parse.GetResult(o) is { Implicit: false }) is { } given)
            throw new DiagnosticException(DiagnosticCatalog.ConversionOption.At(
                path, given.Name, "is for spiking models; a conventional network takes --conversion"));
    }

    private Option[] All =>
        [_dialect, _timeStep, _integrator, _gain, _reset, _comparator, _decide, _multiSpike, _inputLag, _recurrentLag];

    /// <summary>Whether a dialect was named.</summary>
    public bool IsNamed(CommandContext context) => context.Get(_dialect) is not null;

    /// <summary>The dialect with the knobs applied; NIR's own equations, solved exactly, where none is named.</summary>
    public Dialect Resolve(CommandContext context)
    {
        Dialect dialect = context.Get(_dialect) is { } name ? DialectRegistry.Find(name)! : DialectRegistry.Exact;
        Integrator? integrator = Words.Parse<Integrator>(context.Get(_integrator));
        return dialect with
        {
            TimeStep = context.Get(_timeStep) ?? dialect.TimeStep,
            Membrane = integrator ?? dialect.Membrane,
            Synapse = integrator ?? dialect.Synapse,
            Gain = Words.Parse<InputGain>(context.Get(_gain)) ?? dialect.Gain,
            Reset = Words.Parse<ResetMode>(context.Get(_reset)) ?? dialect.Reset,
            Comparator = GivenComparator(context) ?? dialect.Comparator,
            Decision = context.Get(_decide) switch
            {
                "before" => SpikeDecision.BeforeUpdate,
                "after" => SpikeDecision.AfterUpdate,
                _ => dialect.Decision,
            },
            MultiSpike = context.Get(_multiSpike) ?? dialect.MultiSpike,
            InputLag = context.Get(_inputLag) ?? dialect.InputLag,
            RecurrentLag = context.Get(_recurrentLag) ?? dialect.RecurrentLag,
        };
    }

    /// <summary>The comparator, where one was given.</summary>
    public Comparator? GivenComparator(CommandContext context) => context.Get(_comparator) switch
    {
        "gt" => Comparator.GreaterThan,
        "ge" => Comparator.GreaterOrEqual,
        _ => null,
    };

    /// <summary>Seconds per tick, where they were given.</summary>
    public Rational? GivenTimeStep(CommandContext context) => context.Get(_timeStep);

    /// <summary>The options that .net files heed.</summary>
    public Option[] OfNetFiles => [_comparator, _timeStep];

    private static Rational? ParseTimeStep(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Rational.TryParse(text, out Rational fraction))
            return fraction;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            && seconds is >= 1e-12 and <= 1e3)
            return Rational.FromDouble(seconds);
        result.AddError($"'{text}' is not a time step; write seconds, such as 1e-4, 0.001 or 1/1000");
        return null;
    }

    private static bool IsLag(int? ticks) => ticks is null or (>= 0 and <= LongestLag);
}
