using System.Globalization;

namespace Neuro.Cli.Options;

/// <summary>Sample numbers as people write them: <c>3</c>, <c>0..9</c> (both ends included), <c>0..9,20,30..</c>.</summary>
internal sealed record SampleRange(IReadOnlyList<(int First, int? Last)> Parts)
{
    /// <summary>Every sample.</summary>
    public static SampleRange All { get; } = new([(0, null)]);

    /// <summary>Reads the text form; null where it is not one.</summary>
    public static SampleRange? TryParse(string text)
    {
        List<(int, int?)> parts = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] ends = part.Split("..");
            if (ends.Length > 2 || !TryNumber(ends[0], out int first))
                return null;
            int? last = ends.Length == 1 ? first : null;
            if (ends.Length == 2 && ends[1].Length > 0)
                last = TryNumber(ends[1], out int end) && end >= first ? end : -1;
            if (last == -1)
                return null;
            parts.Add((first, last));
        }
        return new(parts);
    }

    /// <summary>The numbers, of a data set of <paramref name="count"/> samples; the first
    /// number beyond it where there is one.</summary>
    public (IReadOnlyList<int> Samples, int? Beyond) Resolve(int count)
    {
        List<int> samples = [];
        foreach ((int first, int? last) in Parts)
        {
            int end = last ?? (count - 1);
            if (end >= count)
                return (samples, Math.Max(first, count));
            samples.AddRange(Enumerable.Range(first, Math.Max(0, end - first + 1)));
        }
        return (samples, null);
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
