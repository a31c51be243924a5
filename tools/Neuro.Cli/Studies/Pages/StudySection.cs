using System.Collections.Immutable;
using Neuro.Cli.Charts;
using Neuro.Cli.Crossbars;
using Neuro.Cli.Output;
using Neuro.Cli.Studies.Grids;
using static Neuro.Cli.Output.Numbers;

namespace Neuro.Cli.Studies.Pages;

/// <summary>A study's part of the page: each measure against each varied quantity.</summary>
internal static class StudySection
{
    // Costs that change by less need no drawing.
    private const double LeastChange = 0.01;

    // More drawings than this side by side are no overview.
    private const int MostMultiples = 12;

    // More rows than this make a page that no browser opens quickly; the CSV has them all.
    private const int MostRows = 2000;

    /// <summary>Adds <paramref name="study"/>, read from <paramref name="path"/>.</summary>
    public static void AddTo(HtmlPage page, string path, Study study)
    {
        StudyHeader header = study.Header;
        page.Section($"Study {Path.GetFileName(path)}");
        page.Paragraph(
            $"{study.Records.Length} of {study.Points} points of {Path.GetFileName(header.Program)} on {header.Samples} " +
            $"samples of {Path.GetFileName(header.Data)}, {header.Ticks} ticks each. Varied: " +
            string.Join("; ", header.Axes.Select(a => $"{a.Path}, {a.Values.Length} values")) + ".");
        if (study.Records.Length < study.Points)
            page.Paragraph("The study is not complete; the command that began it goes on with it.", soft: true);
        Failures(page, study);
        foreach (Axis axis in header.Axes.Where(a => a.Values.Length > 1))
        {
            Accuracy(page, study, axis);
            if (!IsSpread(axis))
                Costs(page, study, axis);
        }
        AllPoints(page, study);
    }

    private static void Accuracy(HtmlPage page, Study study, Axis axis)
    {
        page.Heading($"Accuracy against {axis.Path}");
        ImmutableArray<Spread> spreads = Spreads.Of(study, axis, r => r.Result.Accuracies);
        page.Figure(
            SpreadChart.Draw($"Accuracy against {axis.Path}", "accuracy", axis, spreads, [], Share),
            "Line: mean over all other quantities and chips. Band: from the worst to the best. Points: single chips.");
        page.Table(
            $"Accuracy against {axis.Path}", [axis.Path, "#mean", "#standard deviation", "#worst", "#best", "#chips"],
            [.. spreads.Select(s => (string[])
                [s.Value, Percent(s.Mean), Points(s.Deviation), Percent(s.Low), Percent(s.High), $"{s.Samples.Length}"])]);
        if (!IsSpread(axis) && Second(study.Header, axis) is { } second)
            Multiples(page, study, axis, second);
    }

    // The other quantity with the fewest values, two at least: one drawing for each of its values.
    private static Axis? Second(StudyHeader header, Axis axis) => header.Axes
        .Where(a => a != axis && a.Values.Length is > 1 and <= MostMultiples && !IsSpread(a))
        .OrderBy(a => a.Values.Length).FirstOrDefault();

    private static void Multiples(HtmlPage page, Study study, Axis axis, Axis second)
    {
        int at = study.Header.Axes.IndexOf(second);
        double[] all = [.. study.Records.SelectMany(r => r.Result.Accuracies)];
        page.Heading($"The same for each {second.Path}");
        page.Multiples(second.Values.Select(value =>
        {
            string title = $"{second.Path} = {value}";
            ImmutableArray<Spread> spreads = Spreads.Of(study, axis, r => r.Result.Accuracies, r => r.Values[at] == value);
            return (SpreadChart.Draw(title, "accuracy", axis, spreads, all, Share), title);
        }));
    }

    private static void Costs(HtmlPage page, Study study, Axis axis)
    {
        (string Name, Func<PointResult, double?> Of, Func<double, string> Print)[] measures =
        [
            ("Energy of a sample", r => r.Energy, Joules),
            ("Latency of a sample", r => r.Latency, Seconds),
            ("Area", r => r.Area, Quantity.PrintArea),
        ];
        List<(Markup, string)> drawings = [];
        foreach ((string name, Func<PointResult, double?> of, Func<double, string> print) in measures)
        {
            ImmutableArray<Spread> spreads = Spreads.Of(study, axis, r => of(r.Result) is { } v ? [v] : []);
            double[] means = [.. spreads.Select(s => s.Mean).Where(double.IsFinite)];
            if (means.Length < 2 || means.Max() - means.Min() <= LeastChange * means.Max())
                continue;
            string title = $"{name} against {axis.Path}";
            drawings.Add((SpreadChart.Draw(title, name, axis, spreads, [0], print), $"{title}: estimate."));
        }
        if (drawings.Count > 0)
            page.Multiples(drawings);
    }

    private static void Failures(HtmlPage page, Study study)
    {
        StudyRecord[] failed = [.. study.Records.Where(r => r.Result.Error is not null)];
        if (failed.Length == 0)
            return;
        page.Paragraph($"{failed.Length} points cannot be: {failed[0].Result.Error}");
    }

    private static void AllPoints(HtmlPage page, Study study)
    {
        string[] operations =
            [.. study.Records.SelectMany(r => r.Result.Operations.Keys).Distinct().Order(StringComparer.Ordinal)];
        string[] columns =
        [
            .. study.Header.Axes.Select(a => a.Path), "#accuracy", "#worst", "#chips",
            .. operations.Select(o => $"#{Operations.Words(o)}"), "#energy", "#latency",
        ];
        page.Heading("All points");
        page.Paragraph("Operations, energy and latency are for one sample; the mean of the chips.", soft: true);
        page.Table("All points", columns,
        [
            .. study.Records.Take(MostRows).Select(r => (string[])
            [
                .. r.Values, Percent(r.Result.Mean), Percent(r.Result.Worst), $"{r.Result.Accuracies.Length}",
                .. operations.Select(o => Short(r.Result.Operations.GetValueOrDefault(o, double.NaN))),
                Joules(r.Result.Energy ?? double.NaN), Seconds(r.Result.Latency ?? double.NaN),
            ]),
        ]);
        if (study.Records.Length > MostRows)
            page.Paragraph($"{study.Records.Length - MostRows} more points are in the study's file.", soft: true);
    }

    // Seeds and chips have no order and no effect of their own.
    private static bool IsSpread(Axis axis) => axis.Path is "seed" or "instance";

    private static string Joules(double energy) => Quantity.Print(energy, "J", 4);

    private static string Seconds(double latency) => Quantity.Print(latency, "s", 4);

    private static string Share(double share) => $"{Short(share * 100)} %";
}
