using Neuro.Emulator.Crossbars;

namespace Neuro.Emulator.Tests.Crossbars;

/// <summary>The effective matrix: limits, symmetry and agreement with the nodal solution.</summary>
public sealed class EffectiveConductanceTests
{
    [Theory]
    [InlineData(1, 1, 5.0, 3.0, 0.0, 0.0)]
    [InlineData(7, 3, 5.0, 0.0, 10.0, 0.0)]
    [InlineData(3, 9, 0.0, 5.0, 0.0, 20.0)]
    [InlineData(17, 23, 2.0, 3.0, 50.0, 70.0)]
    [InlineData(40, 21, 0.0, 0.0, 50.0, 70.0)]
    [InlineData(33, 64, 1.0, 1.0, 0.0, 0.0)]
    public void Superposition_of_the_matrix_is_the_nodal_solution(
        int rows, int columns, double word, double bit, double driver, double sink)
    {
        CrossbarCircuit circuit = Circuits.Random(rows, columns, word, bit, driver, sink);
        double[] drive = Circuits.Drive(rows);
        double[] currents = Circuits.Currents(circuit, EffectiveConductance.Of(circuit), drive);
        Agree(NodalSolver.Solve(circuit, drive).OutputCurrent, currents, 1e-12);
    }

    [Fact]
    public void Rows_that_float_are_those_of_the_nodal_solution()
    {
        CrossbarCircuit circuit = Circuits.Random(20, 12, 3, 2, 100, 150);
        bool[] driven = [.. Enumerable.Range(0, 20).Select(i => i % 3 == 0)];
        double[] drive = [.. Circuits.Drive(20).Select((v, i) => driven[i] ? v : double.NaN)];
        double[] effective = EffectiveConductance.Of(circuit, driven);
        double[] withoutNaN = [.. drive.Select(v => double.IsNaN(v) ? 0 : v)];
        Agree(NodalSolver.Solve(circuit, drive).OutputCurrent, Circuits.Currents(circuit, effective, withoutNaN), 1e-12);
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-9)]
    [InlineData(1e-15)]
    public void Wires_without_resistance_are_the_limit_of_small_ones(double ohms)
    {
        CrossbarCircuit circuit = Circuits.Random(32, 32, ohms, ohms, ohms, ohms);
        double[] ideal = circuit.Conductance;
        double[] effective = EffectiveConductance.Of(circuit);
        Agree(ideal, effective, 64 * 64 * 1e-4 * ohms + 1e-13);
        Agree(EffectiveConductance.Of(circuit with { RWordLine = 0, RBitLine = 0, RDriver = 0, RSink = 0 }), ideal, 0);
    }

    [Fact]
    public void Wires_of_endless_resistance_leave_no_current()
    {
        foreach (double ohms in (double[])[1e15, 1e200, double.PositiveInfinity])
        {
            CrossbarCircuit circuit = Circuits.Random(8, 8, ohms, ohms);
            Assert.All(EffectiveConductance.Of(circuit), g => Assert.InRange(g, 0, 1 / ohms));
            Assert.All(NodalSolver.Solve(circuit, Circuits.Drive(8)).OutputCurrent, i => Assert.InRange(i, 0, 8 / ohms));
        }
    }

    [Fact]
    public void A_driver_alone_divides_its_voltage_with_its_row()
    {
        CrossbarCircuit circuit = Circuits.Random(6, 5, 0, 0, driver: 5000);
        double[] effective = EffectiveConductance.Of(circuit);
        for (int i = 0; i < 6; i++)
        {
            double row = circuit.Conductance.AsSpan(i * 5, 5).ToArray().Sum();
            for (int j = 0; j < 5; j++)
            {
                double expected = circuit.Conductance[i * 5 + j] / (1 + 5000 * row);
                Assert.Equal(1, effective[i * 5 + j] / expected, 13);
            }
        }
    }

    [Fact]
    public void Driving_columns_and_reading_rows_gives_the_same_matrix()
    {
        // Reciprocity: the circuit turned over has word and bit lines exchanged, its rows and columns counted from the other
        // ends.
        CrossbarCircuit circuit = Circuits.Random(24, 17, 4, 7, 30, 20);
        double[] turned = new double[circuit.Conductance.Length];
        for (int i = 0; i < 24; i++)
            for (int j = 0; j < 17; j++) turned[(16 - j) * 24 + (23 - i)] = circuit.Conductance[i * 17 + j];
        // Column 16 − j's bit line is row j's word line: its driver end is the bottom, which is column 0 of the turned circuit.
        CrossbarCircuit mirror = new()
        {
            Rows = 17,
            Columns = 24,
            Conductance = turned,
            RWordLine = 7,
            RBitLine = 4,
            RDriver = 20,
            RSink = 30,
        };
        double[] effective = EffectiveConductance.Of(circuit), back = EffectiveConductance.Of(mirror);
        for (int i = 0; i < 24; i++)
            for (int j = 0; j < 17; j++)
                Assert.True(
                    Math.Abs(back[(16 - j) * 24 + (23 - i)] / effective[i * 17 + j] - 1) < 1e-12,
                    $"[{i}, {j}]: {effective[i * 17 + j]:r} and {back[(16 - j) * 24 + (23 - i)]:r}");
    }

    [Fact]
    public void Cells_without_conductance_are_absent()
    {
        CrossbarCircuit circuit = Circuits.Random(9, 9, 5, 5);
        double[] holes = [.. circuit.Conductance.Select((g, cell) => cell % 9 == 4 || cell / 9 == 2 || cell % 2 == 0 ? 0 : g)];
        double[] effective = EffectiveConductance.Of(circuit with { Conductance = holes });
        for (int i = 0; i < 9; i++) Assert.Equal(0, effective[i * 9 + 4]);
        for (int j = 0; j < 9; j++) Assert.Equal(0, effective[2 * 9 + j]);
        double[] drive = Circuits.Drive(9);
        Agree(
            NodalSolver.Solve(circuit with { Conductance = holes }, drive).OutputCurrent,
            Circuits.Currents(circuit, effective, drive), 1e-12);
    }

    [Fact]
    public void The_matrix_does_not_depend_on_threads()
    {
        CrossbarCircuit circuit = Circuits.Random(96, 80, 1, 1, 10, 10);
        double[] once = EffectiveConductance.Of(circuit);
        for (int i = 0; i < 5; i++) Assert.Equal(once, EffectiveConductance.Of(circuit));
    }

    private static void Agree(double[] expected, double[] actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.True(
                Math.Abs(actual[i] - expected[i]) <= tolerance * Math.Abs(expected[i]),
                $"element {i}: expected {expected[i]:r}, actual {actual[i]:r}");
    }
}
