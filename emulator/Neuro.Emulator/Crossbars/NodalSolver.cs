using Neuro.Emulator.Crossbars.Circuit;

namespace Neuro.Emulator.Crossbars;

/// <summary>
/// Solves a crossbar's circuit for all its voltages, with rows and columns driven to any voltage or floating, and with cells
/// whose current is a hyperbolic sine of their voltage (Newton's method on the nodal equations, with damping).
/// </summary>
public static class NodalSolver
{
    private const int MaximumIterations = 200;

    /// <summary>Newton's method ends when no cell's voltage changes by more than this share of the largest drive.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>The voltages and currents at given drives.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="rows">[rows]: volts of the drivers; NaN for a row that floats.</param>
    /// <param name="columns">[columns]: volts at the sinks; NaN for a column that floats; all 0 where empty.</param>
    /// <exception cref="InvalidOperationException">Newton's method did not converge: the cells are driven far beyond
    /// V₀.</exception>
    public static NodalSolution Solve(CrossbarCircuit circuit, ReadOnlySpan<double> rows, ReadOnlySpan<double> columns = default)
    {
        double[] sinks = columns.IsEmpty ? new double[circuit.Columns] : columns.ToArray();
        bool[] drivenRows = [.. rows.ToArray().Select(v => !double.IsNaN(v))];
        bool[] drivenColumns = [.. sinks.Select(v => !double.IsNaN(v))];
        CircuitNodes nodes = new(circuit, drivenRows, drivenColumns);
        double[] voltage = new double[nodes.Count];
        for (int i = 0; i < circuit.Rows; i++)
            if (drivenRows[i]) voltage[nodes.Driver(i)] = rows[i];
        for (int j = 0; j < circuit.Columns; j++)
            if (drivenColumns[j]) voltage[nodes.Sink(j)] = sinks[j];

        Linear(circuit, nodes, circuit.Conductance, new double[nodes.Count], voltage);
        (int iterations, double residual) = circuit.SinhVoltage > 0 ? Newton(circuit, nodes, voltage) : (1, 0);
        return Read(circuit, nodes, drivenColumns, voltage, iterations, residual);
    }

    private static void Linear(CrossbarCircuit circuit, CircuitNodes nodes, double[] cells, double[] injected, double[] voltage)
    {
        EliminatedBlock eliminated = MeshElimination.Run(circuit, nodes, cells, keep: true);
        eliminated.Forward(injected);
        eliminated.Backward(injected, voltage);
    }

    /// <summary>
    /// Replaces every cell by its tangent, i(v) ≈ i(u) + i'(u)·(v − u), until the voltages stay. The full solution is found anew
    /// each time, not its change, so that wires of next to no resistance cost no accuracy. Steps are halved while the circuit's
    /// co-content, a convex function whose minimum is the solution (Millar, Phil. Mag. 42, 1951), does not fall.
    /// </summary>
    private static (int Iterations, double Residual) Newton(CrossbarCircuit circuit, CircuitNodes nodes, double[] voltage)
    {
        double v0 = circuit.SinhVoltage;
        double[] across = Across(circuit, nodes, voltage), slope = new double[across.Length];
        double largestDrive = voltage.Max(Math.Abs);
        for (int iteration = 2; iteration <= MaximumIterations; iteration++)
        {
            double[] injected = new double[nodes.Count];
            for (int cell = 0; cell < across.Length; cell++)
            {
                slope[cell] = circuit.Conductance[cell] * Math.Cosh(across[cell] / v0);
                double rest = circuit.Current(cell, across[cell]) - slope[cell] * across[cell];
                injected[nodes.Word(cell / circuit.Columns, cell % circuit.Columns)] -= rest;
                injected[nodes.Bit(cell / circuit.Columns, cell % circuit.Columns)] += rest;
            }
            double[] next = (double[])voltage.Clone();
            Linear(circuit, nodes, slope, injected, next);
            double[] wanted = Across(circuit, nodes, next);
            double change = 0;
            for (int cell = 0; cell < across.Length; cell++) change = Math.Max(change, Math.Abs(wanted[cell] - across[cell]));
            double step = change <= v0 / 1024 ? 1 : Step(circuit, nodes, voltage, next);
            for (int n = 0; n < voltage.Length; n++) voltage[n] += step * (next[n] - voltage[n]);
            double[] reached = Across(circuit, nodes, voltage);
            if (change <= Tolerance * largestDrive) return (iteration, Residual(circuit, slope, across, reached));
            across = reached;
        }
        throw new InvalidOperationException($"the currents of sinh cells were not found in {MaximumIterations} iterations");
    }

    /// <summary>What the cells' currents differ from those of the tangents, whose currents balance.</summary>
    private static double Residual(CrossbarCircuit circuit, double[] slope, double[] from, double[] to)
    {
        (double missing, double largest) = (0, 0);
        for (int cell = 0; cell < slope.Length; cell++)
        {
            double current = circuit.Current(cell, to[cell]);
            double tangent = circuit.Current(cell, from[cell]) + slope[cell] * (to[cell] - from[cell]);
            (missing, largest) = (Math.Max(missing, Math.Abs(current - tangent)), Math.Max(largest, Math.Abs(current)));
        }
        return largest == 0 ? 0 : missing / largest;
    }

    private static double Step(CrossbarCircuit circuit, CircuitNodes nodes, double[] from, double[] to)
    {
        double start = CoContent(circuit, nodes, from, to, 0);
        double step = 1;
        while (step > 1e-6 && !(CoContent(circuit, nodes, from, to, step) <= start)) step /= 2;
        return step;
    }

    /// <summary>∫ i dv over all cells and wire segments, in watts, at <paramref name="step"/> of the way between two
    /// solutions.</summary>
    private static double CoContent(CrossbarCircuit circuit, CircuitNodes nodes, double[] from, double[] to, double step)
    {
        double Voltage(int a, int b) => from[a] - from[b] + step * (to[a] - to[b] - (from[a] - from[b]));
        double v0 = circuit.SinhVoltage, sum = 0;
        List<(int A, int B, double Siemens)> elements = [];
        for (int i = 0; i < circuit.Rows; i++)
            for (int j = 0; j < circuit.Columns; j++)
            {
                elements.Clear();
                nodes.Elements(i, j, circuit.Conductance, elements);
                (int word, int bit, double siemens) = elements[0];
                sum += siemens * v0 * v0 * (Math.Cosh(Voltage(word, bit) / v0) - 1);
                for (int e = 1; e < elements.Count; e++)
                    sum += elements[e].Siemens * Math.Pow(Voltage(elements[e].A, elements[e].B), 2) / 2;
            }
        return sum;
    }

    private static double[] Across(CrossbarCircuit circuit, CircuitNodes nodes, double[] voltage)
    {
        double[] across = new double[circuit.Conductance.Length];
        for (int cell = 0; cell < across.Length; cell++)
        {
            (int i, int j) = (cell / circuit.Columns, cell % circuit.Columns);
            across[cell] = voltage[nodes.Word(i, j)] - voltage[nodes.Bit(i, j)];
        }
        return across;
    }

    private static NodalSolution Read(
        CrossbarCircuit circuit, CircuitNodes nodes, bool[] drivenColumns, double[] voltage, int iterations, double residual)
    {
        (int rows, int columns) = (circuit.Rows, circuit.Columns);
        double[] word = new double[rows * columns], bit = new double[rows * columns], cells = new double[rows * columns];
        double[] across = Across(circuit, nodes, voltage);
        for (int cell = 0; cell < across.Length; cell++)
        {
            word[cell] = voltage[nodes.Word(cell / columns, cell % columns)];
            bit[cell] = voltage[nodes.Bit(cell / columns, cell % columns)];
            cells[cell] = circuit.Current(cell, across[cell]);
        }
        // By Kirchhoff's law, which holds for wires without resistance too: nothing but the driver and the sink is at a line's
        // ends.
        double[] wordCurrent = new double[rows * columns], bitCurrent = new double[rows * columns];
        for (int i = 0; i < rows; i++)
            for (int j = columns - 1; j >= 0; j--)
                wordCurrent[i * columns + j] = cells[i * columns + j] + (j + 1 < columns ? wordCurrent[i * columns + j + 1] : 0);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                bitCurrent[i * columns + j] = cells[i * columns + j] + (i > 0 ? bitCurrent[(i - 1) * columns + j] : 0);
        double[] output = new double[columns];
        double end = circuit.RBitLine + circuit.RSink;
        for (int j = 0; j < columns; j++)
        {
            int last = (rows - 1) * columns + j;
            // A voltage over the end of the line is known better than the sum of many currents that partly cancel.
            output[j] = !drivenColumns[j] ? 0 : end > 0 ? (bit[last] - voltage[nodes.Sink(j)]) / end : bitCurrent[last];
        }
        return new()
        {
            WordLineVoltage = word,
            BitLineVoltage = bit,
            CellCurrent = cells,
            WordLineCurrent = wordCurrent,
            BitLineCurrent = bitCurrent,
            OutputCurrent = output,
            Iterations = iterations,
            Residual = residual,
        };
    }
}
