using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Json;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>
/// Traces that rules read: memories of a population's events, kept by a population of their own that listens one to one. A trace
/// has 16 fraction bits and two states: x, with this tick's event, and before, without it. Pairings are
/// <list type="bullet">
/// <item>all: x ← x · e^(−dt/τ) + jump for each event (all-to-all);</item>
/// <item>nearest: x ← jump at an event, else x · e^(−dt/τ) (nearest neighbour);</item>
/// <item>age: ticks since the last event, 0 at it; 32767 for none yet or longer ago.</item>
/// </list>
/// Equal traces of a population are one.
/// </summary>
/// <param name="context">What lowering shares.</param>
internal sealed class Traces(NetworkContext context)
{
    /// <summary>Fraction bits of a trace.</summary>
    public const int Fraction = 16;

    private const string Memory =
        """
        acc in : i32
        param decay, jump
        state x : u30
        state before : u30
        kept  = mulshift x, decay, 30, nearest
        fired = ne in, 0
        up    = select fired, jump, OTHER
        now   = NOW
        last  = min now, 1073741823
        store x, last
        store before, kept
        """;

    private const string Age =
        """
        acc in : i32
        state x : u15
        state before : u15
        older = add x, 1
        kept  = min older, 32767
        fired = ne in, 0
        now   = select fired, 0, kept
        store x, now
        store before, kept
        """;

    private readonly Dictionary<(string, string, int, int, int), string> _made = [];

    /// <summary>Projections that lead to traces.</summary>
    public List<Projection> Projections { get; } = [];

    /// <summary>Populations of traces.</summary>
    public List<Population> Populations { get; } = [];

    /// <summary>The population that keeps a trace of <paramref name="source"/>.</summary>
    /// <param name="definition">The rule.</param>
    /// <param name="trace">The definition's entry: of, tau, pairing, jump.</param>
    /// <param name="source">The population that it remembers.</param>
    /// <param name="delay">Ticks after which an event enters it.</param>
    public string Of(Definition definition, JsonNode trace, LoweredPopulation source, int delay)
    {
        string pairing = definition.Substitute(trace.TextOf("pairing", "all")!, []);
        int decay = 0, jump = 0;
        if (pairing != "age")
        {
            double tau = definition.Scalar(trace["tau"]!.Word);
            if (tau <= 0)
                throw new DiagnosticException(DiagnosticCatalog.NetworkInvalid.At(
                    trace.Place, $"the time constant {trace["tau"]!.Word} of a trace is not above 0", "give it in seconds"));
            decay = (int)Math.Round(Math.ScaleB(Math.Exp(-context.TimeStep.ToDouble() / tau), 30));
            jump = Math.Clamp(definition.Integers("jump", $"({trace["jump"]?.Word ?? "1"}) * 2^{Fraction}")[0], 0, (1 << 24) - 1);
        }
        if (_made.TryGetValue((source.Name, pairing, decay, jump, delay), out string? name)) return name;
        name = $"{source.Name}.trace";
        for (int i = 2; context.Find(name) is not null || Populations.Exists(p => p.Name == name); i++)
            name = $"{source.Name}.trace_{i}";
        string lines = pairing == "age" ? Age : Memory
            .Replace("OTHER", pairing == "nearest" ? "kept" : "0", StringComparison.Ordinal)
            .Replace("NOW", pairing == "nearest" ? "max up, 0" : "add kept, up", StringComparison.Ordinal);
        ImmutableSortedDictionary<string, IrValue> none = ImmutableSortedDictionary<string, IrValue>.Empty;
        Populations.Add(new()
        {
            Name = name,
            Shape = source.Population.Shape,
            Neuron = context.Share(
                NetworkContext.Parse($"trace_{pairing}", lines, "traces") with { Kind = "trace" }, context.Neurons),
            Parameters = pairing == "age" ? none : none.Add("decay", decay).Add("jump", jump),
            Initial = pairing == "age" ? none.Add("x", short.MaxValue).Add("before", short.MaxValue) : none,
            Origin = source.Population.Origin,
        });
        Projections.Add(new()
        {
            Name = name,
            Source = source.Name,
            Target = name,
            Port = "in",
            Connectivity = new OneToOne(),
            Weight = 1,
            Delay = delay,
            Origin = source.Population.Origin,
        });
        _made.Add((source.Name, pairing, decay, jump, delay), name);
        return name;
    }
}
