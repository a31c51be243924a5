using System.Globalization;

namespace Neuro.Cli.Learning;

/// <summary>When learning ends early: looked at with every row of telemetry.</summary>
/// <param name="Quantity">"change": the weights' mean change since the row before, of the projection that changes most, is at
/// most the limit; "accuracy": that of the tested samples is at least the limit; "stall": it has not risen for so many
/// rows.</param>
/// <param name="Limit">The limit.</param>
internal sealed record StopRule(string Quantity, double Limit)
{
    /// <summary>The forms, for help pages.</summary>
    public const string Usage = "change:SHARE, accuracy:SHARE or stall:ROWS";

    /// <summary>Whether it looks at the accuracy.</summary>
    public bool NeedsAccuracy => Quantity is "accuracy" or "stall";

    /// <summary>Reads the text form; null where it is not one.</summary>
    public static StopRule? TryParse(string text)
    {
        foreach (string quantity in new[] { "change", "accuracy", "stall" })
        {
            if (text.StartsWith(quantity + ':', StringComparison.Ordinal)
                && double.TryParse(text[(quantity.Length + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture,
                    out double limit)
                && limit >= 0 && double.IsFinite(limit))
                return new(quantity, limit);
        }
        return null;
    }

    /// <summary>Whether learning ends after the last of <paramref name="rows"/>.</summary>
    public bool Holds(IReadOnlyList<TelemetryRow> rows)
    {
        if (rows.Count < 2)
            return Quantity == "accuracy" && rows.Count == 1 && rows[0].Accuracy >= Limit;
        return Quantity switch
        {
            "change" => rows[^1].Weights.Select(w => w.Change).DefaultIfEmpty(0).Max() <= Limit,
            "accuracy" => rows[^1].Accuracy >= Limit,
            _ => rows.Count - 1 - Best(rows) >= Math.Max(1, Limit),
        };
    }

    private static int Best(IReadOnlyList<TelemetryRow> rows)
    {
        int best = 0;
        for (int i = 1; i < rows.Count; i++)
        {
            if (rows[i].Accuracy > rows[best].Accuracy)
                best = i;
        }
        return best;
    }
}
