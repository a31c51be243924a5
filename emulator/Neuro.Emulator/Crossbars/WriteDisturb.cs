namespace Neuro.Emulator.Crossbars;

/// <summary>
/// What one write does to an array: the voltage that reaches the selected cell, and those that disturb the others (Chen, J.
/// Comput. Electron. 12, 2013, for the schemes).
/// </summary>
/// <param name="Solution">All voltages and currents.</param>
/// <param name="SelectedVoltage">Volts over the cell that is written.</param>
/// <param name="LineDisturb">Largest magnitude of the volts over another cell of its row or column.</param>
/// <param name="ArrayDisturb">Largest magnitude of the volts over a cell of neither.</param>
public sealed record WriteDisturb(NodalSolution Solution, double SelectedVoltage, double LineDisturb, double ArrayDisturb)
{
    /// <summary>Solves a write of the cell at <paramref name="row"/>, <paramref name="column"/>.</summary>
    public static WriteDisturb Of(CrossbarCircuit circuit, int row, int column, double voltage, WriteScheme scheme)
    {
        (double otherRows, double otherColumns) = scheme switch
        {
            WriteScheme.HalfVoltage => (voltage / 2, voltage / 2),
            WriteScheme.ThirdVoltage => (voltage / 3, 2 * voltage / 3),
            _ => (double.NaN, double.NaN),
        };
        double[] rows = [.. Enumerable.Range(0, circuit.Rows).Select(i => i == row ? voltage : otherRows)];
        double[] columns = [.. Enumerable.Range(0, circuit.Columns).Select(j => j == column ? 0 : otherColumns)];
        NodalSolution solution = NodalSolver.Solve(circuit, rows, columns);
        (double selected, double line, double array) = (0, 0, 0);
        for (int i = 0; i < circuit.Rows; i++)
            for (int j = 0; j < circuit.Columns; j++)
            {
                int cell = i * circuit.Columns + j;
                double across = solution.WordLineVoltage[cell] - solution.BitLineVoltage[cell];
                if (i == row && j == column) selected = across;
                else if (i == row || j == column) line = Math.Max(line, Math.Abs(across));
                else array = Math.Max(array, Math.Abs(across));
            }
        return new(solution, selected, line, array);
    }
}
