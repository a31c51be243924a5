using System.Collections.Immutable;
using Neuro.Emulator.Devices;
using Neuro.Ir.Crossbars;

namespace Neuro.Emulator.Crossbars.Fabrication;

/// <summary>The programmed cells of a tile: every one its own device. Matrices are [rows, physical columns].</summary>
internal sealed class TileCells
{
    private const int Bins = 64;

    private readonly StaticDevice _device;
    private readonly ProgrammedCell[] _cells;

    /// <summary>Programs the cells; the first of them has number <paramref name="firstCell"/> in its projection.</summary>
    public TileCells(CrossbarTileLayout tile, StaticDevice device, ChipRandom random, int projection, uint firstCell)
    {
        _device = device;
        _cells = new ProgrammedCell[tile.Rows * tile.Columns];
        for (int row = 0; row < tile.Rows; row++)
            for (int column = 0; column < tile.Columns; column++)
            {
                int cell = row * tile.Columns + column;
                CellRandom own = random.Cell(projection, firstCell + (uint)cell);
                _cells[cell] = device.Program(tile.Target(row, column), ref own);
                Pulses += _cells[cell].Pulses;
                if (_cells[cell].Fault == CellFault.StuckOn) StuckOn++;
                if (_cells[cell].Fault == CellFault.StuckOff) StuckOff++;
            }
    }

    /// <summary>Programming pulses.</summary>
    public long Pulses { get; }

    /// <summary>Cells stuck at the largest conductance.</summary>
    public int StuckOn { get; }

    /// <summary>Cells stuck at the smallest conductance.</summary>
    public int StuckOff { get; }

    /// <summary>Siemens right after programming.</summary>
    public double[] Written() => [.. _cells.Select(c => c.Conductance)];

    /// <summary>Siemens some seconds later.</summary>
    public double[] After(double seconds, double kelvin)
    {
        double[] now = new double[_cells.Length];
        for (int cell = 0; cell < now.Length; cell++) now[cell] = _device.ConductanceAt(_cells[cell], seconds, kelvin);
        return now;
    }

    /// <summary>Standard deviations of a read in siemens; null where reads are all the same.</summary>
    public double[]? ReadDeviation(double[] now, double seconds)
    {
        if (_device.Device.ReadNoise is null) return null;
        double[] sigma = new double[now.Length];
        for (int cell = 0; cell < now.Length; cell++) sigma[cell] = _device.ReadDeviation(_cells[cell], now[cell], seconds);
        return sigma;
    }

    /// <summary>Numbers of cells in equal bins from 0 to the largest conductance.</summary>
    public ImmutableArray<int> Histogram(double[] now)
    {
        int[] bins = new int[Bins];
        foreach (double g in now) bins[(int)Math.Clamp(g / _device.Device.GMax * Bins, 0, Bins - 1)]++;
        return [.. bins];
    }
}
