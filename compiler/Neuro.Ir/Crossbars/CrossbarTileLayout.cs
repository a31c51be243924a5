using System.Collections.Immutable;
using Neuro.Ir.Devices;

namespace Neuro.Ir.Crossbars;

/// <summary>What one array holds: a block of a projection's matrix, and in which columns. Cells outside of it are not
/// formed.</summary>
public sealed class CrossbarTileLayout
{
    private readonly CrossbarLayout _layout;

    internal CrossbarTileLayout(CrossbarLayout layout, int group, (int First, int Count) rows, (int First, int Count) outputs)
    {
        _layout = layout;
        Group = group;
        (FirstRow, Rows) = rows;
        (FirstOutput, Outputs) = outputs;
        Columns = Outputs * layout.ColumnsPerOutput + layout.ReferenceColumns;
        Channels = [.. AllChannels()];
    }

    /// <summary>Group of the convolution; 0 otherwise.</summary>
    public int Group { get; }

    /// <summary>First row of the projection's matrix.</summary>
    public int FirstRow { get; }

    /// <summary>Rows in use.</summary>
    public int Rows { get; }

    /// <summary>First output of the projection's matrix.</summary>
    public int FirstOutput { get; }

    /// <summary>Outputs held.</summary>
    public int Outputs { get; }

    /// <summary>
    /// Physical columns in use: output by output, slice by slice from the least, plus before minus; then the reference column of
    /// each slice.
    /// </summary>
    public int Columns { get; }

    /// <summary>What the ADC codes come from, in the order of their columns.</summary>
    public ImmutableArray<CrossbarChannel> Channels { get; }

    /// <summary>Share of the array's cells in use.</summary>
    public double Utilisation => (double)Rows * Columns / ((double)_layout.Array.Rows * _layout.Array.Columns);

    /// <summary>The programming target of a cell, in siemens.</summary>
    /// <param name="row">Row, from 0 within the tile.</param>
    /// <param name="column">Physical column.</param>
    public double Target(int row, int column)
    {
        CellMapping mapping = _layout.Mapping;
        int output = column / _layout.ColumnsPerOutput;
        if (output >= Outputs) return mapping.Zero(column - Outputs * _layout.ColumnsPerOutput);
        int place = column - output * _layout.ColumnsPerOutput;
        int code = _layout.Matrix.Weight(Group, FirstRow + row, FirstOutput + output);
        return mapping.IsPair ? mapping.Target(code, place / 2, place % 2 == 1) : mapping.Target(code, place, minus: false);
    }

    /// <summary>What a row adds to a channel's current, by the targets, in units of a cell for an input code of 1.</summary>
    public double ChannelWeight(int row, int channel)
    {
        CrossbarChannel c = Channels[channel];
        return (Target(row, c.Plus) - (c.Minus < 0 ? 0 : Target(row, c.Minus))) / _layout.Mapping.Unit;
    }

    /// <summary>
    /// The largest magnitude of a channel's current that the array can give, in units of a cell times input codes: every row
    /// driven with <paramref name="largestInput"/>, every cell at the device's largest conductance, and its partner at the
    /// smallest.
    /// </summary>
    public double FullRange(int largestInput)
    {
        DeviceModel device = _layout.Device;
        return (double)Rows * largestInput * (device.GMax - (HasDifferences ? device.GMin : 0)) / _layout.Mapping.Unit;
    }

    /// <summary>The converter of its channels, whose codes span <paramref name="range"/>, in units of a cell times input codes,
    /// when rows are driven as <paramref name="planes"/> say.</summary>
    public AdcConverter Converter(ImmutableArray<InputPlane> planes, double range) =>
        AdcConverter.Of(_layout.Array.Adc, range, HasDifferences || planes.Any(p => p.Minimum < 0));

    // Whether columns are subtracted before the converter.
    private bool HasDifferences => Channels.Any(c => c.Minus >= 0);

    private IEnumerable<CrossbarChannel> AllChannels()
    {
        int slices = _layout.Mapping.Slices;
        int sides = _layout.Mapping.IsPair ? 2 : 1;
        for (int output = 0; output < Outputs; output++)
            for (int slice = 0; slice < slices; slice++)
            {
                int column = (output * slices + slice) * sides;
                if (_layout.Array.Arrangement == CellArrangement.DifferentialPair)
                {
                    yield return new(output, column, column + 1, slice, 1);
                    continue;
                }
                yield return new(output, column, -1, slice, 1);
                if (sides == 2) yield return new(output, column + 1, -1, slice, -1);
            }
        for (int slice = 0; slice < _layout.ReferenceColumns; slice++)
            yield return new(-1, Outputs * slices + slice, -1, slice, -1);
    }
}
