using System.Collections.Immutable;
using System.Globalization;
using Neuro.Cli.Options;

namespace Neuro.Cli.Studies.Grids;

/// <summary>A varied quantity and its values.</summary>
/// <param name="Path">What is varied: <c>device.levels</c>, <c>seed</c>, ….</param>
/// <param name="Values">The values as text, each once, in the order they were given; numbers are in their shortest form.</param>
/// <param name="Scale">How they lie on a chart.</param>
internal sealed record Axis(string Path, ImmutableArray<string> Values, AxisScale Scale)
{
    /// <summary>The number that <paramref name="value"/> is; NaN for a word. Times may have units.</summary>
    public double Number(string value) => Path == "time"
        ? Duration.TryParse(value) ?? double.NaN
        : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
}
