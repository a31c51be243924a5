namespace Neuro.Ir.Diagnostics;

/// <summary>How far a misspelt name is from another: what hints that begin with "did you mean" are found by.</summary>
public static class EditDistance
{
    /// <summary>Insertions, deletions and replacements of one character that lead from <paramref name="a"/> to
    /// <paramref name="b"/>; source: Levenshtein, Soviet Physics Doklady 10, 1966.</summary>
    public static int Between(string a, string b)
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
