using System.Collections.Immutable;

namespace Neuro.Ir.Templates;

/// <summary>A known neuron: its options choose a micro-program, whose parameters a population binds.</summary>
/// <param name="Name">The name under which it is found, in lower case.</param>
/// <param name="Description">Its equations, in a line or two.</param>
/// <param name="Options">What the expansion depends on.</param>
/// <param name="Parameters">What a population of it can bind, given the options; the
/// micro-program says which of them it has.</param>
/// <param name="Expansion">Makes the micro-program of a name and options.</param>
public sealed record NeuronTemplate(
    string Name,
    string Description,
    ImmutableArray<TemplateOption> Options,
    Func<TemplateOptions, ImmutableArray<TemplateParameter>> Parameters,
    Func<string, TemplateOptions, MicroProgram> Expansion)
{
    /// <summary>The micro-program, called <paramref name="name"/>, with defaults for the options that are not given.</summary>
    /// <exception cref="Diagnostics.DiagnosticException">An option is unknown or has a value outside its range.</exception>
    public MicroProgram Expand(string name, params IEnumerable<(string Name, string Value)> options) =>
        Expansion(name, TemplateOptions.Of(this, options));
}
