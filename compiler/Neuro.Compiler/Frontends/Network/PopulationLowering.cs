using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Json;
using Neuro.Ir.Templates;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>Turns a population of network.json into one of the IR.</summary>
/// <param name="context">What lowering shares.</param>
internal sealed class PopulationLowering(NetworkContext context)
{
    private const long MostNeurons = 1L << 27;

    /// <summary>Lowers the population <paramref name="name"/>.</summary>
    public LoweredPopulation Lower(string name, JsonNode node)
    {
        ImmutableArray<int> shape = node["shape"] is { } extents
            ? [.. extents.Items.Select(e => e.Integer)]
            : [node["size"]?.Integer ?? 1];
        long size = shape.Aggregate(1L, (product, extent) => Math.Min(product * extent, MostNeurons + 1));
        if (size > MostNeurons)
            throw new DiagnosticException(DiagnosticCatalog.NetworkTooLarge.At(node.Place, $"'{name}'", size, MostNeurons));
        Population population = new()
        {
            Name = name,
            Shape = shape,
            Kept = [.. (node["kept"]?.Items ?? []).Select(k => k.Text)],
            Origin = $"{context.File}:/populations/{name}",
        };
        NumberFormat format = context.Format.With(node["number_format"]);
        if (node["program"] is { } program) return Own(population, node, program);
        string kind = node["kind"]!.Text;
        if (kind == "input")
        {
            List<JsonNode>? payload = node["payload"]?.Items;
            return new()
            {
                Node = node,
                Population = population with
                {
                    PayloadMinimum = payload?[0].Integer ?? 0,
                    PayloadMaximum = payload?[1].Integer ?? 1,
                },
            };
        }
        if (LinearNeurons.Names.Contains(kind))
        {
            (MicroProgram neuron, ImmutableSortedDictionary<string, IrValue> parameters) =
                LinearNeurons.Lower(context, kind, name, node, shape, format);
            double one = Math.ScaleB(1, format.Fraction);
            return Finish(population with { Parameters = parameters }, node, neuron, format.Fraction,
                neuron.Options.ContainsKey("output_shift") ? format.Fraction : 0, _ => one);
        }
        JsonNode definition = context.Root["neurons"]?[kind] ?? DefinitionLibrary.Neurons.GetValueOrDefault(kind)
            ?? throw new DiagnosticException(DiagnosticCatalog.NetworkUnknownName.At(node["kind"]!.Place, "kind of neuron", kind,
                JsonSchema.Suggest(kind, LinearNeurons.Names.Append("input").Concat(DefinitionLibrary.Neurons.Keys)
                    .Concat(context.Root.MembersOf("neurons").Select(n => n.Name)))));
        return Defined(population, node, kind, definition, format);
    }

    /// <summary>The array that <paramref name="value"/> names, one element per neuron.</summary>
    public static double[] PerNeuron(NetworkContext context, JsonNode value, ImmutableArray<int> shape)
    {
        NumberArray array = context.Arrays.Read(value.Text, value);
        int size = shape.Aggregate(1, (product, extent) => product * extent);
        return array.Values.Length == size || array.Values.Length == 1
            ? array.Values
            : throw new DiagnosticException(DiagnosticCatalog.NetworkArrayShape.At(value.Place, value.Text,
                string.Join(", ", array.Shape), $"a parameter has one element per neuron, here {size}, or one for all"));
    }

    private LoweredPopulation Defined(
        Population population, JsonNode node, string kind, JsonNode source, NumberFormat format)
    {
        double dt = context.TimeStep.ToDouble();
        Definition definition = new(kind, source, node, name => name == "dt" ? dt : format.Value(name),
            value => PerNeuron(context, value, population.Shape), context.Findings);
        MicroProgram neuron = source["template"] is { } template
            ? Expand(kind, template.Text, definition, format)
            : NetworkContext.Parse(kind, definition.Substitute(source["program"]!.Lines, format.Substitutions), source.Place);
        ImmutableSortedDictionary<string, IrValue> parameters = Constants(definition, source, population);
        population = population with { Parameters = parameters, Inference = Inference(definition, source, population, node) };
        if (node["kept"] is null)
            population = population with { Kept = [.. (source["kept"]?.Items ?? []).Select(k => k.Text)] };
        double Scale(string state) => source["states"]?[state] is { } scale
            ? definition.Scalar(scale.Text)
            : Math.ScaleB(1, format.Fraction);
        foreach ((string state, JsonNode value) in source.MembersOf("initial"))
        {
            int[] codes = Codes(definition.Real(value.Word), Scale(state));
            population = population with
            {
                Initial = population.Initial.SetItem(state, context.Bind($"{population.Name}.{state}", population.Shape, codes)),
            };
        }
        int port = source["port_fraction"] is { } text ? (int)definition.Scalar(text.Word) : format.Fraction;
        int payload = source["payload_fraction"] is { } emitted ? (int)definition.Scalar(emitted.Word) : 0;
        return Finish(population, node, neuron, port, payload, Scale);
    }

    private static MicroProgram Expand(string kind, string template, Definition definition, NumberFormat format) =>
        NeuronTemplates.Find(template).Expand(kind, definition.Node.MembersOf("template_options")
            .Select(o => (o.Name, definition.Substitute(o.Value.Word, format.Substitutions))));

    private ImmutableSortedDictionary<string, IrValue> Constants(
        Definition definition, JsonNode source, Population population)
    {
        ImmutableSortedDictionary<string, IrValue>.Builder values =
            ImmutableSortedDictionary.CreateBuilder<string, IrValue>(StringComparer.Ordinal);
        foreach ((string name, JsonNode text) in source.MembersOf("constants"))
            values[name] = context.Bind($"{population.Name}.{name}", population.Shape,
                definition.Integers(name, text.Word));
        foreach ((string name, JsonNode table) in source.MembersOf("tables"))
            values[name] = IrValue.FromArray(Tables.Make(context, $"{population.Name}.{name}", definition, table));
        return values.ToImmutable();
    }

    /// <summary>What is another constant in sessions that do not learn.</summary>
    private ImmutableSortedDictionary<string, IrValue> Inference(
        Definition definition, JsonNode source, Population population, JsonNode node)
    {
        Dictionary<string, double[]> instead = new(StringComparer.Ordinal);
        foreach ((string name, JsonNode value) in source.MembersOf("inference").Concat(node.MembersOf("inference")))
        {
            if (!definition.Parameters.ContainsKey(name))
                throw new DiagnosticException(DiagnosticCatalog.NetworkUnknownName.At(value.Place,
                    $"parameter of '{definition.Name}'", name, JsonSchema.Suggest(name, definition.Parameters.Keys)));
            instead[name] = value.IsNumber ? [value.Number] : PerNeuron(context, value, population.Shape);
        }
        if (instead.Count == 0) return ImmutableSortedDictionary<string, IrValue>.Empty;
        ImmutableSortedDictionary<string, IrValue>.Builder values =
            ImmutableSortedDictionary.CreateBuilder<string, IrValue>(StringComparer.Ordinal);
        foreach ((string name, JsonNode text) in source.MembersOf("constants"))
            if (Expression.Names(text.Word).Any(instead.ContainsKey))
                values[name] = context.Bind($"{population.Name}.{name}.inference", population.Shape,
                    definition.Integers(name, text.Word, instead));
        return values.ToImmutable();
    }

    /// <summary>A user's own micro-program: integers throughout.</summary>
    private LoweredPopulation Own(Population population, JsonNode node, JsonNode program)
    {
        MicroProgram neuron;
        if (program is { IsText: true } && !program.Text.Contains('\n'))
        {
            string path = context.Arrays.Resolve(program.Text);
            if (!File.Exists(path))
                throw new DiagnosticException(DiagnosticCatalog.NetworkUnknownName.At(
                    program.Place, "file", program.Text,
                    "a program is a list of lines, or the name of a file beside the network"));
            neuron = NeuronTemplates.Load(File.ReadAllText(path), program.Text);
        }
        else neuron = NetworkContext.Parse(Word(population.Name), program.Lines, program.Place);
        ImmutableSortedDictionary<string, IrValue> Values(string member)
        {
            ImmutableSortedDictionary<string, IrValue>.Builder values =
                ImmutableSortedDictionary.CreateBuilder<string, IrValue>(StringComparer.Ordinal);
            foreach ((string name, JsonNode value) in node.MembersOf(member))
                values[name] = neuron.Tables.Contains(name)
                    ? IrValue.FromArray(Tables.Make(context, $"{population.Name}.{name}", null, value))
                    : context.Bind($"{population.Name}.{name}{(member == "inference" ? ".inference" : "")}", population.Shape,
                        Whole(value.IsNumber ? [value.Number] : PerNeuron(context, value, population.Shape), value));
            return values.ToImmutable();
        }
        return Finish(population with { Parameters = Values("parameters"), Inference = Values("inference") },
            node, neuron, null, 0, _ => 1);
    }

    private LoweredPopulation Finish(
        Population population, JsonNode node, MicroProgram neuron, int? port, int payload, Func<string, double> scale)
    {
        string[] states = [.. neuron.States.Select(s => s.Name)];
        foreach (JsonNode kept in node["kept"]?.Items ?? [])
            if (!states.Contains(kept.Text)) context.Findings.Add(UnknownState(kept.Place, population.Name, kept.Text, states));
        foreach ((string state, JsonNode value) in node.MembersOf("initial"))
        {
            if (!states.Contains(state))
            {
                context.Findings.Add(UnknownState(value.Place, population.Name, state, states));
                continue;
            }
            double[] reals = value.IsNumber ? [value.Number] : PerNeuron(context, value, population.Shape);
            int[] codes = Codes(reals, scale(state));
            population = population with
            {
                Initial = population.Initial.SetItem(state, context.Bind($"{population.Name}.{state}", population.Shape, codes)),
            };
        }
        string shared = context.Share(neuron, context.Neurons);
        return new()
        {
            Node = node,
            Population = population with { Neuron = shared },
            Neuron = neuron,
            PortFraction = port,
            PayloadFraction = payload,
            Scale = scale,
        };
    }

    /// <summary>The numbers as integers; an error where one is none.</summary>
    public static int[] Whole(double[] values, JsonNode place)
    {
        int[] codes = new int[values.Length];
        for (int i = 0; i < codes.Length; i++)
            codes[i] = double.IsInteger(values[i]) && Math.Abs(values[i]) <= int.MaxValue
                ? (int)values[i]
                : throw new DiagnosticException(DiagnosticCatalog.NetworkInvalid.At(place.Place,
                    FormattableString.Invariant($"{values[i]} at element {i} is no integer of 32 bits"),
                    "a micro-program of one's own works on integers; a definition under \"neurons\" makes them of real numbers"));
        return codes;
    }

    private static int[] Codes(double[] values, double scale) => [.. values.Select(
        v => (int)Math.Clamp(Math.Round(v * scale, MidpointRounding.AwayFromZero), int.MinValue, int.MaxValue))];

    private static Diagnostic UnknownState(string place, string population, string state, string[] states) =>
        DiagnosticCatalog.NetworkUnknownName.At(place, $"state of '{population}'", state, JsonSchema.Suggest(state, states));

    private static string Word(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? name : "own";
}
