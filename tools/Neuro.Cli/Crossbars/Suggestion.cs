namespace Neuro.Cli.Crossbars;

/// <summary>Names that somebody may have meant.</summary>
internal static class Suggestion
{
    /// <summary>"did you mean 'x'? ", or nothing where no candidate is near <paramref name="text"/>.</summary>
    public static string For(string text, IEnumerable<string> candidates)
    {
        (string best, int distance) = candidates
            .Select(c => (c, Distance(text.ToLowerInvariant(), c.ToLowerInvariant())))
            .DefaultIfEmpty(("", int.MaxValue))
            .MinBy(c => c.Item2);
        return distance <= 1 + (text.Length / 4) ? $"did you mean '{best}'? " : "";
    }

    /// <summary>Edits (insertions, deletions, replacements) from <paramref name="a"/> to <paramref name="b"/>.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[b.Length];
    }
}
