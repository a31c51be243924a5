using Neuro.Emulator.Devices;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;

namespace Neuro.Emulator.Crossbars.Fabrication;

/// <summary>
/// What cells amount to at the ends of their lines, in siemens of the small-signal kind that programming aims at. It is exact for
/// ohmic cells on driven rows. A sinh cell counts as its secant with every row at the read voltage. Rows without input that float
/// do so in every other row while the matrix of the rest is found. All matrices are [rows, physical columns].
/// </summary>
internal sealed class LinearRead
{
    /// <summary>Reads that the linearisation is measured on.</summary>
    private const int Probes = 3;

    private readonly CrossbarArray _array;
    private readonly DeviceModel _device;
    private readonly int _rows;
    private readonly int _columns;

    /// <summary>Reads of a tile.</summary>
    public LinearRead(CrossbarArray array, DeviceModel device, CrossbarTileLayout tile) =>
        (_array, _device, _rows, _columns) = (array, device, tile.Rows, tile.Columns);

    /// <summary>The effective conductances of <paramref name="cells"/>.</summary>
    public double[] Effective(double[] cells)
    {
        CrossbarCircuit circuit = Circuit(cells);
        if (circuit.HasIdealWires) return cells;
        if (!_array.FloatingRows) return Effective(circuit, [.. Enumerable.Repeat(true, _rows)]);
        double[] sum = new double[cells.Length];
        for (int parity = 0; parity < Math.Min(2, _rows); parity++)
        {
            double[] half = Effective(circuit, [.. Enumerable.Range(0, _rows).Select(i => i % 2 == parity)]);
            for (int cell = 0; cell < sum.Length; cell++) sum[cell] += half[cell];
        }
        return sum;
    }

    /// <summary>Measures what the linear read is off by.</summary>
    /// <param name="cells">Siemens of the cells.</param>
    /// <param name="effective">Their effective conductances.</param>
    /// <param name="largestInput">Input code of the read voltage.</param>
    /// <param name="channels">What the currents of columns become.</param>
    /// <param name="random">What the reads are drawn from: half of the rows have an input, of any code.</param>
    /// <returns>Null where the linear read is exact.</returns>
    public LinearisationError? Error(
        double[] cells, double[] effective, int largestInput, IReadOnlyList<CrossbarChannel> channels, CellRandom random)
    {
        CrossbarCircuit circuit = Circuit(cells);
        bool isExact = circuit.HasIdealWires
            ? _device.SinhVoltage == 0 || largestInput == 1
            : _device.SinhVoltage == 0 && !_array.FloatingRows;
        if (isExact) return null;
        double secant = _device.Secant(_array.Dac.Voltage);
        (double squares, double worst, double largest) = (0, 0, 0);
        for (int probe = 0; probe < Probes; probe++)
        {
            double[] drive = new double[_rows];
            for (int row = 0; row < _rows; row++)
            {
                bool active = random.NextUniform() < 0.5;
                double code = Math.Ceiling(random.NextUniform() * largestInput);
                drive[row] = active ? code / largestInput * _array.Dac.Voltage : 0;
            }
            double[] rows = _array.FloatingRows ? [.. drive.Select(v => v == 0 ? double.NaN : v)] : drive;
            double[] exact = NodalSolver.Solve(circuit, rows).OutputCurrent, linear = new double[_columns];
            for (int cell = 0; cell < cells.Length; cell++)
                linear[cell % _columns] += drive[cell / _columns] * effective[cell] * secant;
            foreach (CrossbarChannel c in channels)
            {
                double Current(double[] columns) => columns[c.Plus] - (c.Minus < 0 ? 0 : columns[c.Minus]);
                double error = Math.Abs(Current(linear) - Current(exact));
                squares += error * error;
                (worst, largest) = (Math.Max(worst, error), Math.Max(largest, Math.Abs(Current(exact))));
            }
        }
        return largest == 0 ? null : new(Math.Sqrt(squares / (Probes * channels.Count)) / largest, worst / largest);
    }

    private double[] Effective(CrossbarCircuit circuit, bool[] driven)
    {
        if (_device.SinhVoltage == 0) return EffectiveConductance.Of(circuit, driven);
        double[] drive = [.. driven.Select(d => d ? _array.Dac.Voltage : double.NaN)];
        NodalSolution point = NodalSolver.Solve(circuit, drive);
        double[] secants = [.. circuit.Conductance];
        for (int cell = 0; cell < secants.Length; cell++)
        {
            double across = point.WordLineVoltage[cell] - point.BitLineVoltage[cell];
            if (across != 0) secants[cell] = point.CellCurrent[cell] / across;
        }
        double[] effective = EffectiveConductance.Of(circuit with { Conductance = secants, SinhVoltage = 0 }, driven);
        double ideal = _device.Secant(_array.Dac.Voltage);
        for (int cell = 0; cell < effective.Length; cell++) effective[cell] /= ideal;
        return effective;
    }

    private CrossbarCircuit Circuit(double[] cells) => new()
    {
        Rows = _rows,
        Columns = _columns,
        Conductance = cells,
        RWordLine = _array.RWordLine,
        RBitLine = _array.RBitLine,
        RDriver = _array.RDriver,
        RSink = _array.RSink,
        SinhVoltage = _device.SinhVoltage,
    };
}
