using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Json;
using Neuro.Ir.Learning;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>
/// Where the parameters of a rule's micro-programs read: a constant of the rule (an expression), or one of its inputs, as the
/// rule says or as its user says instead:
/// <code>
/// pre event, pre emitted, post event, post delayed
/// pre state NAME, post state NAME
/// modulator POPULATION.STATE, pre modulator POPULATION.STATE, post modulator POPULATION.STATE
/// trace NAME, trace NAME before
/// gathered NAME
/// </code>
/// </summary>
internal sealed class RuleInputs(
    NetworkContext context, Traces traces, Definition definition, JsonNode use, Projection projection,
    LoweredPopulation source, LoweredPopulation target, WeightFormat format, string suffix)
{
    private readonly Dictionary<string, RuleInput> _made = new(StringComparer.Ordinal);

    /// <summary>Where parameter <paramref name="name"/> of a micro-program at <paramref name="step"/> reads.</summary>
    public RuleInput Of(string name, JsonNode step)
    {
        if (_made.TryGetValue(name, out RuleInput? made)) return made;
        return _made[name] = (use["inputs"]?[name] ?? definition.Node["inputs"]?[name]) is { } input
            ? Read(input)
            : definition.Node["constants"]?[name] is { } constant
            ? new(RuleInputKind.Constant, definition.Integers(name, constant.Word)[0])
            : name switch
            {
                "w_min" => new(RuleInputKind.Constant, format.LeastCode),
                "w_max" => new(RuleInputKind.Constant, format.MostCode),
                _ => throw Missing(name, step),
            };
    }

    /// <summary>The name in the program of a vector that the rule gathers.</summary>
    public string Vector(string name) => name + suffix;

    /// <summary>The array of table <paramref name="name"/> of a micro-program at <paramref name="step"/>.</summary>
    public string Table(string name, JsonNode step) => definition.Node["tables"]?[name] is { } table
        ? Tables.Make(context, $"{projection.Name}.{definition.Name}.{name}", definition, table)
        : throw new DiagnosticException(DiagnosticCatalog.NetworkUnknownName.At(step.Place, "table", name,
            JsonSchema.Suggest(name, definition.Node.MembersOf("tables").Select(t => t.Name))));

    /// <summary>Codes per unit of input <paramref name="name"/>; null where there is no such input.</summary>
    public double? Unit(string name)
    {
        if ((use["inputs"]?[name] ?? definition.Node["inputs"]?[name]) is not { } input)
            return definition.Node["third_factors"]?[name] is null ? null : throw Missing(name, use);
        string[] words = input.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["pre", "state", var state] => source.Scale(state),
            ["post", "state", var state] => target.Scale(state),
            ["trace", ..] => 1 << Traces.Fraction,
            ["pre", "event" or "emitted"] => Math.ScaleB(1, source.PayloadFraction),
            ["post", "event" or "delayed"] => Math.ScaleB(1, target.PayloadFraction),
            [.., "modulator", var path] when path.LastIndexOf('.') is > 0 and var dot =>
                context.Find(path[..dot])?.Scale(path[(dot + 1)..]) ?? 1,
            _ => 1,
        };
    }

    private DiagnosticException Missing(string name, JsonNode step) =>
        definition.Node["third_factors"]?[name] is { } factor
            ? new(DiagnosticCatalog.NetworkMissingParameter.At(use.Place, name, definition.Name,
                $"{factor.Text}: give \"inputs\": {{ \"{name}\": \"modulator POPULATION.STATE\" }} beside the rule's name"))
            : new(DiagnosticCatalog.NetworkUnknownName.At(step.Place, "constant or input", name, JsonSchema.Suggest(
                name, definition.Node.MembersOf("constants").Concat(definition.Node.MembersOf("inputs")).Select(c => c.Name))));

    private RuleInput Read(JsonNode input)
    {
        string text = definition.Substitute(input.Text, []);
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["pre", "event"] => new(RuleInputKind.PreEvent),
            ["pre", "emitted"] => new(RuleInputKind.PreEmitted),
            ["post", "event"] => new(RuleInputKind.PostEvent),
            ["post", "delayed"] => new(RuleInputKind.PostDelayed),
            ["pre", "state", var state] => State(input, RuleInputKind.PreState, source, state),
            ["post", "state", var state] => State(input, RuleInputKind.PostState, target, state),
            ["modulator", var path] => Modulator(input, RuleInputKind.Modulator, path, 1),
            ["pre", "modulator", var path] => Modulator(input, RuleInputKind.PreModulator, path, source.Size),
            ["post", "modulator", var path] => Modulator(input, RuleInputKind.PostModulator, path, target.Size),
            ["trace", var name] => Trace(input, name, "x"),
            ["trace", var name, "before"] => Trace(input, name, "before"),
            ["gathered", var name] => new(RuleInputKind.Gathered, Name: Vector(name)),
            _ => throw new DiagnosticException(DiagnosticCatalog.NetworkInvalid.At(input.Place,
                $"'{text}' is nothing that a rule can read",
                "there is pre event, pre emitted, post event, post delayed, pre state NAME, "
                    + "post state NAME, [pre | post] modulator POPULATION.STATE, trace NAME [before], gathered NAME")),
        };
    }

    private static RuleInput State(JsonNode input, RuleInputKind kind, LoweredPopulation population, string state)
    {
        Check(input, population, state);
        return new(kind, Name: state);
    }

    private RuleInput Modulator(JsonNode input, RuleInputKind kind, string path, int size)
    {
        int dot = path.LastIndexOf('.');
        string name = dot < 0 ? path : path[..dot], state = dot < 0 ? "" : path[(dot + 1)..];
        LoweredPopulation population = context.Find(name) ?? throw new DiagnosticException(
            DiagnosticCatalog.NetworkUnknownName.At(
                input.Place, "population", name, JsonSchema.Suggest(name, context.Populations.Select(p => p.Name))));
        Check(input, population, state);
        return population.Size == size
            ? new(kind, Population: name, Name: state)
            : throw new DiagnosticException(DiagnosticCatalog.NetworkInvalid.At(input.Place,
                $"'{name}' has {population.Size} neurons, and {size} are needed here",
                "a modulator has one neuron; a pre or post modulator as many as the source or target"));
    }

    private static void Check(JsonNode input, LoweredPopulation population, string state)
    {
        string[] states = [.. population.Neuron?.States.Select(s => s.Name) ?? []];
        if (!states.Contains(state))
            throw new DiagnosticException(DiagnosticCatalog.NetworkUnknownName.At(
                input.Place, $"state of '{population.Name}'", state, JsonSchema.Suggest(state, states)));
    }

    private RuleInput Trace(JsonNode input, string name, string state)
    {
        JsonNode trace = definition.Node["traces"]?[name] ?? throw new DiagnosticException(
            DiagnosticCatalog.NetworkUnknownName.At(input.Place, "trace", name,
                JsonSchema.Suggest(name, definition.Node.MembersOf("traces").Select(t => t.Name))));
        bool pre = trace.TextOf("of") == "pre";
        int delay = trace.IsSet("through_delay") ? projection.Delay.Scalar : 0;
        string population = traces.Of(definition, trace, pre ? source : target, delay);
        return new(pre ? RuleInputKind.PreModulator : RuleInputKind.PostModulator, Population: population, Name: state);
    }
}
