using Neuro.Emulator.Devices;
using Neuro.Ir.Crossbars;

namespace Neuro.Emulator.Crossbars.Fabrication;

/// <summary>
/// One array of a chip before its read is made integer: what each row adds to each channel, and how much that varies from read to
/// read. Matrices are [rows, channels], in units of a cell (<see cref="CellMapping.Unit"/>) for an input code of 1.
/// </summary>
internal sealed class ChipTile
{
    private readonly double[] _cells;
    private readonly double[] _effective;

    /// <summary>Programs the cells of a tile, ages them and puts wires between.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="tile">A tile of it.</param>
    /// <param name="binding">When and where it is read.</param>
    /// <param name="random">The chip's numbers.</param>
    /// <param name="projection">Number of the projection.</param>
    /// <param name="number">Number of the tile.</param>
    /// <param name="first">Numbers, within the projection, of its first cell and channel.</param>
    public ChipTile(
        CrossbarLayout layout, CrossbarTileLayout tile, CrossbarBinding binding, ChipRandom random, int projection, int number,
        (uint Cell, uint Channel) first)
    {
        Layout = tile;
        Cells = new TileCells(tile, new StaticDevice(layout.Device), random, projection, first.Cell);
        Read = new LinearRead(layout.Array, layout.Device, tile);
        _cells = Cells.After(binding.Time, binding.Temperature);
        _effective = Read.Effective(_cells);
        Histogram = Cells.Histogram(_cells);
        Weights = Channels(_effective, layout.Mapping.Unit);
        Variances = Cells.ReadDeviation(_cells, binding.Time) is { } sigma ? Noise(sigma, layout.Mapping.Unit) : null;
        // The probe: one row after the other at the read voltage, the others at rest; mean |Y(t)| / mean |Y(t₀)| over all
        // channels.
        double before = binding.DriftCompensation
            ? Channels(Read.Effective(Cells.Written()), layout.Mapping.Unit).Sum(Math.Abs)
            : 0;
        double after = Weights.Sum(Math.Abs);
        DriftFactor = before > 0 && after > 0 ? after / before : 1;
        (Gain, Offset) = Converters(layout.Array.Adc, random, projection, first.Channel);
        Probe = random.Probe(projection, (uint)number);
    }

    /// <summary>Where it lies.</summary>
    public CrossbarTileLayout Layout { get; }

    /// <summary>The programmed cells.</summary>
    public TileCells Cells { get; }

    /// <summary>How its lines are read.</summary>
    public LinearRead Read { get; }

    /// <summary>Numbers of cells by conductance.</summary>
    public System.Collections.Immutable.ImmutableArray<int> Histogram { get; }

    /// <summary>What a row adds to a channel.</summary>
    public double[] Weights { get; }

    /// <summary>Variance of it, from read to read; null for none.</summary>
    public double[]? Variances { get; }

    /// <summary>Mean magnitude of currents relative to the time of programming.</summary>
    public double DriftFactor { get; }

    /// <summary>For each channel the factor of its converter: 1 + its gain error.</summary>
    public double[] Gain { get; }

    /// <summary>For each channel the offset of its converter, in codes.</summary>
    public int[] Offset { get; }

    private CellRandom Probe { get; }

    /// <summary>How far the linear read is from the circuit.</summary>
    public LinearisationError? LinearisationError(int largestInput) =>
        Read.Error(_cells, _effective, largestInput, Layout.Channels, Probe);

    private double[] Channels(double[] effective, double unit)
    {
        int channels = Layout.Channels.Length;
        double[] weights = new double[Layout.Rows * channels];
        for (int row = 0; row < Layout.Rows; row++)
        {
            ReadOnlySpan<double> line = effective.AsSpan(row * Layout.Columns, Layout.Columns);
            for (int c = 0; c < channels; c++)
            {
                CrossbarChannel channel = Layout.Channels[c];
                weights[row * channels + c] = (line[channel.Plus] - (channel.Minus < 0 ? 0 : line[channel.Minus])) / unit;
            }
        }
        return weights;
    }

    /// <summary>
    /// Σσ² of a channel's cells. A cell's deviation reaches the end of its column in the share that its current does, G_eff/G;
    /// what wires carry of it to other columns is left out.
    /// </summary>
    private double[] Noise(double[] sigma, double unit)
    {
        int channels = Layout.Channels.Length;
        double[] variances = new double[Layout.Rows * channels];
        for (int row = 0; row < Layout.Rows; row++)
            for (int c = 0; c < channels; c++)
            {
                CrossbarChannel channel = Layout.Channels[c];
                variances[row * channels + c] = Variance(channel.Plus) + (channel.Minus < 0 ? 0 : Variance(channel.Minus));

                double Variance(int column)
                {
                    int cell = row * Layout.Columns + column;
                    double share = _cells[cell] > 0 ? _effective[cell] / _cells[cell] : 1;
                    return Math.Pow(sigma[cell] * share / unit, 2);
                }
            }
        return variances;
    }

    private (double[] Gain, int[] Offset) Converters(AdcModel adc, ChipRandom random, int projection, uint first)
    {
        int channels = Layout.Channels.Length;
        (double[] gain, int[] offset) = (new double[channels], new int[channels]);
        for (int c = 0; c < channels; c++)
        {
            CellRandom own = random.Converter(projection, first + (uint)(c / adc.ChannelsPerConverter));
            gain[c] = Math.Max(1 + adc.GainSigma * own.NextNormal(), 0);
            offset[c] = (int)Math.Round(adc.OffsetSigma * own.NextNormal());
        }
        return (gain, offset);
    }
}
