using System.Text.Json;
using Neuro.Emulator.Devices;
using Neuro.Emulator.Devices.Pulses;
using Neuro.Ir.Devices;

namespace Neuro.Emulator.Tests.Devices;

/// <summary>The float path of the pulse families, against curves that other simulators recorded.</summary>
public sealed class PulseResponseTests
{
    [Fact]
    public void Step_families_follow_the_curves_of_aihwkit_to_1e_6()
    {
        foreach (AihwkitGolden golden in AihwkitGolden.All())
        {
            (double[] up, double[] down) = golden.Curves(golden.Response(single: false));
            Golden.Close(golden.Up, up, 1e-6, $"{golden.Name} up");
            Golden.Close(golden.Down, down, 1e-6, $"{golden.Name} down");
        }
    }

    [Fact]
    public void Families_without_powers_follow_aihwkit_to_1e_12_with_parameters_of_single_precision()
    {
        int compared = 0;
        foreach (AihwkitGolden golden in AihwkitGolden.All().Where(g => g.Model is not (ExpStep or PowStep)))
        {
            (double[] up, double[] down) = golden.Curves(golden.Response(single: true));
            Golden.Close(golden.Up, up, 1e-12, $"{golden.Name} up");
            Golden.Close(golden.Down, down, 1e-12, $"{golden.Name} down");
            compared++;
        }
        Assert.Equal(8, compared);
    }

    [Fact]
    public void Nonlinearity_labels_give_the_curve_parameters_of_NeuroSim()
    {
        foreach (JsonElement entry in Golden.Read("neurosim_golden.json").GetProperty("A_of_NL").EnumerateArray())
        {
            double label = entry.Number("NL");
            double expected = entry.Number("A_norm");
            Assert.Equal(expected, new NonlinearCurve(label).NormalisedA, 1e-7 * expected);
            Assert.Equal(-expected, new NonlinearCurve(-label).NormalisedA, 1e-7 * expected);
        }
    }

    [Fact]
    public void Nonlinear_pulses_follow_the_curves_of_NeuroSim_and_end_exactly_at_the_bounds()
    {
        foreach (JsonElement device in Golden.Read("neurosim_golden.json").GetProperty("devices").EnumerateArray())
        {
            string name = device.Text("device");
            double minimum = device.Number("G_min"), range = device.Number("G_max") - minimum;
            int pulses = (int)device.Number("levels");
            PulseResponse response = PulseResponse.Mean(
                new NonlinearPulse { PMax = pulses, NlLtp = device.Number("NL_LTP"), NlLtd = device.Number("NL_LTD") });
            foreach (bool up in new[] { true, false })
            {
                double[] expected = [.. device.Numbers(up ? "ltp" : "ltd").Select(g => (g - minimum) / range)];
                double[] states = new double[pulses + 1];
                states[0] = up ? 0 : 1;
                for (int i = 1; i <= pulses; i++) states[i] = response.Pulse(states[i - 1], up, 0);
                Golden.Close(expected, states, 1e-9, $"{name} {(up ? "LTP" : "LTD")}");
                Assert.Equal(up ? 1 : 0, states[^1]);
            }
        }
    }

    [Fact]
    public void A_curve_and_its_inverse_are_one_and_the_same()
    {
        foreach (double label in new[] { -7, -4.88, -0.01, 0, 0.01, 2.4, 7 })
        {
            NonlinearCurve curve = new(label);
            for (int i = 0; i <= 100; i++)
                Assert.Equal(i / 100.0, curve.Inverse(curve.At(i / 100.0)), 1e-9);
        }
    }

    [Fact]
    public void Querlioz_steps_follow_those_of_N2D2()
    {
        foreach (JsonElement entry in Golden.Read("querlioz_stdp_golden.json").GetProperty("cases").EnumerateArray())
        {
            PulseResponse response = PulseResponse.Mean(new QuerliozStep
            {
                AlphaPlus = entry.Number("alpha_p"),
                AlphaMinus = entry.Number("alpha_m"),
                BetaPlus = entry.Number("beta_p"),
                BetaMinus = entry.Number("beta_m"),
                WMin = entry.Number("w_min"),
                WMax = entry.Number("w_max"),
            });
            double[] expected = entry.Numbers("seq_300up_300down");
            double[] states = new double[expected.Length];
            states[0] = expected[0];
            for (int i = 1; i < states.Length; i++) states[i] = response.Pulse(states[i - 1], i <= 300, 0);
            Golden.Close(expected, states, 1e-12, $"alpha {entry.Number("alpha_p")}");
        }
    }

    [Fact]
    public void Up_and_down_steps_are_equal_at_the_symmetry_point()
    {
        SoftBoundsReference model = new() { DwMin = 0.05, UpDown = 0.2, WMax = 1.2, WMin = -0.8, SubtractSymmetryPoint = true };
        PulseResponse response = PulseResponse.Mean(model);
        Assert.Equal(response.Step(0, true), response.Step(0, false), 1e-15);
        PulseResponse raw = PulseResponse.Mean(model with { SubtractSymmetryPoint = false });
        Assert.NotEqual(raw.Step(0, true), raw.Step(0, false), 1e-3);
    }

    [Fact]
    public void Every_preset_stays_within_its_own_bounds_whatever_its_pulses()
    {
        foreach (string name in DeviceCatalog.Presets.Where(n => DeviceCatalog.Load(n).Pulse is not null))
        {
            PulseModel model = DeviceCatalog.Load(name).Pulse!;
            CellRandom random = new(1, 2, 3, 4);
            for (int device = 0; device < 20; device++)
            {
                PulsedCell cell = PulsedCell.Draw(model, ref random);
                for (int pulse = 0; pulse < 200; pulse++)
                {
                    cell.Train(random.NextUniform() < 0.5 ? 5 : -5, ref random);
                    Assert.True(
                        cell.Hidden >= cell.Response.Minimum && cell.Hidden <= cell.Response.Maximum,
                        $"{name}: device {device}, train {pulse}: {cell.Hidden}");
                }
            }
        }
    }
}
