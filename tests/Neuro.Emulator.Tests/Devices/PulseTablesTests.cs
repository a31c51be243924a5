using System.Text.Json;
using Neuro.Emulator.Devices;
using Neuro.Emulator.Devices.Pulses;
using Neuro.Ir.Devices;

namespace Neuro.Emulator.Tests.Devices;

/// <summary>Devices compiled to integer tables, against their float path.</summary>
public sealed class PulseTablesTests
{
    // 2^-20 of the range.
    private const double Bar = 1.0 / (1 << 20);

    [Fact]
    public void Tables_stay_within_2_to_the_minus_20_of_the_float_path_over_the_curves_of_aihwkit()
    {
        foreach (AihwkitGolden golden in AihwkitGolden.All())
        {
            PulseResponse response = golden.Response(single: false);
            PulseTables tables = PulseTables.Compile(response, 31);
            (double[] up, double[] down) = golden.Curves(response);
            int code = Compare(tables, tables.Code(golden.Start), up, true, golden.Name);
            _ = Compare(tables, code, down, false, golden.Name);
        }
    }

    [Fact]
    public void Tables_stay_within_2_to_the_minus_20_of_the_float_path_over_the_curves_of_N2D2()
    {
        foreach (JsonElement entry in Golden.Read("querlioz_stdp_golden.json").GetProperty("cases").EnumerateArray())
        {
            PulseTables tables = PulseTables.Compile(
                PulseResponse.Mean(new QuerliozStep
                {
                    AlphaPlus = entry.Number("alpha_p"),
                    AlphaMinus = entry.Number("alpha_m"),
                    BetaPlus = entry.Number("beta_p"),
                    BetaMinus = entry.Number("beta_m"),
                    WMin = entry.Number("w_min"),
                    WMax = entry.Number("w_max"),
                }),
                31);
            double[] states = entry.Numbers("seq_300up_300down");
            int code = Compare(tables, tables.Code(states[0]), states.AsSpan(0, 301), true, "up");
            _ = Compare(tables, code, states.AsSpan(300), false, "down");
        }
    }

    [Fact]
    public void Nonlinear_pulses_end_exactly_at_the_bounds_in_integers()
    {
        foreach (JsonElement device in Golden.Read("neurosim_golden.json").GetProperty("devices").EnumerateArray())
        {
            int pulses = (int)device.Number("levels");
            PulseResponse response = PulseResponse.Mean(
                new NonlinearPulse { PMax = pulses, NlLtp = device.Number("NL_LTP"), NlLtd = device.Number("NL_LTD") });
            PulseTables tables = PulseTables.Compile(response, 31);
            double minimum = device.Number("G_min"), range = device.Number("G_max") - minimum;
            string name = device.Text("device");
            double[] up = [.. device.Numbers("ltp").Select(g => (g - minimum) / range)];
            double[] down = [.. device.Numbers("ltd").Select(g => (g - minimum) / range)];
            Assert.Equal(tables.Maximum, Compare(tables, 0, up, true, name));
            Assert.Equal(0, Compare(tables, tables.Maximum, down, false, name));
        }
    }

    [Fact]
    public void Tables_say_their_worst_error_and_it_is_small_for_every_preset()
    {
        foreach (string name in DeviceCatalog.Presets.Where(n => DeviceCatalog.Load(n).Pulse is not null))
        {
            PulseTables tables = PulseTables.Compile(PulseResponse.Mean(DeviceCatalog.Load(name).Pulse!), 31);
            Assert.True(tables.ErrorPerPulse < 1e-7, $"{name}: {tables}");
            // A step that is no whole number of codes errs by up to half a code each time: 2^-32 of the range.
            Assert.True(tables.ErrorOverSweep < Math.Max(Bar, tables.SweepPulses * Math.ScaleB(1, -32)), $"{name}: {tables}");
            Assert.InRange(tables.SweepPulses, 2, 80_000);
            Assert.Contains("worst error", tables.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Fewer_bits_cost_exactness_and_say_so()
    {
        PulseResponse response = PulseResponse.Mean(DeviceCatalog.Load("pcmo").Pulse!);
        double[] errors = [.. new[] { 8, 12, 16, 24, 31 }.Select(bits => PulseTables.Compile(response, bits).ErrorOverSweep)];
        for (int i = 1; i < errors.Length; i++)
            Assert.True(errors[i] < errors[i - 1], string.Join(", ", errors));
    }

    [Fact]
    public void A_noisy_pulse_deviates_by_its_deviate_times_sigma()
    {
        PulseResponse response = PulseResponse.Mean(DeviceCatalog.Load("taox-hfox").Pulse!);
        PulseTables tables = PulseTables.Compile(response, 31);
        foreach (int deviate in new[] { -8192, -1, 1, 4096, 12000 })
            foreach (bool up in new[] { true, false })
                Assert.Equal(
                    response.Pulse(0.5, up, deviate / 4096.0), tables.State(tables.Pulse(tables.Code(0.5), up, deviate)), 1e-7);
    }

    [Fact]
    public void A_code_table_is_exact_at_both_ends_and_close_between()
    {
        foreach (int bits in new[] { 8, 10, 15, 16, 24, 31 })
        {
            CodeTable table = CodeTable.Compile(bits, x => Math.ScaleB(Math.Sqrt(x * (1 - x)), 30));
            Assert.Equal(0, table.At(0));
            Assert.Equal(0, table.At(table.Maximum));
            Random random = new(bits);
            for (int i = 0; i < 20_000; i++)
            {
                // Codes of every size, near either end.
                int distance = random.Next(table.Maximum / 2) >> random.Next(bits);
                int code = i % 2 == 0 ? distance : table.Maximum - distance;
                double x = (double)code / table.Maximum;
                double expected = Math.ScaleB(Math.Sqrt(x * (1 - x)), 30);
                Assert.True(Math.Abs(table.At(code) - expected) <= Math.Max(0.001 * expected, 1), $"{bits} bits, code {code}");
            }
        }
    }

    [Fact]
    public void A_compiled_device_has_the_tables_of_its_static_behaviour()
    {
        DeviceModel device = DeviceCatalog.Load("pcm");
        DeviceTables tables = new(device, 24);
        StaticDevice behaviour = new(device);
        double code = ((1 << 24) - 1) / (device.GMax - device.GMin);
        for (double g = 0; g <= device.GMax; g += device.GMax / 97)
        {
            Assert.Equal(
                behaviour.ProgrammingSigma(g) * code,
                Math.ScaleB(tables.ProgrammingSigma!.At(tables.Code(g)), -DeviceTables.SigmaBits),
                0.01 * code * 1e-6);
            ProgrammedCell cell = new(g, g, 0, 0, CellFault.None);
            Assert.Equal(
                behaviour.ReadDeviation(cell, g, 3600) * code,
                Math.ScaleB(tables.ReadSigma(3600)!.At(tables.Code(g)), -DeviceTables.SigmaBits), 0.01 * code * 1e-6);
            double relative = Math.Clamp(-0.0155 * Math.Log(Math.Max(g / device.GMax, 1e-7)) + 0.0244, 0.049, 0.1);
            Assert.Equal(relative, Math.ScaleB(tables.DriftExponent!.At(tables.Code(g)), -DeviceTables.ExponentBits), 1e-5);
            double deviation = DriftLaws.ExponentDeviation((PowerLawDrift)device.Drift!, g / device.GMax);
            Assert.Equal(deviation, Math.ScaleB(tables.DriftDeviation!.At(tables.Code(g)), -DeviceTables.ExponentBits), 1e-5);
        }
    }

    /// <summary>Runs the pulses in integers; returns the last code.</summary>
    private static int Compare(PulseTables tables, int code, ReadOnlySpan<double> states, bool up, string what)
    {
        for (int i = 0; i < states.Length; i++)
        {
            if (i > 0) code = tables.Pulse(code, up);
            double error = Math.Abs(tables.State(code) - states[i]) / tables.Range;
            Assert.True(error <= Bar, $"{what} {(up ? "up" : "down")}, pulse {i}: {error:g3} > 2^-20; {tables}");
        }
        return code;
    }
}
