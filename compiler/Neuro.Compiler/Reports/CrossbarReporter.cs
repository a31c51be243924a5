using System.Collections.Immutable;
using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Crossbars;

namespace Neuro.Compiler.Reports;

/// <summary>Gathers a <see cref="CrossbarReport"/> from a layout and what calibration saw of it.</summary>
internal static class CrossbarReporter
{
    /// <summary>The report on a projection that is laid out as <paramref name="layout"/>.</summary>
    /// <param name="layout">Its arrays.</param>
    /// <param name="payload">Payloads of its source.</param>
    /// <param name="ranges">What the ADCs of its tiles span, in units of a cell times input codes; empty for the full
    /// range.</param>
    /// <param name="currents">The currents of its tiles; null without calibration data.</param>
    public static CrossbarReport Report(
        CrossbarLayout layout, Interval payload, IReadOnlyList<double> ranges, TileCurrents[]? currents)
    {
        ImmutableArray<InputPlane> planes = InputPlanes.Of(payload, layout.Array.Dac);
        int largestInput = InputPlanes.Largest(planes, payload);
        // Amperes of one unit of a cell at an input code of 1.
        double voltage = layout.Array.Dac.Voltage;
        double ampere = layout.Mapping.Unit * layout.Device.Secant(voltage) * voltage / largestInput;
        TileReport Tile(CrossbarTileLayout tile, int index)
        {
            double range = ranges.Count > 0 ? ranges[index] : tile.FullRange(largestInput);
            AdcConverter converter = tile.Converter(planes, range);
            double? current = currents?[index].Seen.Maximum;
            return new TileReport
            {
                Group = tile.Group,
                FirstRow = tile.FirstRow,
                Rows = tile.Rows,
                FirstOutput = tile.FirstOutput,
                Outputs = tile.Outputs,
                Columns = tile.Columns,
                Channels = tile.Channels.Length,
                AdcRange = range * ampere,
                Current = current * ampere,
                Codes = converter.IsLossless ? null : current / converter.Step,
            };
        }
        return new CrossbarReport
        {
            Device = layout.Device.Name,
            Array = layout.Array.Name,
            Arrays = layout.Tiles.Length,
            Utilisation = layout.Utilisation,
            Levels = layout.LevelsUsed,
            Clipped = layout.Clipped,
            WeightError = layout.WeightError,
            Tiles = [.. layout.Tiles.Select(Tile)],
        };
    }
}
