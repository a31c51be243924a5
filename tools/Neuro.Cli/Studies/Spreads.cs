using System.Collections.Immutable;
using Neuro.Cli.Studies.Grids;

namespace Neuro.Cli.Studies;

/// <summary>A measure of a study's points by the values of one quantity.</summary>
internal static class Spreads
{
    /// <summary>One spread for each value of <paramref name="axis"/>, in the order of its values.</summary>
    /// <param name="study">The study.</param>
    /// <param name="axis">One of its quantities.</param>
    /// <param name="measure">The measurements of a point; what is not finite is left out.</param>
    /// <param name="included">Which points count; null for all.</param>
    public static ImmutableArray<Spread> Of(
        Study study, Axis axis, Func<StudyRecord, IEnumerable<double>> measure, Func<StudyRecord, bool>? included = null)
    {
        int at = study.Header.Axes.IndexOf(axis);
        ILookup<string, StudyRecord> byValue = study.Records.Where(included ?? (_ => true)).ToLookup(r => r.Values[at]);
        return
        [
            .. axis.Values.Select((value, i) => new Spread(
                value, axis.Scale == AxisScale.Names ? i : axis.Number(value),
                [.. byValue[value].SelectMany(measure).Where(double.IsFinite)])),
        ];
    }
}
