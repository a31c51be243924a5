using Neuro.Emulator.Crossbars;

namespace Neuro.Emulator.Tests.Crossbars;

/// <summary>The whole circuit: power, droop, cells that are no resistors, floating lines and writes.</summary>
public sealed class NodalSolverTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.25)]
    public void Power_of_the_drivers_is_the_power_of_cells_and_wires(double sinhVoltage)
    {
        CrossbarCircuit circuit = Circuits.Random(30, 22, 6, 4, 100, 50) with { SinhVoltage = sinhVoltage };
        double[] drive = Circuits.Drive(30);
        NodalSolution s = NodalSolver.Solve(circuit, drive);
        (double supplied, double used) = (0, 0);
        for (int i = 0; i < 30; i++)
        {
            supplied += drive[i] * s.WordLineCurrent[i * 22];
            for (int j = 0; j < 22; j++)
            {
                int cell = i * 22 + j;
                used += (s.WordLineVoltage[cell] - s.BitLineVoltage[cell]) * s.CellCurrent[cell];
                used += (j == 0 ? 106 : 6) * Math.Pow(s.WordLineCurrent[cell], 2);
                used += (i == 29 ? 54 : 4) * Math.Pow(s.BitLineCurrent[cell], 2);
            }
        }
        Assert.Equal(1, used / supplied, 12);
    }

    [Fact]
    public void Currents_are_right_where_wires_take_83_percent_of_the_voltage()
    {
        CrossbarCircuit circuit = Circuits.Random(32, 32, 40, 40, seed: 4, least: 4e-5, most: 4e-4);
        double[] drive = [.. Enumerable.Repeat(0.2, 32)];
        NodalSolution s = NodalSolver.Solve(circuit, drive);
        double least = Enumerable.Range(0, 1024).Min(cell => s.WordLineVoltage[cell] - s.BitLineVoltage[cell]);
        Assert.True(1 - least / 0.2 > 0.83, $"the droop is {1 - least / 0.2:p1}");
        double[] outputs = Circuits.Currents(circuit, EffectiveConductance.Of(circuit), drive);
        for (int j = 0; j < 32; j++)
        {
            Assert.Equal(1, outputs[j] / s.OutputCurrent[j], 12);
            Assert.Equal(1, s.BitLineCurrent[31 * 32 + j] / s.OutputCurrent[j], 11);
        }
        Assert.True(OhmsLaw(circuit, drive, s) < 1e-12);
    }

    /// <summary>The largest difference between a segment's current by Kirchhoff's and by Ohm's law, relative to the largest
    /// current.
    /// </summary>
    private static double OhmsLaw(CrossbarCircuit circuit, double[] drive, NodalSolution s)
    {
        (double worst, double largest) = (0, 0);
        for (int i = 0; i < circuit.Rows; i++)
            for (int j = 0; j < circuit.Columns; j++)
            {
                int cell = i * circuit.Columns + j;
                double left = j == 0 ? drive[i] : s.WordLineVoltage[cell - 1];
                double ohm = (left - s.WordLineVoltage[cell]) / circuit.RWordLine;
                worst = Math.Max(worst, Math.Abs(ohm - s.WordLineCurrent[cell]));
                largest = Math.Max(largest, Math.Abs(ohm));
            }
        return worst / largest;
    }

    [Theory]
    [InlineData(1.0, 0.0)]
    [InlineData(0.1, 0.0)]
    [InlineData(0.03, 5.0)]
    [InlineData(0.02, 200.0)]
    [InlineData(0.05, 1e-9)]
    public void Sinh_cells_balance_at_every_node(double v0, double ohms)
    {
        CrossbarCircuit circuit = Circuits.Random(12, 10, ohms, ohms) with { SinhVoltage = v0 };
        double[] drive = Circuits.Drive(12);
        NodalSolution s = NodalSolver.Solve(circuit, drive);
        Assert.True(s.Residual <= 1e-11, $"residual {s.Residual}");
        Assert.True(ohms < 1 || OhmsLaw(circuit, drive, s) < 1e-10);
        for (int cell = 0; cell < 120; cell++)
        {
            double across = s.WordLineVoltage[cell] - s.BitLineVoltage[cell];
            double expected = circuit.Conductance[cell] * v0 * Math.Sinh(across / v0);
            Assert.Equal(1, s.CellCurrent[cell] / expected, 12);
            if (ohms == 0) Assert.Equal(drive[cell / 10], across, 15);
        }
    }

    [Fact]
    public void One_sinh_cell_behind_a_resistor_is_where_both_currents_are_one()
    {
        CrossbarCircuit circuit = new() { Rows = 1, Columns = 1, Conductance = [1e-4], RDriver = 1e4, SinhVoltage = 0.1 };
        NodalSolution s = NodalSolver.Solve(circuit, [1.0]);
        // (1 − v) / R = G·V₀·sinh(v/V₀), by bisection.
        (double low, double high) = (0, 1);
        for (int i = 0; i < 200; i++)
        {
            double v = (low + high) / 2;
            (low, high) = (1 - v) / 1e4 > 1e-5 * Math.Sinh(v / 0.1) ? (v, high) : (low, v);
        }
        Assert.Equal(low, s.WordLineVoltage[0], 12);
    }

    [Fact]
    public void A_floating_row_carries_no_current_and_lets_current_sneak_by()
    {
        CrossbarCircuit circuit = Circuits.Random(8, 8, 2, 2, 50, 5000);
        double[] drive = [0.3, .. Enumerable.Repeat(double.NaN, 7)];
        NodalSolution s = NodalSolver.Solve(circuit, drive);
        for (int i = 1; i < 8; i++) Assert.InRange(Math.Abs(s.WordLineCurrent[i * 8]), 0, 1e-18);
        // Between columns of unequal voltage current flows through the cells of floating rows.
        Assert.Contains(Enumerable.Range(8, 56), cell => s.CellCurrent[cell] < -1e-9);
        Assert.Equal(1, s.OutputCurrent.Sum() / s.WordLineCurrent[0], 12);
    }

    [Theory]
    [InlineData(WriteScheme.HalfVoltage, 0.5, 0.0)]
    [InlineData(WriteScheme.ThirdVoltage, 1 / 3.0, 1 / 3.0)]
    public void Half_selected_cells_see_their_share_of_the_voltage(WriteScheme scheme, double line, double array)
    {
        WriteDisturb ideal = WriteDisturb.Of(Circuits.Random(16, 16, 0, 0), 3, 12, 3.0, scheme);
        Assert.Equal((3.0, 3 * line, 3 * array), (ideal.SelectedVoltage, ideal.LineDisturb, Math.Round(ideal.ArrayDisturb, 12)));

        WriteDisturb wires = WriteDisturb.Of(Circuits.Random(16, 16, 5, 5, 100, 100), 3, 12, 3.0, scheme);
        Assert.InRange(wires.SelectedVoltage, 2.0, 2.999);
        Assert.InRange(wires.LineDisturb, 0.5 * line * 3, line * 3 + 0.2);
    }

    [Fact]
    public void Floating_lines_share_the_voltage_of_the_sneak_path()
    {
        CrossbarCircuit circuit = new() { Rows = 2, Columns = 2, Conductance = [1e-6, 1e-4, 1e-4, 1e-4] };
        WriteDisturb write = WriteDisturb.Of(circuit, 0, 0, 3.0, WriteScheme.Floating);
        Assert.Equal(3, write.SelectedVoltage, 12);
        Assert.Equal(1, write.LineDisturb, 12);
        Assert.Equal(1, write.ArrayDisturb, 12);
        Assert.Equal(1e-6 * 3 + 1e-4, write.Solution.OutputCurrent[0], 12);
    }

    [Fact]
    public void Lines_that_nothing_leads_to_do_no_harm()
    {
        CrossbarCircuit circuit = new() { Rows = 2, Columns = 2, Conductance = [0, 0, 0, 1e-5], RWordLine = 3, RBitLine = 3 };
        NodalSolution s = NodalSolver.Solve(circuit, [double.NaN, 0.2]);
        Assert.Equal(0, s.OutputCurrent[0]);
        Assert.True(s.OutputCurrent[1] > 0 && Math.Abs(s.OutputCurrent[1] * (1e5 + 9) - 0.2) < 1e-14, $"{s.OutputCurrent[1]:r}");
    }
}
