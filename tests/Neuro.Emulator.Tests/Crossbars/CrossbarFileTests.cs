using System.Text.Json;
using Neuro.Emulator.Crossbars;

namespace Neuro.Emulator.Tests.Crossbars;

/// <summary>Currents and voltages against those of badcrossbar and Qucs.</summary>
public sealed class CrossbarFileTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void The_effective_matrix_gives_the_currents_of_every_file()
    {
        int cases = 0;
        foreach (CrossbarFiles.Example example in CrossbarFiles.All())
        {
            double[] effective = EffectiveConductance.Of(example.Circuit);
            for (int e = 0; e < example.Output.Length; e++)
            {
                double[] currents = Circuits.Currents(example.Circuit, effective, example.Drive(e));
                Agree($"{example.Name}, example {e}", example.Output[e], currents);
            }
            cases++;
        }
        Assert.Equal(37, cases);
    }

    [Fact]
    public void The_effective_matrix_is_that_of_the_file()
    {
        CrossbarFiles.Example example = CrossbarFiles.Array("xb_16x16");
        double[] expected = [.. example.Case.GetProperty("G_eff").Deserialize<double[][]>()!.SelectMany(row => row)];
        Agree("G_eff", expected, EffectiveConductance.Of(example.Circuit));
    }

    [Fact]
    public void The_nodal_solution_gives_the_currents_of_every_file()
    {
        foreach (CrossbarFiles.Example example in CrossbarFiles.All())
            for (int e = 0; e < example.Output.Length; e++)
            {
                NodalSolution solution = NodalSolver.Solve(example.Circuit, example.Drive(e));
                Agree($"{example.Name}, example {e}", example.Output[e], solution.OutputCurrent);
            }
    }

    [Fact]
    public void The_nodal_solution_gives_every_voltage_and_device_current_of_the_files()
    {
        foreach (CrossbarFiles.Example example in CrossbarFiles.All().Where(x => x.Case.TryGetProperty("v_word_line", out _)))
        {
            bool isQucs = example.Case.TryGetProperty("word_line_current", out _);
            for (int e = 0; e < example.Output.Length; e++)
            {
                NodalSolution solution = NodalSolver.Solve(example.Circuit, example.Drive(e));
                string name = $"{example.Name}, example {e}";
                Agree(name, Matrix("device_current"), solution.CellCurrent);
                Agree(name, Matrix("v_word_line"), solution.WordLineVoltage);
                Agree(name, Matrix("v_bit_line"), solution.BitLineVoltage);
                if (isQucs)
                {
                    Agree(name, Matrix("word_line_current"), solution.WordLineCurrent);
                    Agree(name, Matrix("bit_line_current"), solution.BitLineCurrent);
                }

                double[] Matrix(string member) => isQucs
                    ? [.. example.Case.GetProperty(member).Deserialize<double[][]>()!.SelectMany(row => row)]
                    : [.. example.Case.GetProperty(member).Deserialize<double[][][]>()!.SelectMany(row => row).Select(v => v[e])];
            }
        }
    }

    private static void Agree(string what, double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(
                Math.Abs(actual[i] - expected[i]) <= Tolerance * Math.Abs(expected[i]) + 1e-15 * scale,
                $"{what}, element {i}: expected {expected[i]:r}, actual {actual[i]:r}");
    }
}
