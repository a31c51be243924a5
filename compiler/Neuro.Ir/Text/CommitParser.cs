using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>Reads how proposed changes are applied to the cells of a device.</summary>
internal static class CommitParser
{
    private const string Fields =
        "up, down, up_sigma, down_sigma, close_up, close_down, plus, minus, reference, direction, rounding, remainder, "
        + "change_per_pulse, most_pulses, gain, gain_shift, refresh_above, spread";

    /// <summary>Reads what follows <paramref name="word"/>, the word "commit".</summary>
    public static PulseCommit Parse(TextScanner scanner, Token word)
    {
        scanner.Expect("device");
        string device = scanner.TakeString("a device's name");
        scanner.Expect("bits");
        PulseCommit commit = new()
        {
            Device = device,
            Bits = scanner.TakeInt32("the bits of a code"),
            Up = "",
            Plus = "",
            ChangePerPulse = 0,
            ReadGain = 0,
        };
        HashSet<string> given = new(StringComparer.Ordinal);
        scanner.TakeFields("commit", word, () =>
        {
            Token field = scanner.TakeName("a field of a commit");
            commit = Field(scanner, commit, field);
            if (!given.Add(field.Text)) throw scanner.Error(field, DiagnosticCatalog.TextDuplicate, "the field", field.Text);
        });
        foreach (string needed in (ReadOnlySpan<string>)["up", "plus", "change_per_pulse", "gain"])
            if (!given.Contains(needed)) throw scanner.Error(word, DiagnosticCatalog.TextMissing, "a", word.Text, needed);
        return commit;
    }

    private static PulseCommit Field(TextScanner scanner, PulseCommit commit, Token field)
    {
        switch (field.Kind == TokenKind.Word ? field.Text : "")
        {
            case "up": return commit with { Up = Reference(scanner) };
            case "down": return commit with { Down = Reference(scanner) };
            case "up_sigma": return commit with { UpSigma = Reference(scanner) };
            case "down_sigma": return commit with { DownSigma = Reference(scanner) };
            case "close_up": return commit with { CloseUp = scanner.TakeInt32("a number of codes") };
            case "close_down": return commit with { CloseDown = scanner.TakeInt32("a number of codes") };
            case "plus": return commit with { Plus = scanner.TakeString("an array's name") };
            case "minus": return commit with { Minus = scanner.TakeString("an array's name") };
            case "reference": return commit with { Reference = scanner.TakeInt32("a code") };
            case "direction": return commit with { Direction = LearningNames.Directions.Take(scanner) };
            case "rounding": return commit with { Rounding = LearningNames.PulseRoundings.Take(scanner) };
            case "remainder": return commit with { Remainder = scanner.TakeString("an array's name") };
            case "change_per_pulse": return commit with { ChangePerPulse = scanner.TakeInt32("a change") };
            case "most_pulses": return commit with { MostPulses = scanner.TakeInt32("a number of pulses") };
            case "gain": return commit with { ReadGain = scanner.TakeInt32("the gain") };
            case "gain_shift": return commit with { ReadShift = scanner.TakeInt32("the gain's shift") };
            case "refresh_above": return commit with { RefreshAbove = scanner.TakeInt32("a code") };
            case "spread":
                return commit with
                {
                    Spread = new(
                        Named(scanner, "up"), Named(scanner, "down"), Named(scanner, "low"), Named(scanner, "high")),
                };
            default: throw scanner.Error(field, DiagnosticCatalog.TextUnknownWord, field.Text, "a field of a commit", Fields);
        }
    }

    private static string Named(TextScanner scanner, string word)
    {
        scanner.Expect(word);
        return Reference(scanner);
    }

    private static string Reference(TextScanner scanner)
    {
        scanner.Expect("@");
        return scanner.TakeString("an array's name");
    }
}
