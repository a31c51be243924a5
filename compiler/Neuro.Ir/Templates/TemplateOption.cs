using System.Collections.Immutable;

namespace Neuro.Ir.Templates;

/// <summary>An option of a neuron template: a choice between words, or an integer within a range.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it decides.</param>
/// <param name="Default">Its value where it is not given.</param>
/// <param name="Choices">The words it may be; empty for an integer.</param>
/// <param name="Minimum">The smallest integer.</param>
/// <param name="Maximum">The largest integer.</param>
public sealed record TemplateOption(
    string Name, string Description, string Default, ImmutableArray<string> Choices, int Minimum = 0, int Maximum = 0)
{
    /// <summary>An integer option.</summary>
    public static TemplateOption Number(string name, string description, int minimum, int maximum, int otherwise) =>
        new(name, description, $"{otherwise}", [], minimum, maximum);

    /// <summary>A choice; the first word is the default.</summary>
    public static TemplateOption Choice(string name, string description, params ImmutableArray<string> words) =>
        new(name, description, words[0], words);

    /// <summary>"reset (zero, subtract)" or "state_bits (8 to 28)".</summary>
    public override string ToString() => $"{Name} ({(Choices.IsEmpty ? $"{Minimum} to {Maximum}" : string.Join(", ", Choices))})";
}
