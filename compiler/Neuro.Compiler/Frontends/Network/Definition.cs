using Neuro.Ir.Diagnostics;
using Neuro.Ir.Json;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>
/// A use of a definition (a kind of neuron, or a learning rule): its parameters in physical units, its options, and from them the
/// integers of its micro-programs.
/// </summary>
internal sealed class Definition
{
    private readonly Dictionary<string, double[]> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);
    private readonly Func<string, double?> _names;
    private readonly string _place;

    /// <summary>Binds a definition.</summary>
    /// <param name="name">What diagnostics call it.</param>
    /// <param name="node">The definition.</param>
    /// <param name="use">Where it is used: the object that has "parameters" and "options", or just its name.</param>
    /// <param name="names">Other names that expressions may use: null for unknown ones.</param>
    /// <param name="read">Reads a parameter that is an array.</param>
    /// <param name="findings">Unknown and missing parameters and options.</param>
    public Definition(
        string name, JsonNode node, JsonNode use, Func<string, double?> names, Func<JsonNode, double[]> read,
        List<Diagnostic> findings)
    {
        (Name, Node, _names, _place) = (name, node, names, use.Place);
        IReadOnlyList<(string Name, JsonNode Value)> parameters = node.MembersOf("parameters");
        IReadOnlyList<(string Name, JsonNode Value)> options = node.MembersOf("options");
        foreach ((string given, JsonNode value) in use.MembersOf("parameters"))
        {
            if (node["parameters"]?[given] is null)
                findings.Add(DiagnosticCatalog.NetworkUnknownName.At(
                    value.Place, $"parameter of '{name}'", given, JsonSchema.Suggest(given, parameters.Select(p => p.Name))));
            else _parameters[given] = value.IsNumber ? [value.Number] : read(value);
        }
        foreach ((string given, JsonNode value) in use.MembersOf("options"))
        {
            if (node["options"]?[given]?["choices"] is not { } choices)
                findings.Add(DiagnosticCatalog.NetworkUnknownName.At(
                    value.Place, $"option of '{name}'", given, JsonSchema.Suggest(given, options.Select(o => o.Name))));
            else if (!choices.Items.Exists(c => c.Word == value.Word))
                findings.Add(DiagnosticCatalog.NetworkUnknownName.At(
                    value.Place, $"choice of '{given}'", value.Word,
                    JsonSchema.Suggest(value.Word, choices.Items.Select(c => c.Word))));
            else _options[given] = value.Word;
        }
        foreach ((string option, JsonNode value) in options)
            _options.TryAdd(option, value["choices"]!.Items[0].Word);
        foreach ((string parameter, JsonNode value) in parameters)
        {
            if (_parameters.ContainsKey(parameter)) continue;
            if (value["default"] is { } otherwise)
                _parameters[parameter] = otherwise.IsNumber ? [otherwise.Number] : Real(otherwise.Text);
            else
                findings.Add(DiagnosticCatalog.NetworkMissingParameter.At(
                    use.Place, parameter, name, $"{value.TextOf("about")} ({value.TextOf("unit")})"));
        }
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The definition.</summary>
    public JsonNode Node { get; }

    /// <summary>Options chosen, by name.</summary>
    public IReadOnlyDictionary<string, string> Options => _options;

    /// <summary>Parameters bound, by name: one value, or one per neuron.</summary>
    public IReadOnlyDictionary<string, double[]> Parameters => _parameters;

    /// <summary>The value of an expression: one number, or one per neuron where a parameter has one per neuron.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="instead">Parameters with another value than the bound one.</param>
    /// <exception cref="DiagnosticException">The expression has no value.</exception>
    public double[] Real(string text, IReadOnlyDictionary<string, double[]>? instead = null)
    {
        int count = 1;
        double? At(string name, int index)
        {
            if (!(instead?.TryGetValue(name, out double[]? values) ?? false) && !_parameters.TryGetValue(name, out values))
                return _names(name);
            count = Math.Max(count, values!.Length);
            return values.Length == 1 ? values[0] : values[index];
        }
        try
        {
            double first = Expression.Evaluate(text, name => At(name, 0));
            double[] result = new double[count];
            result[0] = first;
            for (int i = 1; i < count; i++)
                result[i] = Expression.Evaluate(text, name => At(name, i));
            return result.All(double.IsFinite) ? result : throw new FormatException("it has no finite value");
        }
        catch (FormatException e)
        {
            throw new DiagnosticException(DiagnosticCatalog.NetworkExpression.At(
                _place, text, e.Message, $"names are {string.Join(", ", _parameters.Keys)} and dt"), e);
        }
    }

    /// <summary>An expression's one value.</summary>
    public double Scalar(string text) => Real(text)[0];

    /// <summary>An expression rounded to integers of 32 bits.</summary>
    /// <param name="name">What diagnostics call the result.</param>
    /// <param name="text">The expression.</param>
    /// <param name="instead">Parameters with another value than the bound one.</param>
    public int[] Integers(string name, string text, IReadOnlyDictionary<string, double[]>? instead = null)
    {
        double[] real = Real(text, instead);
        int[] codes = new int[real.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            double rounded = Math.Round(real[i], MidpointRounding.AwayFromZero);
            if (rounded is < int.MinValue or > int.MaxValue)
                throw new DiagnosticException(DiagnosticCatalog.NetworkConstantRange.At(
                    _place, $"{name} = {text}", rounded, int.MinValue, int.MaxValue));
            codes[i] = (int)rounded;
        }
        return codes;
    }

    /// <summary>A text with "$name" replaced by options and by <paramref name="more"/>.</summary>
    public string Substitute(string text, IEnumerable<(string Name, string Text)> more)
    {
        // The longer name first, so that "$state" does not eat the beginning of "$state_bits".
        foreach ((string name, string value) in _options.Select(o => (o.Key, o.Value)).Concat(more)
            .OrderByDescending(o => o.Item1.Length))
            text = text.Replace($"${name}", value, StringComparison.Ordinal);
        return text;
    }
}
