using Neuro.Compiler.Passes;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;

namespace Neuro.Compiler.Reports;

/// <summary>Gathers a <see cref="CrossbarReport"/> from a layout and what calibration saw of it.</summary>
internal static class CrossbarReporter
{
    /// <summary>The report on a projection that is laid out as <paramref name="layout"/>.</summary>
    /// <param name="layout">Its arrays.</param>
    /// <param name="largestInput">Largest magnitude that one drive puts on a row.</param>
    /// <param name="ranges">What the ADCs of its tiles span, in units of a cell times input codes; empty for the full
    /// range.</param>
    /// <param name="currents">The currents of its tiles; null without calibration data.</param>
    public static CrossbarReport Report(
        CrossbarLayout layout, int largestInput, IReadOnlyList<double> ranges, TileCurrents[]? currents)
    {
        // Amperes of one unit of a cell at an input code of 1.
        double voltage = layout.Array.Dac.Voltage;
        double ampere = layout.Mapping.Unit * Secant(layout.Device, voltage) * voltage / largestInput;
        TileReport Tile(CrossbarTileLayout tile, int index)
        {
            double range = ranges.Count > 0 ? ranges[index] : tile.FullRange(largestInput);
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
                Codes = layout.Array.Adc.Bits == 0 ? null : current / Step(layout.Array, range),
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

    /// <summary>Units of a cell times input codes that one code of an ADC stands for. Half of the codes are for negative
    /// currents, where columns are subtracted before the ADC; a step below one unit is widened to the next power-of-two fraction
    /// of a unit.</summary>
    private static double Step(CrossbarArray array, double range)
    {
        int bits = array.Arrangement == CellArrangement.DifferentialPair ? array.Adc.Bits - 1 : array.Adc.Bits;
        double step = range / Math.Max(1, (1 << bits) - 1);
        return step >= 1 ? step : Math.ScaleB(1, -(int)Math.Floor(-Math.Log2(step)));
    }

    /// <summary>sinh(V/V₀) / (V/V₀): what a nonlinear cell conducts at the read voltage, relative to small voltages.</summary>
    private static double Secant(DeviceModel device, double voltage) =>
        device.SinhVoltage == 0 ? 1 : Math.Sinh(voltage / device.SinhVoltage) / (voltage / device.SinhVoltage);
}
