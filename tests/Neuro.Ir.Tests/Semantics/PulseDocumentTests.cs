using System.Globalization;
using System.Text.RegularExpressions;
using Neuro.Ir.Learning;

namespace Neuro.Ir.Tests.Semantics;

/// <summary>Runs the tables of SEMANTICS.md, section 12.</summary>
public sealed class PulseDocumentTests
{
    private const int RemainderMinimum = -128;
    private const int RemainderMaximum = 127;

    public static TheoryData<string> PlaceLines => Lines("places");

    public static TheoryData<string> PulseLines => Lines("pulses");

    public static TheoryData<string> CountLines => Lines("counts");

    [Theory]
    [MemberData(nameof(PlaceLines))]
    public void Codes_lie_where_the_table_says(string line)
    {
        int[] n = Numbers(Cells(line));
        Assert.Equal((n[2], n[3], n[4], n[5]), PulseOps.Place(n[0], n[1]));
    }

    [Theory]
    [MemberData(nameof(PulseLines))]
    public void Pulses_change_codes_as_the_table_says(string line)
    {
        string[] cells = Cells(line);
        int[] n = Numbers([.. cells.Where((_, i) => i != 8)]);
        Assert.Equal(n[8], PulseOps.Pulse(n[7], cells[8] == "up", n[0], n[1], n[2], n[3], n[4], n[5], n[6]));
    }

    [Theory]
    [MemberData(nameof(CountLines))]
    public void Changes_become_the_pulses_that_the_table_says(string line)
    {
        string[] cells = Cells(line);
        long[] n = [.. cells[1..].Select(c => long.Parse(c, CultureInfo.InvariantCulture))];
        PulseRounding rounding = Enum.Parse<PulseRounding>(cells[0], ignoreCase: true);
        long remainder = n[1];
        int pulses = PulseOps.Count(rounding, (int)n[0], (int)n[2], (int)n[3], ref remainder, (uint)n[4]);
        Assert.Equal((n[5], n[6]), (pulses, Math.Clamp(remainder, RemainderMinimum, RemainderMaximum)));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(20)]
    public void Interpolated_steps_of_a_linear_table_are_linear(int bits)
    {
        int m = Math.Min(9, bits - 1);
        int n = ((bits - m) << m) + 1;
        int maximum = (1 << bits) - 1;
        int[] elements = new int[2 * n];
        // T(c) = 3 · c + 5 at the nodes: those of row 1 count from the other end.
        for (int i = 0; i < n; i++)
        {
            int shift = Math.Max((i >> m) - 1, 0);
            int distance = (i - (shift << m)) << shift;
            (elements[i], elements[n + i]) = (3 * distance + 5, 3 * (maximum - distance) + 5);
        }
        IrArray table = IrArray.Create("t", [2, n], 32, signed: true, elements);
        Random random = new(bits);
        for (int i = 0; i < 2000; i++)
        {
            int code = i < 300 ? i % (maximum + 1) : random.Next(maximum + 1);
            Assert.Equal((code, 3L * code + 5), (code, PulseOps.Interpolate(table, bits, code)));
        }
    }

    private static string[] Cells(string line) => line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries);

    private static int[] Numbers(string[] cells) => [.. cells.Select(c => int.Parse(c, CultureInfo.InvariantCulture))];

    private static TheoryData<string> Lines(string block)
    {
        string document = File.ReadAllText(RepositoryRoot.File("compiler", "Neuro.Ir", "SEMANTICS.md")).ReplaceLineEndings("\n");
        Match match = Regex.Match(document, $"```{block}\n(.*?)\n```", RegexOptions.Singleline);
        Assert.True(match.Success, $"SEMANTICS.md has no block '{block}'");
        return [.. match.Groups[1].Value.Split('\n').Skip(1)];
    }
}
