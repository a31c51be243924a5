using System.Collections.Immutable;
using System.Globalization;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Templates;

/// <summary>A value for every option of a template, checked.</summary>
public sealed class TemplateOptions
{
    private readonly ImmutableSortedDictionary<string, string> _values;

    private TemplateOptions(ImmutableSortedDictionary<string, string> values) => _values = values;

    /// <summary>All options by name.</summary>
    public IEnumerable<(string Name, string Value)> All => _values.Select(v => (v.Key, v.Value));

    /// <summary>The template's defaults, with <paramref name="given"/> in their place.</summary>
    /// <exception cref="DiagnosticException">An option is unknown or has a value outside its range.</exception>
    public static TemplateOptions Of(NeuronTemplate template, params IEnumerable<(string Name, string Value)> given)
    {
        ImmutableSortedDictionary<string, string>.Builder values =
            ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (TemplateOption option in template.Options) values.Add(option.Name, option.Default);
        foreach ((string name, string value) in given)
        {
            TemplateOption option = template.Options.FirstOrDefault(o => o.Name == name)
                ?? throw Error(template, name, "does not exist");
            bool valid = option.Choices.IsEmpty
                ? int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                    && number >= option.Minimum && number <= option.Maximum
                : option.Choices.Contains(value);
            values[name] = valid ? value : throw Error(template, name, $"cannot be '{value}'");
        }
        return new(values.ToImmutable());
    }

    /// <summary>An integer option.</summary>
    public int Number(string name) => int.Parse(_values[name], CultureInfo.InvariantCulture);

    /// <summary>The word chosen.</summary>
    public string Choice(string name) => _values[name];

    /// <summary>Whether the word chosen is <paramref name="word"/>.</summary>
    public bool Is(string name, string word) => _values[name] == word;

    /// <summary>The option "rounding".</summary>
    public Rounding Rounding => Enum.Parse<Rounding>(_values["rounding"]);

    private static DiagnosticException Error(NeuronTemplate template, string option, string what) =>
        new(DiagnosticCatalog.TemplateOption.At(null, template.Name, option, what, string.Join(", ", template.Options)));
}
