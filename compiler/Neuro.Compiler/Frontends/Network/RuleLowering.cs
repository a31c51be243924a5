using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Json;
using Neuro.Ir.Learning;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>Turns the rules of a projection into its plasticity: traces, per-synapse arrays, and steps in order.</summary>
/// <param name="context">What lowering shares.</param>
/// <param name="traces">Makes traces.</param>
internal sealed class RuleLowering(NetworkContext context, Traces traces)
{
    /// <summary>Lowers the member "rule" of <paramref name="node"/>: a name, a use, or a list of them.</summary>
    /// <param name="node">The projection in network.json.</param>
    /// <param name="projection">The projection in the IR, so far.</param>
    /// <param name="synapses">Number of synapses.</param>
    /// <param name="source">Its source.</param>
    /// <param name="target">Its target.</param>
    /// <param name="format">The numbers of its weights.</param>
    public Plasticity Lower(
        JsonNode node, Projection projection, int synapses, LoweredPopulation source, LoweredPopulation target,
        WeightFormat format)
    {
        if (projection.Delay.IsArray)
            throw new DiagnosticException(DiagnosticCatalog.NetworkConnection.At(
                node.Place, projection.Name, "a projection that learns has one delay for all synapses", "give delay one number"));
        Plasticity plasticity = new() { WeightMinimum = format.LeastCode, WeightMaximum = format.MostCode };
        JsonNode rules = node["rule"]!;
        foreach (JsonNode use in rules.Kind == System.Text.Json.JsonValueKind.Array ? rules.Items : [rules])
            plasticity = Add(plasticity, use, projection, synapses, source, target, format);
        return plasticity;
    }

    private Plasticity Add(
        Plasticity plasticity, JsonNode use, Projection projection, int synapses, LoweredPopulation source,
        LoweredPopulation target, WeightFormat format)
    {
        JsonNode named = use.IsText ? use : use["name"]!;
        JsonNode node = context.Root["rules"]?[named.Text] ?? DefinitionLibrary.Rules.GetValueOrDefault(named.Text)
            ?? throw new DiagnosticException(DiagnosticCatalog.NetworkUnknownName.At(named.Place, "rule", named.Text,
                JsonSchema.Suggest(named.Text,
                    DefinitionLibrary.Rules.Keys.Concat(context.Root.MembersOf("rules").Select(r => r.Name)))));
        double dt = context.TimeStep.ToDouble();
        RuleInputs? inputs = null;
        double? Name(string name) => name switch
        {
            _ when name.StartsWith("unit_", StringComparison.Ordinal) => inputs?.Unit(name["unit_".Length..]),
            "dt" => dt,
            "w_min" => format.Least,
            "w_max" => format.Most,
            "weight" => format.PerUnit,
            "trace" => 1 << Traces.Fraction,
            "delay" => projection.Delay.Scalar,
            "pre_size" => source.Size,
            "post_size" => target.Size,
            "fan_in" => (double)synapses / target.Size,
            _ => null,
        };
        Definition definition = new(named.Text, node, use, Name, value => throw new DiagnosticException(
            DiagnosticCatalog.NetworkInvalid.At(value.Place, "a parameter of a rule is one number for all synapses",
                "use a per-synapse array of the rule for what differs")), context.Findings);
        // Vectors of different uses never share a name.
        string suffix = plasticity.Steps.IsEmpty ? "" : $"_{plasticity.Steps.Length}";
        inputs = new(context, traces, definition, use, projection, source, target, format, suffix);
        plasticity = plasticity with { Arrays = Arrays(plasticity, definition, projection, format) };
        if (use.IsSet("always") || node.IsSet("always")) plasticity = plasticity with { Always = true };
        int number = 0;
        foreach (JsonNode step in node["steps"]!.Items)
        {
            number++;
            if (!step.MembersOf("if").All(c => definition.Options.GetValueOrDefault(c.Name) == c.Value.Word)) continue;
            PlasticityStep lowered = Step(plasticity, definition, step, number, inputs, format);
            plasticity = plasticity with { Steps = plasticity.Steps.Add(lowered) };
        }
        return plasticity;
    }

    private ImmutableArray<SynapseArray> Arrays(
        Plasticity plasticity, Definition definition, Projection projection, WeightFormat format)
    {
        ImmutableArray<SynapseArray> arrays = plasticity.Arrays;
        foreach ((string name, JsonNode node) in definition.Node.MembersOf("arrays"))
        {
            IrValue initial = node["initial"] switch
            {
                null => 0,
                { Text: "weight" } => projection.Weight,
                { } text => definition.Integers(name, text.Word)[0],
            };
            string type = definition.Substitute(node["type"]!.Text, [("weight", format.Type)]);
            SynapseArray array = new(
                name, int.Parse(type.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture), type[0] == 's', initial,
                node.IsSet("per_sample"));
            SynapseArray? same = arrays.FirstOrDefault(a => a.Name == name);
            if (same is null) arrays = arrays.Add(array);
            else if (same != array)
                throw new DiagnosticException(DiagnosticCatalog.NetworkConnection.At(node.Place, projection.Name,
                    $"two of its rules have an array '{name}' of different type", "rename one of them"));
        }
        return arrays;
    }

    private PlasticityStep Step(
        Plasticity plasticity, Definition definition, JsonNode node, int number, RuleInputs inputs, WeightFormat format)
    {
        string lines = definition.Substitute(node["program"]!.Lines, [("weight", format.Type), ("rounding", "nearest")]);
        MicroProgram rule =
            NetworkContext.Parse($"{definition.Name}_{number}", lines, node.Place) with { Kind = definition.Name };
        foreach (StateDeclaration state in rule.States)
            if (state.Name != "w" && plasticity.Arrays.All(a => a.Name != state.Name))
                throw new DiagnosticException(DiagnosticCatalog.NetworkUnknownName.At(node["program"]!.Place,
                    "per-synapse array", state.Name, JsonSchema.Suggest(
                        state.Name, plasticity.Arrays.Select(a => a.Name).Append("w"))));
        string word = definition.Substitute(node["on"]!.Text, []);
        return new()
        {
            Kind = node.TextOf("kind", "update") switch
            {
                "gather" => StepKind.Gather,
                "rank" => StepKind.Rank,
                _ => StepKind.Update,
            },
            Rule = context.Share(rule, context.Rules),
            Trigger = word switch
            {
                "pre" => StepTrigger.Pre,
                "pre_emitted" => StepTrigger.PreEmitted,
                "post" => StepTrigger.Post,
                "post_delayed" => StepTrigger.PostDelayed,
                "every" => StepTrigger.Every,
                "sample_end" => StepTrigger.SampleEnd,
                "tick" => StepTrigger.Tick,
                _ => throw new DiagnosticException(DiagnosticCatalog.NetworkUnknownName.At(
                    node["on"]!.Place, "trigger", word,
                    "there is pre, pre_emitted, post, post_delayed, tick, every, sample_end")),
            },
            Period = word == "every" && node["period"] is { } period
                ? Math.Max(1, definition.Integers("period", period.Word)[0])
                : 1,
            Arrays = rule.States.ToImmutableSortedDictionary(
                s => s.Name, s => s.Name == "w" ? "weight" : s.Name, StringComparer.Ordinal),
            Tables = rule.Tables.ToImmutableSortedDictionary(t => t, t => inputs.Table(t, node), StringComparer.Ordinal),
            Inputs = rule.Parameters.ToImmutableSortedDictionary(p => p, p => inputs.Of(p, node), StringComparer.Ordinal),
            Group = node.TextOf("group", "post") switch
            {
                "pre" => SynapseGroup.Pre,
                "all" => SynapseGroup.All,
                _ => SynapseGroup.Post,
            },
            Gather = node.TextOf("gather", "sum") switch
            {
                "max" => GatherOperation.Max,
                "min" => GatherOperation.Min,
                "argmax" => GatherOperation.ArgMax,
                _ => GatherOperation.Sum,
            },
            Count = node["count"] is { } count ? Math.Max(1, definition.Integers("count", count.Word)[0]) : 0,
            Into = node.TextOf("kind") == "gather" ? inputs.Vector(node.TextOf("into", "")!) : node.TextOf("into"),
        };
    }
}
