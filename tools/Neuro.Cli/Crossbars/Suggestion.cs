using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Crossbars;

/// <summary>Names that somebody may have meant.</summary>
internal static class Suggestion
{
    /// <summary>"did you mean 'x'? ", or nothing where no candidate is near <paramref name="text"/>.</summary>
    public static string For(string text, IEnumerable<string> candidates)
    {
        (string best, int distance) = candidates
            .Select(c => (c, EditDistance.Between(text.ToLowerInvariant(), c.ToLowerInvariant())))
            .DefaultIfEmpty(("", int.MaxValue))
            .MinBy(c => c.Item2);
        return distance <= 1 + (text.Length / 4) ? $"did you mean '{best}'? " : "";
    }
}
