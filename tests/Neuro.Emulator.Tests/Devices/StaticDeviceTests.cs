using System.Text.Json;
using Neuro.Emulator.Devices;
using Neuro.Ir.Devices;

namespace Neuro.Emulator.Tests.Devices;

/// <summary>Levels, programming, drift, temperature and read noise of single cells, in closed form.</summary>
public sealed class StaticDeviceTests
{
    private static readonly DeviceModel Plain = new() { Name = "plain", GMin = 1e-6, GMax = 5e-6 };

    [Fact]
    public void Phase_change_noise_follows_the_tables_of_its_source()
    {
        JsonElement tables = Golden.Read("pcm_reram_noise_tables.json").GetProperty("pcm");
        StaticDevice device = new(DeviceCatalog.Load("pcm"));
        PowerLawDrift law = (PowerLawDrift)device.Device.Drift!;
        double[] g = tables.Numbers("g_uS");
        double[] Each(Func<double, double> value) => [.. g.Select(micro => value(micro * 1e-6))];
        Golden.Close(tables.Numbers("sigma_prog_uS"), Each(x => device.ProgrammingSigma(x) * 1e6), 1e-12, "sigma_prog");
        Golden.Close(tables.Numbers("mu_nu"), Each(x => DriftLaws.MeanExponent(law, x / 25e-6)), 1e-12, "mu_nu");
        Golden.Close(tables.Numbers("sigma_nu"), Each(x => DriftLaws.ExponentDeviation(law, x / 25e-6)), 1e-12, "sigma_nu");
        foreach (JsonProperty time in tables.GetProperty("t").EnumerateObject())
        {
            double seconds = double.Parse(time.Name);
            // At the mean exponent, of one siemens.
            double[] factor = Each(x => DriftLaws.PowerLaw(law, 1, DriftLaws.MeanExponent(law, x / 25e-6), seconds));
            Golden.Close(time.Value.Numbers("drift_factor_mean_nu"), factor, 1e-12, $"drift at {seconds} s");
            double[] noise = Each(x => device.ReadDeviation(new(x, x, 0, 0, CellFault.None), 1, seconds));
            Golden.Close(time.Value.Numbers("sigma_1f"), noise, 1e-9, $"1/f at {seconds} s");
        }
    }

    [Fact]
    public void Relaxation_follows_the_tables_of_its_source_and_lies_between_them_in_between()
    {
        JsonElement tables = Golden.Read("pcm_reram_noise_tables.json").GetProperty("reram_wan");
        DeviceModel device = DeviceCatalog.Load("reram-wan");
        RelaxationDrift law = (RelaxationDrift)device.Drift!;
        double[] g = tables.Numbers("g_uS");
        foreach (JsonProperty time in tables.GetProperty("sigma_uS_at_t").EnumerateObject())
        {
            double[] expected = [.. time.Value.EnumerateArray().Select(e => e.GetDouble())];
            double[] sigma = [.. g.Select(x => DriftLaws.RelaxationSigma(law, x / 40, double.Parse(time.Name)) * 1e6)];
            Golden.Close(expected, sigma, 1e-9, $"sigma at {time.Name} s");
        }
        double middle = DriftLaws.RelaxationSigma(law, 0.5, Math.Sqrt(86400));
        Assert.Equal((DriftLaws.RelaxationSigma(law, 0.5, 1) + DriftLaws.RelaxationSigma(law, 0.5, 86400)) / 2, middle, 1e-15);
    }

    [Fact]
    public void A_programming_polynomial_of_any_degree_is_taken_as_given()
    {
        JsonElement tables = Golden.Read("pcm_reram_noise_tables.json").GetProperty("hermes2");
        StaticDevice device = new(Plain with
        {
            GMin = 0,
            GMax = 20.7e-6,
            Programming = new() { Sigma = [0.16603222e-6, 4.71806468e-6, -8.48101252e-6, 4.68961419e-6] },
        });
        double[] sigma = [.. tables.Numbers("g_uS").Select(g => device.ProgrammingSigma(g * 1e-6) * 1e6)];
        Golden.Close(tables.Numbers("sigma_prog_uS"), sigma, 1e-9, "sigma_prog");
    }

    [Fact]
    public void A_target_goes_to_the_nearest_level()
    {
        StaticDevice device = new(Plain with { Levels = 5 });
        (double, double)[] cases = [(1.4e-6, 1e-6), (1.6e-6, 2e-6), (4.6e-6, 5e-6), (9e-6, 5e-6), (0, 1e-6)];
        foreach ((double target, double level) in cases)
            Assert.Equal(level, device.Quantise(target), 1e-18);
        Assert.Equal(1.4e-6, new StaticDevice(Plain).Quantise(1.4e-6));
    }

    [Fact]
    public void A_device_without_errors_ends_at_its_target_and_stays_there()
    {
        StaticDevice device = new(Plain);
        CellRandom random = new(1, 2, 3, 4);
        ProgrammedCell cell = device.Program(3e-6, ref random);
        Assert.Equal(new ProgrammedCell(3e-6, 3e-6, 0, 0, CellFault.None), cell);
        Assert.Equal(3e-6, device.ConductanceAt(cell, 1e9, 400));
        Assert.Equal(0, device.ReadDeviation(cell, 3e-6, 1e9));
    }

    [Fact]
    public void The_same_cell_of_the_same_chip_is_the_same_whatever_was_drawn_before()
    {
        foreach (string name in DeviceCatalog.Presets)
        {
            StaticDevice device = new(DeviceCatalog.Load(name));
            double middle = (device.Device.GMin + device.Device.GMax) / 2;
            ProgrammedCell Cell(uint number)
            {
                CellRandom random = new(42, 1, 0, number);
                return device.Program(middle, ref random);
            }
            ProgrammedCell[] forward = [Cell(0), Cell(1), Cell(2)];
            ProgrammedCell[] backward = [Cell(2), Cell(1), Cell(0)];
            Assert.Equal(forward, backward.Reverse());
        }
    }

    [Fact]
    public void Write_and_verify_ends_within_the_tolerance_or_with_the_budget_spent()
    {
        foreach (string name in DeviceCatalog.Presets)
        {
            DeviceModel model = DeviceCatalog.Load(name);
            if (model.Programming.Method != ProgrammingMethod.WriteVerify)
                continue;
            StaticDevice device = new(model with { StuckOff = 0, StuckOn = 0 });
            double tolerance = model.Programming.Tolerance * (model.GMax - model.GMin);
            int reached = 0;
            for (uint i = 0; i < 500; i++)
            {
                CellRandom random = new(5, 1, 0, i);
                double target = model.GMin + (0.2 + 0.6 * i / 500) * (model.GMax - model.GMin);
                ProgrammedCell cell = device.Program(target, ref random);
                bool within = Math.Abs(cell.Conductance - target) <= tolerance * (1 + 1e-9);
                Assert.True(within || cell.Pulses >= model.Programming.PulseBudget, $"{name}, cell {i}: {cell}");
                if (within) reached++;
            }
            Assert.True(reached > 250, $"{name}: {reached} of 500 cells reached their target");
        }
    }

    [Fact]
    public void Unseen_pulses_take_the_mean_device_to_the_state_nearest_to_the_target()
    {
        NonlinearPulse pulse = new() { PMax = 64, NlLtp = 0.5, NlLtd = -0.5 };
        DeviceModel model = DeviceCatalog.Load("epiram") with { Pulse = pulse };
        DeviceModel step = Plain with
        {
            Pulse = new SoftBounds { DwMin = 0.02, WMin = -1, WMax = 1 },
            Programming = new() { Method = ProgrammingMethod.OpenLoop, PulseBudget = 400 },
        };
        foreach (StaticDevice device in new[] { new StaticDevice(model), new StaticDevice(step) })
        {
            double range = device.Device.GMax - device.Device.GMin;
            for (int i = 0; i <= 50; i++)
            {
                CellRandom random = new(1, 1, 1, (uint)i);
                ProgrammedCell cell = device.Program(device.Device.GMin + i / 50.0 * range, ref random);
                // Neighbouring states are up to 1/50 of the range apart; soft bounds come no closer to the end than the budget
                // allows.
                Assert.Equal(cell.Target, cell.Conductance, 0.02 * range);
            }
        }
    }

    [Fact]
    public void Activated_conduction_follows_the_law_of_Arrhenius()
    {
        StaticDevice device = new(Plain with { Temperature = new() { Reference = 300, EnergyMin = 0.2, EnergyMax = 0 } });
        double At(double g, double kelvin) => device.ConductanceAt(new(g, g, 0, 0, CellFault.None), 0, kelvin);
        Assert.Equal(1e-6 * Math.Exp(0.2 / 8.617333262e-5 * (1 / 300.0 - 1 / 350.0)), At(1e-6, 350), 1e-15);
        Assert.Equal(5e-6, At(5e-6, 350), 1e-18);
        Assert.Equal(1e-6, At(1e-6, 0), 1e-18);
        Assert.Equal(1e-6, At(1e-6, 300), 1e-18);
    }

    [Fact]
    public void Stuck_cells_neither_take_a_target_nor_drift()
    {
        StaticDevice device = new(DeviceCatalog.Load("pcm") with { StuckOn = 1 });
        CellRandom random = new(1, 1, 1, 1);
        ProgrammedCell cell = device.Program(5e-6, ref random);
        Assert.Equal(CellFault.StuckOn, cell.Fault);
        Assert.Equal(25e-6, device.ConductanceAt(cell, 3e7, 0));
    }
}
