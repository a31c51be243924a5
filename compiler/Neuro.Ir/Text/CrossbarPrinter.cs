using System.Text;
using Neuro.Ir.Crossbars;

namespace Neuro.Ir;

/// <summary>Writes what binds a projection to a crossbar, and how it is read. What has its default is left out.</summary>
internal static class CrossbarPrinter
{
    /// <summary>The "crossbar" field.</summary>
    public static string Print(CrossbarBinding binding)
    {
        StringBuilder text = new($"crossbar device {TextNames.Quote(binding.Device)} array {TextNames.Quote(binding.Array)}");
        if (binding.Time != 0) text.Append($" time {TextNames.Real(binding.Time)}");
        if (binding.Temperature != 0) text.Append($" temperature {TextNames.Real(binding.Temperature)}");
        if (binding.DriftCompensation) text.Append(" compensated");
        if (binding.AdcRanges is { IsDefaultOrEmpty: false } ranges)
            text.Append($" ranges ({string.Join(", ", ranges.Select(TextNames.Real))})");
        return text.ToString();
    }

    /// <summary>The "read" field, over several lines; <paramref name="indent"/> stands before it.</summary>
    public static string Print(CrossbarRead read, string indent)
    {
        StringBuilder text = new($"read fraction {read.FractionBits} {{\n");
        foreach (InputPlane p in read.Planes)
            text.Append($"{indent}  plane {(p.Digit ? "digit " : "")}shift {p.Shift} range {p.Minimum} .. {p.Maximum}")
                .Append($" weight {p.Weight}\n");
        foreach (CrossbarTile tile in read.Tiles) Print(text, tile, indent + "  ");
        return text.Append($"{indent}}}").ToString();
    }

    private static void Print(StringBuilder text, CrossbarTile tile, string indent)
    {
        text.Append(indent).Append("tile ");
        if (tile.Group != 0) text.Append($"group {tile.Group} ");
        text.Append($"rows {tile.FirstRow} + {tile.Rows} outputs {tile.FirstOutput} + {tile.Outputs} {{\n");
        void Field(string field) => text.Append($"{indent}  {field}\n");
        Field($"conductance @{TextNames.Quote(tile.Conductance)}");
        if (tile.Variance is { } variance) Field($"variance @{TextNames.Quote(variance)}");
        if (tile.NoiseShift != 0) Field($"noise_shift {tile.NoiseShift}");
        Field($"output {TextNames.Spell(tile.Output)}");
        Field($"coefficient {TextNames.Spell(tile.Coefficient)}");
        if (tile.Gain != 1) Field($"gain {TextNames.Spell(tile.Gain)}");
        if (tile.GainShift != 0) Field($"gain_shift {tile.GainShift}");
        if (tile.Offset != 0) Field($"offset {TextNames.Spell(tile.Offset)}");
        if (tile.Rounding != Rounding.Nearest) Field($"rounding {TextNames.Spell(tile.Rounding)}");
        if ((tile.MinimumCode, tile.MaximumCode) != (int.MinValue, int.MaxValue))
            Field($"codes {tile.MinimumCode} .. {tile.MaximumCode}");
        if (tile.InputCoefficient != 0) Field($"input_coefficient {tile.InputCoefficient}");
        Field($"cells_per_row {tile.CellsPerRow}");
        text.Append(indent).Append("}\n");
    }
}
